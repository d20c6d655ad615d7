using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>
/// Decides what a new version of a file means for the sessions that stand in the tables. Pure: the same input again, also
/// after a part of the result has been written, gives the same end state and the same account of what changed.
/// </summary>
internal static class SliceMerge
{
    /// <summary>Compares the staged rows of a slice with the rows that stand in its range of ids.</summary>
    /// <param name="staged">Ordered by id, ids distinct.</param>
    /// <param name="standing">Ordered by id.</param>
    /// <param name="version">The run that merges, as a key.</param>
    /// <param name="mergedAt">The moment of the merge, UTC; a repeated step passes the same one.</param>
    /// <param name="keepsOthers">True when what the file does not have stays.</param>
    /// <param name="asBefore">Ids of sessions that the file lacks and that stay as they were, because their rows were given back.</param>
    public static IEnumerable<MergeStep> Plan(
        IEnumerable<SessionInFile> staged, IEnumerable<StoredSession> standing, string version, DateTimeOffset mergedAt, bool keepsOthers = false,
        IReadOnlySet<string>? asBefore = null)
    {
        using var rows = standing.GetEnumerator();
        var more = rows.MoveNext();
        foreach (var next in staged)
        {
            while (more && string.CompareOrdinal(rows.Current.Session.Id, next.Session.Id) < 0)
            {
                yield return Leave(rows.Current, version, mergedAt, keepsOthers, asBefore);
                more = rows.MoveNext();
            }

            if (more && rows.Current.Session.Id == next.Session.Id)
            {
                yield return Update(rows.Current, next, version, mergedAt);
                more = rows.MoveNext();
            }
            else
            {
                yield return Write(next, ChangeKind.Added, null, 0, version, mergedAt);
            }
        }

        for (; more; more = rows.MoveNext())
        {
            yield return Leave(rows.Current, version, mergedAt, keepsOthers, asBefore);
        }
    }

    private static MergeStep Update(StoredSession row, SessionInFile next, string version, DateTimeOffset mergedAt)
    {
        if (row.Version == version)
        {
            return new MergeStep(row, row.Change, NeedsWrite: false);
        }

        if (!row.IsActive)
        {
            return Write(next, ChangeKind.Added, null, row.Sequence + 1, version, mergedAt);
        }

        return row.Hash == next.Hash
            ? new MergeStep(row, Change: null, NeedsWrite: false)
            : Write(next, ChangeKind.Changed, row.Session, row.Sequence + 1, version, mergedAt);
    }

    private static MergeStep Leave(StoredSession row, string version, DateTimeOffset mergedAt, bool keepsOthers, IReadOnlySet<string>? asBefore) =>
        row.IsActive && asBefore?.Contains(row.Session.Id) == true
            ? new MergeStep(row, Change: null, NeedsWrite: false)
            : keepsOthers && row.IsActive
            ? new MergeStep(row, Change: null, NeedsWrite: false) { IsKept = true }
            : Withdraw(row, version, mergedAt);

    private static MergeStep Withdraw(StoredSession row, string version, DateTimeOffset mergedAt)
    {
        if (!row.IsActive)
        {
            return new MergeStep(row, row.Version == version ? ChangeKind.Withdrawn : null, NeedsWrite: false);
        }

        var withdrawn = row with
        {
            Change = ChangeKind.Withdrawn,
            Previous = row.Session,
            Sequence = row.Sequence + 1,
            Version = version,
            ChangedAt = mergedAt,
        };
        return new MergeStep(withdrawn, ChangeKind.Withdrawn, NeedsWrite: true);
    }

    private static MergeStep Write(
        SessionInFile next, ChangeKind change, Session? previous, int sequence, string version, DateTimeOffset mergedAt) =>
        new(
            new StoredSession
            {
                Told = next,
                Previous = previous,
                Hash = next.Hash,
                Sequence = sequence,
                Version = version,
                Change = change,
                ChangedAt = mergedAt,
            },
            change,
            NeedsWrite: true);
}

/// <summary>What a merge does with one session.</summary>
/// <param name="Row">The row as it is to stand.</param>
/// <param name="Change">What this version of the file did to the session; null when nothing.</param>
/// <param name="NeedsWrite">False when the row stands already.</param>
internal sealed record MergeStep(StoredSession Row, ChangeKind? Change, bool NeedsWrite)
{
    /// <summary>True for a session that this version of the file does not have and that stays.</summary>
    public bool IsKept { get; init; }
}
