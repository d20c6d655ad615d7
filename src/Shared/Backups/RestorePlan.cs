using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

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
/// <param name="LeftAlone">Are missing or different, and must stay so (<see cref="RestoreRule"/>).</param>
public sealed record Comparison(long Rows, long Missing, long Changed, long LeftAlone = 0)
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
        return new(left.Rows + right.Rows, left.Missing + right.Missing, left.Changed + right.Changed, left.LeftAlone + right.LeftAlone);
    }
}

/// <summary>What is to be done with some rows of a backup.</summary>
/// <param name="Comparison">How they compare.</param>
/// <param name="Writes">
/// What to write. A row is added only while it is missing and replaced only while it is as it was read, so that nothing which is written
/// meanwhile is lost.
/// </param>
/// <param name="LeftAlone">Why rows are left alone → how many.</param>
public sealed record RestoreSteps(Comparison Comparison, IReadOnlyList<TableTransactionAction> Writes, IReadOnlyDictionary<string, long> LeftAlone);

/// <summary>Decides what becomes of each row of a backup.</summary>
public static class RestorePlan
{
    /// <summary>Compares rows of a backup with those that stand, and says what to write.</summary>
    /// <param name="kept">Rows of the backup.</param>
    /// <param name="standing">The rows that stand, by key.</param>
    /// <param name="replaceChanged">Whether rows that were changed since are to become what they were, where the rule lets them.</param>
    /// <param name="rule">What may become of the rows of this table.</param>
    public static RestoreSteps For(
        IReadOnlyCollection<TableEntity> kept, IReadOnlyDictionary<(string, string), TableEntity> standing, bool replaceChanged, RestoreRule rule)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(rule);
        var (added, changed, left) = (new List<TableTransactionAction>(), new List<TableTransactionAction>(), new Dictionary<string, long>());
        foreach (var row in kept)
        {
            var now = standing.GetValueOrDefault((row.PartitionKey, row.RowKey));
            if (now is not null && AreSame(row, now))
                continue;
            var verdict = rule(row, now);
            if (verdict.WhyLeft is { } why)
                left[why] = left.GetValueOrDefault(why) + 1;
            else
                (now is null || verdict.IsAsGoodAsMissing ? added : changed).Add(Write(row, now));
        }

        return new RestoreSteps(
            new Comparison(kept.Count, added.Count, changed.Count, left.Values.Sum()), replaceChanged ? [.. added, .. changed] : added, left);
    }

    private static TableTransactionAction Write(TableEntity row, TableEntity? now) => now is null
        ? new TableTransactionAction(TableTransactionActionType.Add, row)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, now.ETag);

    private static bool AreSame(TableEntity kept, TableEntity standing) =>
        EntityLine.Write(kept).Span.SequenceEqual(EntityLine.Write(standing).Span);
}
