using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// Whether a rating beside a published figure would tell more of it. "On target" says that the figure is at least the target, and so parts what a
/// rounded one can have been. A count has it where all that are rounded to the same five are rated alike; a share where every part is of at least
/// five people.
/// </summary>
internal static class RatingBounds
{
    public static bool Tell(PublishedLine line, decimal target) => (line.Measure.Kind, line.Figure.Value) switch
    {
        (MeasureKind.Rate, { From: { } from, Below: { } below }) => Parts(line, target, from, below).Any(part => People(part, line.Figure) < SmallNumbers.Step),
        (MeasureKind.Rate, { Value: { } percent and not (0 or 100) }) => Parts(line, target, percent - 0.5m, percent + 0.5m).Any(part => People(part, line.Figure) < SmallNumbers.Step),
        (MeasureKind.Count or MeasureKind.People, { Value: not (null or 0) } count) when Differencing.Range(count) is var (lower, upper) =>
            ReturnLines.Rate(line.Measure, line.Window, lower, interval: null, target) != ReturnLines.Rate(line.Measure, line.Window, upper, interval: null, target),
        _ => false,
    };

    /// <summary>How wide the parts are, in percent, into which the rating parts what a share can have been; none where all of it is rated alike.</summary>
    private static IEnumerable<decimal> Parts(PublishedLine line, decimal target, decimal from, decimal below)
    {
        // Where less is better, the very number at which a band begins may be the last one that is on target.
        decimal[] changes = line.Measure.Good is GoodDirection.Lower
            ? [.. Changes(line, target).Where(change => change >= from && change < below)]
            : [.. Changes(line, target).Where(change => change > from && change < below)];
        decimal[] ends = [from, .. changes.Distinct().Order(), below];
        return changes.Length == 0 ? [] : ends.Zip(ends.Skip(1), (start, end) => end - start);
    }

    /// <summary>
    /// Where the rating of a share changes, in percent: at the target and at the end of what is near it; where an interval is known, at the ends of the
    /// margin of error about the target instead, within which it is no other. An interval of Wilson's contains a share p exactly where the figure is at most
    /// z √(p (1 − p) ÷ n) from it.
    /// </summary>
    private static IEnumerable<decimal> Changes(PublishedLine line, decimal target)
    {
        var near = line.Measure.Good is GoodDirection.Lower ? target + line.Measure.Tolerance : target - line.Measure.Tolerance;
        if (!line.HasInterval || target is <= 0 or >= 100 || line.Figure.Denominator.Value is not (> 0 and var people))
            return [target, near];
        var margin = WilsonInterval.MarginOf(target, people);
        return [.. new[] { near }.Where(change => Math.Abs(change - target) > margin), target - margin, target + margin];
    }

    private static decimal People(decimal percent, PublishedFigure figure) => percent * (figure.Denominator.Value ?? 0) / 100;
}
