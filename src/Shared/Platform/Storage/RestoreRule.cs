using Azure.Data.Tables;

namespace HubAutomation.Shared.Platform.Storage;

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

    /// <summary>A counter is never brought back.</summary>
    public static readonly RestoreRule Counter = Never("a counter goes on, and is never set back");

    /// <summary>A run that was under way has ended since, or died with its engine: as a row it would be under way for ever, and be started again.</summary>
    public static RestoreVerdict EndedRuns(TableEntity kept, TableEntity? standing)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return standing is not null ? RestoreVerdict.Leave("a run's row goes on with its run")
            : kept.ContainsKey("EndedAt") && kept["EndedAt"] is not null ? RestoreVerdict.AsOrdered
            : RestoreVerdict.Leave("a run that was under way then is not under way now");
    }
}
