using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Backups;

/// <summary>What the restore of one table found, and did unless it was only tried.</summary>
/// <param name="Table">The table.</param>
/// <param name="Of">How many tables the order is about.</param>
/// <param name="Found">How its rows compared with those that stood.</param>
/// <param name="IsDamaged">True when the file is not what was written; nothing of it was used.</param>
public sealed record TableRestored(string Table, int Of, Comparison Found, bool IsDamaged) : IJournalled
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => IsDamaged
        ? $"{Table}: the file of the backup is damaged"
        : string.Create(CultureInfo.InvariantCulture, $"{Table}: {Found.Rows} rows, {Found.Missing} missing, {Found.Changed} changed since");
}

/// <summary>
/// Brings rows of a backup back. Nothing is ever deleted; what was changed since is left unless the order says otherwise. May be repeated
/// at any point: what is there already is found to be the same.
/// </summary>
public sealed class TableRestore(HubStorage storage, BackupStore backups)
{
    private const int PageRows = 1000;
    private const int PageBytes = 8 << 20;
    private const int TransactionRows = 100;
    private const int TransactionBytes = 2 << 20;
    private const int ParallelTransactions = 8;

    /// <summary>Restores one of the tables that an order is about.</summary>
    /// <param name="order">The order.</param>
    /// <param name="number">Which of them, from 0.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="InvalidOperationException">There is no such backup, or it holds a table that the hub does not know.</exception>
    public async Task<TableRestored> RestoreAsync(RestoreOrder order, int number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var manifest = await backups.ManifestAsync(order.Backup, cancellation) ?? throw new InvalidOperationException($"There is no backup {order.Backup}.");
        var files = order.Among(manifest);
        var table = storage.TablesToKeep.FirstOrDefault(t => t.Name == files[number].Table)
            ?? throw new InvalidOperationException($"The hub has no table {files[number].Table}.");
        using var lines = await backups.OpenAsync(order.Backup, files[number], cancellation);
        if (lines is null)
        {
            return new TableRestored(table.Name, files.Count, Comparison.None, IsDamaged: true);
        }

        if (!order.DryRun)
        {
            await table.CreateIfNotExistsAsync(cancellation);
        }

        var found = Comparison.None;
        await foreach (var page in PagesAsync(lines, order, cancellation))
        {
            var (comparison, writes) = RestorePlan.For(page, await StandingAsync(table, page, cancellation), order.ReplaceChanged);
            found += comparison;
            if (!order.DryRun)
            {
                await WriteAsync(table, writes, cancellation);
            }
        }

        return new TableRestored(table.Name, files.Count, found, IsDamaged: false);
    }

    private static async IAsyncEnumerable<List<TableEntity>> PagesAsync(
        StreamReader lines, RestoreOrder order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var (page, bytes) = (new List<TableEntity>(), 0);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            var row = EntityLine.Read(Encoding.UTF8.GetBytes(line));
            if (!order.Concerns(row))
            {
                continue;
            }

            page.Add(row);
            bytes += line.Length;
            if (page.Count == PageRows || bytes > PageBytes)
            {
                yield return page;
                (page, bytes) = ([], 0);
            }
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    // The rows of a page lie together, in the service's order, so that one range of keys finds them all.
    private static async Task<Dictionary<(string, string), TableEntity>> StandingAsync(TableClient table, List<TableEntity> page, CancellationToken cancellation)
    {
        var keys = page.Select(row => (row.PartitionKey, row.RowKey)).ToHashSet();
        var ordered = keys.Order(KeyOrder).ToList();
        var ((firstPartition, firstRow), (lastPartition, lastRow)) = (ordered[0], ordered[^1]);
        var filter = firstPartition == lastPartition
            ? TableClient.CreateQueryFilter($"PartitionKey eq {firstPartition} and RowKey ge {firstRow} and RowKey le {lastRow}")
            : TableClient.CreateQueryFilter(
                $"PartitionKey ge {firstPartition} and PartitionKey le {lastPartition} and (PartitionKey gt {firstPartition} or RowKey ge {firstRow}) and (PartitionKey lt {lastPartition} or RowKey le {lastRow})");
        var standing = new Dictionary<(string, string), TableEntity>();
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            {
                if (keys.Contains((row.PartitionKey, row.RowKey)))
                {
                    standing[(row.PartitionKey, row.RowKey)] = row;
                }
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // A trial, and the table is not there: all of it is missing.
            return [];
        }

        return standing;
    }

    private static async Task WriteAsync(TableClient table, IReadOnlyList<TableTransactionAction> writes, CancellationToken cancellation) =>
        await Parallel.ForEachAsync(
            writes.GroupBy(write => write.Entity.PartitionKey).SelectMany(Transactions),
            new ParallelOptions { MaxDegreeOfParallelism = ParallelTransactions, CancellationToken = cancellation },
            async (transaction, token) => await table.SubmitTransactionAsync(transaction, token));

    // The service takes a hundred rows of a partition and four megabytes at once.
    private static IEnumerable<List<TableTransactionAction>> Transactions(IEnumerable<TableTransactionAction> writes)
    {
        var (transaction, bytes) = (new List<TableTransactionAction>(), 0);
        foreach (var write in writes)
        {
            var size = EntityLine.Write((TableEntity)write.Entity).Length;
            if (transaction.Count == TransactionRows || (transaction.Count > 0 && bytes + size > TransactionBytes))
            {
                yield return transaction;
                (transaction, bytes) = ([], 0);
            }

            transaction.Add(write);
            bytes += size;
        }

        yield return transaction;
    }

    private static readonly Comparer<(string Partition, string Row)> KeyOrder = Comparer<(string Partition, string Row)>.Create((a, b) =>
        string.CompareOrdinal(a.Partition, b.Partition) is var order and not 0 ? order : string.CompareOrdinal(a.Row, b.Row));
}
