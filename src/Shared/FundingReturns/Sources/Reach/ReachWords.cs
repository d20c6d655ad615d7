using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Sources.Reach;

/// <summary>A rule of reach in words, as it stands beside every figure.</summary>
internal static class ReachWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"children under 5 in areas among the 30 % most deprived of England, IDACI 2025".</summary>
    public static string Of(ReachRule rule)
    {
        var areas = rule.MostDeprivedAreas is { } top
            ? $"in the {top} most deprived areas of the authority itself"
            : $"in areas among the {rule.MostDeprivedPercent} % most deprived of England";
        return $"children under {rule.UnderAge} {areas}, {rule.Index.ToString().ToUpperInvariant()} {rule.Release}";
    }

    /// <summary>A number with commas.</summary>
    public static string Number(long number) => number.ToString("N0", English);
}
