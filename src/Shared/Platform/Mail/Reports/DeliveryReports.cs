using System.Text.Json;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Mail.Ledger;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Shared.Platform.Mail.Reports;

/// <summary>
/// Takes in what Event Grid reports about mails. Source: "Azure Communication Services email events", Event Grid schema. An address that
/// a mail bounced from is not written to again.
/// </summary>
public sealed class DeliveryReports(MailLedger ledger, SuppressionList suppressions, AuditTrail audit, TimeProvider time)
{
    private const string Validation = "Microsoft.EventGrid.SubscriptionValidationEvent";

    /// <summary>The events that are taken in.</summary>
    public const string EventType = "Microsoft.Communication.EmailDeliveryReportReceived";

    /// <summary>Takes a post of events in.</summary>
    /// <returns>The code that Event Grid wants back when it asks whether we want its events; null otherwise.</returns>
    /// <exception cref="JsonException">That is no post of events.</exception>
    public async Task<string?> TakeAsync(JsonElement events, CancellationToken cancellation)
    {
        if (events.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("Events come as a list.");
        }

        foreach (var (kind, data) in events.EnumerateArray().Select(e => (Text(e, "eventType"), Member(e, "data"))))
        {
            if (kind == Validation)
            {
                return Text(data, "validationCode");
            }

            if (kind == EventType)
            {
                await TakeReportAsync(data, cancellation);
            }
        }

        return null;
    }

    // A report is told again when we fail, and comes in any order: the ledger's rule makes both harmless.
    private async Task TakeReportAsync(JsonElement data, CancellationToken cancellation)
    {
        var (operation, recipient, report) = (Text(data, "messageId"), Text(data, "recipient"), Text(data, "status"));
        while (await ledger.FindAsync(operation, cancellation) is { } row)
        {
            var before = Enum.Parse<MailStatus>(row.Status);
            var after = LedgerRules.AfterReport(before, report);
            if (after is MailStatus.Bounced or MailStatus.Suppressed)
            {
                await suppressions.AddAsync(row.PartitionKey.Split('.')[0], recipient, report, time.GetUtcNow(), cancellation);
            }

            if (after == before)
            {
                return;
            }

            (row.Status, row.NotBefore) = (after.ToString(), null);
            if (await ledger.TrySaveAsync(row, cancellation))
            {
                await TellAsync(row, after, cancellation);
                return;
            }
        }
    }

    private async Task TellAsync(LedgerRow row, MailStatus status, CancellationToken cancellation)
    {
        if (status != MailStatus.Delivered)
        {
            await audit.AppendAsync(
                row.PartitionKey.Split('.')[0], time.GetUtcNow(), $"mail-{status.ToString().ToLowerInvariant()}", $"{row.PartitionKey}.{row.RowKey}",
                row.RunId, "The recipient is not written to again until staff take the address off the list.", cancellation);
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : throw new JsonException($"An event has no \"{name}\".");

    private static string Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text && WholeText.Of(text) is { } whole ? whole : throw new JsonException($"\"{name}\" is no text.");
}
