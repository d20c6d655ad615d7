using Azure.Data.Tables;

namespace HubAutomation.Shared.Backups;

/// <summary>What a restore is to do.</summary>
/// <param name="Backup">The backup's name.</param>
/// <param name="Tables">Tables with spaces between them; null for all of the backup.</param>
/// <param name="Authority">Only the rows of this authority; null for all.</param>
/// <param name="ReplaceChanged">Also rows that have been changed since become what they were.</param>
/// <param name="DryRun">Only say what would happen.</param>
public sealed record RestoreOrder(string Backup, string? Tables, string? Authority, bool ReplaceChanged, bool DryRun)
{
    /// <summary>The files of a backup that the order is about.</summary>
    public IReadOnlyList<TableFile> Among(BackupManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var named = Tables?.Split(' ');
        return [.. manifest.Tables.Where(file => file.Rows is not null && named?.Contains(file.Table) != false)];
    }

    /// <summary>Whether a row belongs to whom the order is about. The authority leads every partition key.</summary>
    public bool Concerns(TableEntity row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Authority is null || row.PartitionKey == Authority || row.PartitionKey.StartsWith($"{Authority}.", StringComparison.Ordinal);
    }
}

/// <summary>How the rows of a backup compare with those that stand.</summary>
/// <param name="Rows">Rows compared.</param>
/// <param name="Missing">Are no longer there.</param>
/// <param name="Changed">Are there, and different: changed since the backup.</param>
public sealed record Comparison(long Rows, long Missing, long Changed)
{
    /// <summary>Nothing compared yet.</summary>
    public static readonly Comparison None = new(0, 0, 0);

    /// <summary>Both together.</summary>
    public static Comparison operator +(Comparison a, Comparison b) => Add(a, b);

    /// <summary>See the operator.</summary>
    public static Comparison Add(Comparison left, Comparison right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Rows + right.Rows, left.Missing + right.Missing, left.Changed + right.Changed);
    }
}

/// <summary>Decides what becomes of each row of a backup.</summary>
public static class RestorePlan
{
    /// <summary>Compares rows of a backup with those that stand, and says what to write.</summary>
    /// <param name="kept">Rows of the backup.</param>
    /// <param name="standing">The rows that stand, by key.</param>
    /// <param name="replaceChanged">Whether rows that were changed since are to become what they were.</param>
    /// <returns>
    /// What to write. A row is added only while it is missing and replaced only while it is as it was read, so that nothing which is
    /// written meanwhile is lost.
    /// </returns>
    public static (Comparison Comparison, IReadOnlyList<TableTransactionAction> Writes) For(
        IReadOnlyCollection<TableEntity> kept, IReadOnlyDictionary<(string, string), TableEntity> standing, bool replaceChanged)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(standing);
        var missing = kept.Where(row => !standing.ContainsKey((row.PartitionKey, row.RowKey)))
            .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)).ToList();
        var changed = kept.Where(row => standing.TryGetValue((row.PartitionKey, row.RowKey), out var now) && !AreSame(row, now))
            .Select(row => new TableTransactionAction(
                TableTransactionActionType.UpdateReplace, row, standing[(row.PartitionKey, row.RowKey)].ETag)).ToList();
        return (new Comparison(kept.Count, missing.Count, changed.Count), replaceChanged ? [.. missing, .. changed] : missing);
    }

    private static bool AreSame(TableEntity kept, TableEntity standing) =>
        EntityLine.Write(kept).Span.SequenceEqual(EntityLine.Write(standing).Span);
}
