using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Backups;

/// <summary>What the restore of one table found, and did unless it was only tried.</summary>
/// <param name="Table">The table.</param>
/// <param name="Of">How many tables the order is about.</param>
/// <param name="Found">How its rows compared with those that stood.</param>
/// <param name="IsDamaged">True when the file is not what was written; nothing of it was used.</param>
/// <param name="LeftAlone">Which rows are left alone whatever the order says, and why: "HubKeys, 3 rows: …"; null for none.</param>
public sealed record TableRestored(string Table, int Of, Comparison Found, bool IsDamaged, string? LeftAlone = null) : IJournalled
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string JournalLine => IsDamaged
        ? $"{Table}: the file of the backup is damaged"
        : string.Create(CultureInfo.InvariantCulture, $"{Table}: {Found.Rows} rows, {Found.Missing} missing, {Found.Changed} changed since, {Found.LeftAlone} left alone");
}

/// <summary>
/// Brings rows of a backup back, as far as the table's rule lets them. Nothing is ever deleted; what was changed since is left unless the
/// order says otherwise. May be repeated at any point: what is there already is found to be the same.
/// </summary>
public sealed class TableRestore(HubStorage storage, BackupStore backups, AuditTrail audit)
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
    /// <exception cref="InvalidOperationException">There is no such backup.</exception>
    public async Task<TableRestored> RestoreAsync(RestoreOrder order, int number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var manifest = await backups.ManifestAsync(order.Backup, cancellation) ?? throw new InvalidOperationException($"There is no backup {order.Backup}.");
        var files = order.Among(manifest);
        var file = files[number];
        using var lines = await backups.OpenAsync(order.Backup, file, cancellation);
        if (lines is null)
        {
            return new TableRestored(file.Table, files.Count, Comparison.None, IsDamaged: true);
        }

        var known = storage.FindTable(file.Table);
        var table = known is null ? null : storage.Of(known);
        var rule = table is null ? RestoreRules.Never(RestoreRules.NotOurs) : known!.Restore ?? await RuleAsync(table, order, files, cancellation);
        if (!order.DryRun && table is not null)
        {
            await table.CreateIfNotExistsAsync(cancellation);
        }

        var (found, left) = (Comparison.None, new Dictionary<string, long>());
        await foreach (var page in PagesAsync(lines, order, cancellation))
        {
            var steps = RestorePlan.For(page, table is null ? [] : await StandingAsync(table, page, cancellation), order.ReplaceChanged, rule);
            found += steps.Comparison;
            foreach (var (why, rows) in steps.LeftAlone)
            {
                left[why] = left.GetValueOrDefault(why) + rows;
            }

            if (!order.DryRun && table is not null)
            {
                await WriteAsync(table, steps.Writes, cancellation);
            }
        }

        return new TableRestored(file.Table, files.Count, found, IsDamaged: false, LeftWords(file.Table, left));
    }

    private static string? LeftWords(string table, Dictionary<string, long> left) => left.Count == 0 ? null : string.Join(
        "; ", left.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{table}, {pair.Value} {(pair.Value == 1 ? "row" : "rows")}: {pair.Key}")));

    // Of tables whose rows hang on others.
    private async Task<RestoreRule> RuleAsync(TableClient table, RestoreOrder order, IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        if (table == storage.MailUnsubscriptions)
            return UnlessTakenBack(await TakenBackAsync(AuditTrail.SubscribedAgain, order, cancellation), "they have subscribed again since", row => $"{row.PartitionKey.Split('.')[^1]}.{row.RowKey}");
        if (table == storage.MailSuppressions)
            return UnlessTakenBack(await TakenBackAsync(AuditTrail.AllowedAgain, order, cancellation), "staff have taken the address off the list since", row => row.RowKey);
        var returns = new ReturnsRestore(await KeptReturnsAsync(order, cancellation), await StandingReturnsAsync(cancellation));
        var alsoReturns = files.Any(file => file.Table == storage.Returns.Name);
        return table == storage.Returns ? returns.Returns
            : table == storage.ReturnLines ? returns.Lines(alsoReturns)
            : table == storage.Findings ? returns.Findings(alsoReturns)
            : throw new InvalidOperationException($"Nobody has decided what may be brought back of the table {table.Name}.");
    }

    // A row of the backup was there when it began: whoever took it back has done so after that.
    private async Task<HashSet<(string Authority, string Subject)>> TakenBackAsync(string what, RestoreOrder order, CancellationToken cancellation) =>
        [.. await audit.SubjectsSinceAsync(what, TableExport.BeganAt(order.Backup), cancellation)];

    /// <summary>The returns of the backup; none when it has no such table, or a damaged one.</summary>
    private async Task<List<TableEntity>> KeptReturnsAsync(RestoreOrder order, CancellationToken cancellation)
    {
        var manifest = await backups.ManifestAsync(order.Backup, cancellation);
        var rows = new List<TableEntity>();
        if (manifest?.Tables.FirstOrDefault(file => file.Table == storage.Returns.Name && file.Rows is not null) is { } file
            && await backups.OpenAsync(order.Backup, file, cancellation) is { } lines)
        {
            using (lines)
            {
                await foreach (var page in PagesAsync(lines, order, cancellation))
                    rows.AddRange(page);
            }
        }

        return rows;
    }

    private async Task<List<TableEntity>> StandingReturnsAsync(CancellationToken cancellation)
    {
        try
        {
            return await storage.Returns.QueryAsync<TableEntity>(cancellationToken: cancellation).ToListAsync(cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode == StorageTrouble.PartLost)
        {
            // The table is gone: none stands.
            return [];
        }
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
        catch (RequestFailedException e) when (e.ErrorCode == StorageTrouble.PartLost)
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

    /// <summary>Who gets no mails is added, unless that was taken back after the backup.</summary>
    /// <param name="takenBack">Authority and subject of the audit entries that say so.</param>
    /// <param name="why">Why such a row is left.</param>
    /// <param name="subjectOf">The subject that an entry about a row has.</param>
    private static RestoreRule UnlessTakenBack(HashSet<(string Authority, string Subject)> takenBack, string why, Func<TableEntity, string> subjectOf) =>
        (kept, standing) => standing is not null ? RestoreVerdict.Leave("who gets no mails stays as it stands")
            : takenBack.Contains((kept.PartitionKey.Split('.')[0], subjectOf(kept))) ? RestoreVerdict.Leave(why)
            : RestoreVerdict.AsOrdered;
}
