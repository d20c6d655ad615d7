using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>Whether what is withheld could be worked out from what is shown.</summary>
internal static class Differencing
{
    // Of one or two that are possible each is nearly told.
    private const int FewestPossible = 3;

    /// <summary>
    /// Whether a withheld number of 1 to 7 can be only one of two or fewer for somebody who knows exactly what all add up to. A sum of 7 or less is
    /// withheld itself wherever it stands, so that of it no more is known than that.
    /// </summary>
    /// <param name="parts">The numbers.</param>
    /// <param name="sum">What they add up to in truth.</param>
    public static bool CanBeWorkedOut(IReadOnlyList<PublishedNumber> parts, decimal sum)
    {
        var others = parts.Count(part => part.IsWithheld) - 1;
        if (others < 0)
            return false;
        var (least, most) = sum <= SmallNumbers.Most ? (0, SmallNumbers.Most) : (sum, sum);
        var shown = parts.Where(part => !part.IsWithheld).Select(Range).ToList();
        var lower = Math.Max(SmallNumbers.Least, least - shown.Sum(part => part.Upper) - (others * SmallNumbers.Most));
        var upper = Math.Min(SmallNumbers.Most, most - shown.Sum(part => part.Lower) - (others * SmallNumbers.Least));
        return upper - lower + 1 < FewestPossible;
    }

    /// <summary>The same when all that are not 0 are withheld, so that each of them may be more than 7.</summary>
    public static bool CanBeWorkedOut(int withheld, decimal sum) => withheld == 1 || sum - withheld + 1 < FewestPossible;

    /// <summary>
    /// Withholds what is counted over several months where one of these is withheld: the same figure is often shown by the month and since April, or
    /// for a quarter, or as a baseline. That hangs on nothing but what is shown of the months, so that it tells nothing itself. Each point of the trend is
    /// judged like the figure.
    /// </summary>
    public static IReadOnlyList<PublishedLine> Guard(IReadOnlyList<PublishedLine> lines, PlaceNames places)
    {
        var monthly = lines.Where(line => line.Measure is { Publish: PublishRule.SmallNumbers, Figure: not null, Window.Kind: WindowKind.Month })
            .GroupBy(line => Query(line, places))
            .ToDictionary(same => same.Key, same => Months(same.First()));
        return [.. lines.Select(line => MonthsOf(line, monthly, places) is { } months ? Guarded(line, months) : line)];
    }

    /// <summary>What a published number can have been before it was rounded.</summary>
    internal static (decimal Lower, decimal Upper) Range(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => (SmallNumbers.Least, SmallNumbers.Most),
        { Value: null or 0 } => (0, 0),
        _ => (Math.Max(SmallNumbers.Most + 1, number.Value.Value - (SmallNumbers.Step / 2)), number.Value.Value + (SmallNumbers.Step / 2)),
    };

    /// <summary>The months of a figure as they are shown; null for one whose months are not shown.</summary>
    private static Dictionary<MonthSpan, PublishedFigure>? MonthsOf(PublishedLine line, Dictionary<string, Dictionary<MonthSpan, PublishedFigure>> monthly, PlaceNames places) => line switch
    {
        { Measure.Publish: not PublishRule.SmallNumbers } => null,
        { Measure.Window.Kind: WindowKind.Month, Measure.Figure: null } => Months(line),
        _ => line.Measure.Figure is null ? null : monthly.GetValueOrDefault(Query(line, places)),
    };

    private static string Query(PublishedLine line, PlaceNames places) => CountedRows.Of(line.Measure.Figure!, line.Window, places).Query;

    private static PublishedLine Guarded(PublishedLine line, Dictionary<MonthSpan, PublishedFigure> months)
    {
        var guarded = line with
        {
            Figure = HasWithheldMonth(line.Window, months) ? PublishedFigure.Withheld : line.Figure,
            Trend = [.. line.Trend.Select(point => line.Measure.Window.For(point.Month) is { } window && HasWithheldMonth(window, months) ? point with { Figure = PublishedFigure.Withheld } : point)],
        };
        return line.Measure.Baseline is { Value: null } baseline && HasWithheldMonth(baseline.Months, months) ? guarded.WithoutBaseline() : guarded;
    }

    private static bool HasWithheldMonth(MonthSpan window, Dictionary<MonthSpan, PublishedFigure> months) =>
        window.Count > 1 && window.Months.Any(month => months.GetValueOrDefault(MonthSpan.Of(month)) is { HidesFew: true });

    private static Dictionary<MonthSpan, PublishedFigure> Months(PublishedLine line)
    {
        var months = line.Trend.ToDictionary(point => MonthSpan.Of(point.Month), point => point.Figure);
        months[line.Window] = line.Figure;
        return months;
    }
}
