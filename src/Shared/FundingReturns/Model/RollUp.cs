using System.Text.Json.Serialization;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>What the return of a quarter or a year was made of.</summary>
/// <param name="Period">The quarter or the year.</param>
/// <param name="Months">Its frozen months, oldest first.</param>
public sealed record RollUp(MonthSpan Period, IReadOnlyList<FrozenMonth> Months)
{
    /// <summary>Whether all of its months were frozen.</summary>
    [JsonIgnore]
    public bool IsWhole => Months.Count == Period.Count;

    /// <summary>Its months that were not frozen.</summary>
    [JsonIgnore]
    public IReadOnlyList<YearMonth> NotFrozen => [.. Period.Months.Except(Months.Select(month => month.Month))];
}

/// <summary>A month's frozen return, in its newest version.</summary>
/// <param name="Month">The month.</param>
/// <param name="Version">Which version.</param>
/// <param name="FrozenAt">When, UTC.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
public sealed record FrozenMonth(YearMonth Month, int Version, DateTimeOffset FrozenAt, string Fingerprint);
