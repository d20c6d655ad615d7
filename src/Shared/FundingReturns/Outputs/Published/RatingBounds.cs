using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Definitions;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>
/// Whether a rating beside a published figure would tell more of it. "On target" says that the figure is at least the target, and so parts what a
/// rounded one can have been. A count has it where all that are rounded to the same five are rated alike; a share where every part is of at least
/// five people.
/// </summary>
internal static class RatingBounds
{
    public static bool Tell(Measure measure, PublishedFigure figure, decimal target) => (measure.Kind, figure.Value) switch
    {
        (MeasureKind.Rate, { From: { } from, Below: { } below }) => Parts(measure, target, from, below).Any(part => People(part, figure) < SmallNumbers.Step),
        (MeasureKind.Rate, { Value: { } percent and not (0 or 100) }) => Parts(measure, target, percent - 0.5m, percent + 0.5m).Any(part => People(part, figure) < SmallNumbers.Step),
        (MeasureKind.Count or MeasureKind.People, { Value: not (null or 0) } count) when Differencing.Range(count) is var (lower, upper) =>
            ReturnLines.Rate(measure, lower, target) != ReturnLines.Rate(measure, upper, target),
        _ => false,
    };

    /// <summary>How wide the parts are, in percent, into which the rating parts what a share can have been; none where all of it is rated alike.</summary>
    private static IEnumerable<decimal> Parts(Measure measure, decimal target, decimal from, decimal below)
    {
        // Where less is better, the very number at which a band begins may be the last one that is on target.
        decimal[] changes = measure.Good is GoodDirection.Lower
            ? [.. new[] { target, target + measure.Tolerance }.Where(change => change >= from && change < below)]
            : [.. new[] { target - measure.Tolerance, target }.Where(change => change > from && change < below)];
        decimal[] ends = [from, .. changes.Distinct(), below];
        return changes.Length == 0 ? [] : ends.Zip(ends.Skip(1), (start, end) => end - start);
    }

    private static decimal People(decimal percent, PublishedFigure figure) => percent * (figure.Denominator.Value ?? 0) / 100;
}
