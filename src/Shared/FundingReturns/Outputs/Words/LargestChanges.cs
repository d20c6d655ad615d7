using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>
/// What changed most since the month before, or since the quarter or year before. Measures of different units are compared by how large the change is on the measure's own
/// scale: the change as a share of the larger of the two figures. That scale is at least 10 for everything but means and milestones, since from
/// 1 to 2 is no news. What is counted from April or another fixed month on grows by itself: there the change is compared with the average
/// month so far as well, and the smaller of the two counts. Of equal changes the measure that comes first in the return is first.
/// </summary>
internal static class LargestChanges
{
    private const decimal SmallestScale = 10;

    public static IReadOnlyList<ReturnFigure> Of(IReadOnlyList<ReturnFigure> figures, int most = 5) =>
    [
        .. figures
            .Select(figure => (Figure: figure, Size: Size(figure)))
            .Where(change => change.Size > 0)
            .OrderByDescending(change => change.Size)
            .Take(most)
            .Select(change => change.Figure),
    ];

    /// <summary>0 for no change, 1 for something that began or ended.</summary>
    internal static decimal Size(ReturnFigure figure)
    {
        if (figure.Change is not { } change || change == 0)
            return 0;
        var size = Share(figure.Measure, figure.Line.Value!.Value, figure.Line.Before!.Value);
        var months = figure.Line.Window.Count - figure.Period.Count;
        return Grows(figure.Measure) && months >= 0 ? Math.Min(size, Share(figure.Measure, change, figure.Line.Before.Value * figure.Period.Count / Math.Max(1, months))) : size;
    }

    private static bool Grows(Measure measure) =>
        measure.Window.Kind is (WindowKind.YearToDate or WindowKind.Since) && measure.Kind is (MeasureKind.Count or MeasureKind.People or MeasureKind.Money);

    private static decimal Share(Measure measure, decimal now, decimal before)
    {
        var scale = Math.Max(Math.Abs(now), Math.Abs(before));
        return scale == 0 ? 0 : Math.Abs(now - before) / (measure.Kind is MeasureKind.Average or MeasureKind.Milestone ? scale : Math.Max(scale, SmallestScale));
    }
}
