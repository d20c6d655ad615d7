using System.Text.Json.Serialization;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Names a quarter or a financial year of an authority's returns. Flat, so that workflows can carry it.</summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Period">"2026-27-q3" or "2026-27".</param>
public sealed record PeriodRef(string Authority, string Period) : IReturnFolder
{
    /// <summary>Its months.</summary>
    [JsonIgnore]
    public MonthSpan Months => MonthsOf(Period) ?? throw new InvalidOperationException($"{Period} is neither a quarter nor a financial year.");

    /// <summary>Where its blobs are in container <c>returns</c>, with a slash at the end.</summary>
    [JsonIgnore]
    public string Folder => $"{Authority}/{Period}/";

    /// <summary>The period of the same length before it.</summary>
    [JsonIgnore]
    public PeriodRef Before => new(Authority, new MonthSpan(Months.From.PlusMonths(-Months.Count), Months.From.PlusMonths(-1)).ToString());

    /// <summary>The months of "2026-27-q3" or "2026-27"; null for anything else, also for a single month.</summary>
    public static MonthSpan? MonthsOf(string text) => MonthSpan.Parse(text) is { Count: > 1 } months ? months : null;
}
