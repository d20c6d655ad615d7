using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Definitions;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// Whether a rating beside a published figure would tell more of it. "On target" says that the figure is at least the target, and so parts what a
/// rounded one can have been. A count has it where all that are rounded to the same five are rated alike; a share where every part is of at least
/// five people.
/// </summary>
internal static class RatingBounds
{
    public static bool Tell(Measure measure, MonthSpan window, PublishedFigure figure, decimal target) => (measure.Kind, figure.Value) switch
    {
        (MeasureKind.Rate, { From: { } from, Below: { } below }) => Parts(measure, figure, target, from, below).Any(part => People(part, figure) < SmallNumbers.Step),
        (MeasureKind.Rate, { Value: { } percent and not (0 or 100) }) =>
            Parts(measure, figure, target, percent - 0.5m, percent + 0.5m).Any(part => People(part, figure) < SmallNumbers.Step),
        (MeasureKind.Count or MeasureKind.People, { Value: not (null or 0) } count) when Differencing.Range(count) is var (lower, upper) =>
            ReturnLines.Rate(measure, window, lower, interval: null, target) != ReturnLines.Rate(measure, window, upper, interval: null, target),
        _ => false,
    };

    /// <summary>How wide the parts are, in percent, into which the rating parts what a share can have been; none where all of it is rated alike.</summary>
    private static IEnumerable<decimal> Parts(Measure measure, PublishedFigure figure, decimal target, decimal from, decimal below)
    {
        // Where less is better, the very number at which a band begins may be the last one that is on target.
        decimal[] changes = measure.Good is GoodDirection.Lower
            ? [.. Changes(measure, figure, target).Where(change => change >= from && change < below)]
            : [.. Changes(measure, figure, target).Where(change => change > from && change < below)];
        decimal[] ends = [from, .. changes.Distinct().Order(), below];
        return changes.Length == 0 ? [] : ends.Zip(ends.Skip(1), (start, end) => end - start);
    }

    /// <summary>
    /// Where the rating of a share changes, in percent: at the target and at what is near it, and at the ends of the margin of error about the target. An
    /// interval of Wilson's contains a share p exactly where the figure is at most z √(p (1 − p) ÷ n) from it.
    /// </summary>
    private static IEnumerable<decimal> Changes(Measure measure, PublishedFigure figure, decimal target)
    {
        var near = measure.Good is GoodDirection.Lower ? target + measure.Tolerance : target - measure.Tolerance;
        if (figure.Denominator.Value is not (> 0 and var people) || target is <= 0 or >= 100)
            return [target, near];
        var margin = WilsonInterval.MarginOf(target, people);
        return [target - margin, target, target + margin, near];
    }

    private static decimal People(decimal percent, PublishedFigure figure) => percent * (figure.Denominator.Value ?? 0) / 100;
}
