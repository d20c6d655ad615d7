using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>
/// How much of a target is due. What is counted from April on reaches its year's target in March: before, it is held against the part that is due by
/// then, by the profile of the settings or else as much each month. What is counted from a fixed month on goes from one year's target to the next
/// in the same way. docs/figures.md, "Targets".
/// </summary>
public static class Pace
{
    private const int MonthsOfAYear = 12;

    /// <summary>What is due at the end of a window, rounded as the measure is; the whole target of what does not accumulate, null without a target.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="window">The months that its figure is of.</param>
    /// <param name="target">What is aimed at in the financial year of the window's last month.</param>
    public static decimal? Due(Measure measure, MonthSpan window, decimal? target)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(window);
        if (target is not { } aim || !measure.Accumulates)
            return target;
        return ReturnLines.Rounded(measure.Window.Kind is WindowKind.YearToDate ? SinceApril(measure.Target?.Profile, window, aim) : SinceAFixedMonth(measure, window, aim), measure);
    }

    /// <summary>Whether only a part of a target is due at the end of a window.</summary>
    public static bool IsUnderWay(Measure measure, MonthSpan window, decimal? target) => target is not null && Due(measure, window, target) != target;

    private static decimal SinceApril(IReadOnlyList<decimal>? profile, MonthSpan window, decimal aim) =>
        profile is null ? aim * window.Count / MonthsOfAYear : aim * profile[window.Count - 1] / 100;

    // A year that has no target of its own has one that was due before.
    private static decimal SinceAFixedMonth(Measure measure, MonthSpan window, decimal aim)
    {
        var year = FinancialYear.Of(window.To);
        var gone = new MonthSpan(year.First, window.To).Count;
        if (measure.Target!.PerYear is { } step)
            return aim - step + (step * gone / MonthsOfAYear);
        if (!measure.Target.ByYear.ContainsKey(year))
            return aim;
        return measure.TargetIn(year.First.PlusMonths(-1), null) is { } last
            ? last + ((aim - last) * gone / MonthsOfAYear)
            : aim * window.Count / new MonthSpan(window.From, year.Last).Count;
    }
}
