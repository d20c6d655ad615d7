using HubAutomation.Shared.FundingReturns.Definitions;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>
/// What changed most since the month before. Measures of different units are compared by how large the change is on the measure's own
/// scale: the change as a share of the larger of the two figures. That scale is at least 10 for everything but means and milestones, since from
/// 1 to 2 is no news. Of equal changes the measure that comes first in the return is first.
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
        var scale = Math.Max(Math.Abs(figure.Line.Value!.Value), Math.Abs(figure.Line.Before!.Value));
        return Math.Abs(change) / (figure.Measure.Kind is MeasureKind.Average or MeasureKind.Milestone ? scale : Math.Max(scale, SmallestScale));
    }
}
