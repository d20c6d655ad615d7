using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables;

namespace HubAutomation.Shared.Backups;

/// <summary>What may become of a row of a backup that is missing now, or different.</summary>
/// <param name="kept">The row of the backup.</param>
/// <param name="standing">The row that stands; null when it is missing.</param>
public delegate RestoreVerdict RestoreRule(TableEntity kept, TableEntity? standing);

/// <summary>What may become of a row.</summary>
/// <param name="WhyLeft">Why it is left alone, whatever the order says; null when it need not be.</param>
/// <param name="IsAsGoodAsMissing">What stands in its place holds nothing yet: the row is brought back like a missing one.</param>
public sealed record RestoreVerdict(string? WhyLeft, bool IsAsGoodAsMissing = false)
{
    /// <summary>A missing row is added; a different one is replaced if the order says so.</summary>
    public static readonly RestoreVerdict AsOrdered = new((string?)null);

    /// <summary>It is left alone.</summary>
    public static RestoreVerdict Leave(string why) => new(why);
}

/// <summary>The rules that need to know nothing but the row itself.</summary>
public static class RestoreRules
{
    /// <summary>Why keys are never brought back.</summary>
    public const string Secret = "keys are secrets, and one that was taken out of use must not come back";

    /// <summary>Why a row of an unknown table is left.</summary>
    public const string NotOurs = "the hub has no such table";

    /// <summary>Every row may be brought back.</summary>
    public static RestoreVerdict Free(TableEntity kept, TableEntity? standing) => RestoreVerdict.AsOrdered;

    /// <summary>Missing rows may be added; one that stands stays as it is.</summary>
    /// <param name="why">Why it stays.</param>
    public static RestoreRule OnlyAdded(string why) => (_, standing) => standing is null ? RestoreVerdict.AsOrdered : RestoreVerdict.Leave(why);

    /// <summary>No row is ever brought back.</summary>
    public static RestoreRule Never(string why) => (_, _) => RestoreVerdict.Leave(why);

    /// <summary>A run that was under way has ended since, or died with its engine: as a row it would be under way for ever, and be started again.</summary>
    public static RestoreVerdict EndedRuns(TableEntity kept, TableEntity? standing)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return standing is not null ? RestoreVerdict.Leave("a run's row goes on with its run")
            : kept.ContainsKey("EndedAt") && kept["EndedAt"] is not null ? RestoreVerdict.AsOrdered
            : RestoreVerdict.Leave("a run that was under way then is not under way now");
    }

    /// <summary>Who gets no mails is added, unless that was taken back after the backup.</summary>
    /// <param name="takenBack">Authority and subject of the audit entries that say so.</param>
    /// <param name="why">Why such a row is left.</param>
    /// <param name="subjectOf">The subject that an entry about a row has.</param>
    public static RestoreRule UnlessTakenBack(IReadOnlySet<(string Authority, string Subject)> takenBack, string why, Func<TableEntity, string> subjectOf) =>
        (kept, standing) => standing is not null ? RestoreVerdict.Leave("who gets no mails stays as it stands")
            : takenBack.Contains((kept.PartitionKey.Split('.')[0], subjectOf(kept))) ? RestoreVerdict.Leave(why)
            : RestoreVerdict.AsOrdered;

    /// <summary>The rule of a table that asks for no other rows; null for one that does, and for one that the hub does not have.</summary>
    public static RestoreRule? Of(string table, HubStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var rules = new Dictionary<string, RestoreRule>
        {
            [storage.Sessions.Name] = Free,
            [storage.TimetableFiles.Name] = Free,
            [storage.TimetableVersions.Name] = OnlyAdded("a version that was accepted is never changed"),
            [storage.PublishTickets.Name] = Never("a counter goes on, and is never set back"),
            [storage.Runs.Name] = EndedRuns,
            [storage.RunEvents.Name] = OnlyAdded("what a run has done is never changed"),
            [storage.Audit.Name] = OnlyAdded("the audit trail is only ever added to"),
            [storage.BlobTries.Name] = OnlyAdded("tries are counted on"),
            [storage.Schedules.Name] = OnlyAdded("what was started by the clock stays started"),
            [storage.MailLedger.Name] = OnlyAdded("a mail that has gone further since would be sent again"),
            [storage.MailQuota.Name] = Never("a counter goes on, and is never set back"),
            [storage.LinkUses.Name] = OnlyAdded("a link that was used stays used"),
            [storage.HubKeys.Name] = Never(Secret),
            [storage.Submissions.Name] = OnlyAdded("what leads have said is only ever added to"),
            [storage.Waiting.Name] = Never("what waits for whom follows from the returns: it is written anew when a return asks again, or is started anew (restart)"),
        };
        return rules.GetValueOrDefault(table);
    }
}
