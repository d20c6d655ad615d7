using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Mail.Ledger;

/// <summary>Keeps the ledger, and finds a mail by its operation for delivery reports (rows in the partition "operation").</summary>
public sealed class MailLedger(HubStorage storage)
{
    private const string Operations = "operation";

    /// <summary>All mails of a mailing by recipient id.</summary>
    public async Task<Dictionary<string, LedgerRow>> LoadAsync(MailingRef mailing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mailing);
        var (partition, from, to) = (PartitionOf(mailing), $"{mailing.Period}.", $"{mailing.Period}/");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
        var rows = new Dictionary<string, LedgerRow>();
        await foreach (var row in storage.MailLedger.QueryAsync<LedgerRow>(filter, cancellationToken: cancellation))
        {
            rows[row.RowKey[from.Length..]] = row;
        }

        return rows;
    }

    /// <summary>A row that nobody has written yet.</summary>
    public static LedgerRow New(MailingRef mailing, string recipient, string runId) => new()
    {
        PartitionKey = PartitionOf(mailing),
        RowKey = $"{mailing.Period}.{recipient}",
        RunId = runId,
    };

    /// <summary>
    /// Writes a row, unless somebody else has written it since it was read; false then, and the row is not to be acted upon.
    /// </summary>
    public async Task<bool> TrySaveAsync(LedgerRow row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            var answer = row.ETag == default
                ? await storage.MailLedger.AddEntityAsync(row, cancellation)
                : await storage.MailLedger.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            row.ETag = answer.Headers.ETag!.Value;
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Notes which mail an operation is about. Written before the row itself, so that no report comes too early.</summary>
    public Task PointAsync(LedgerRow row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        var pointer = new TableEntity(Operations, row.OperationId) { ["Partition"] = row.PartitionKey, ["Row"] = row.RowKey };
        return storage.MailLedger.UpsertEntityAsync(pointer, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>The mail that an operation is about; null when it is none of ours.</summary>
    public async Task<LedgerRow?> FindAsync(string operationId, CancellationToken cancellation)
    {
        var pointer = await storage.MailLedger.GetEntityIfExistsAsync<TableEntity>(Operations, operationId, cancellationToken: cancellation);
        if (!pointer.HasValue || pointer.Value is not { } found)
        {
            return null;
        }

        var row = await storage.MailLedger.GetEntityIfExistsAsync<LedgerRow>(
            found.GetString("Partition"), found.GetString("Row"), cancellationToken: cancellation);
        return row.HasValue ? row.Value : null;
    }

    private static string PartitionOf(MailingRef mailing) => $"{mailing.Authority}.{mailing.Campaign}";
}
