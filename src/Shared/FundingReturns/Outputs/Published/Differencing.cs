using HubAutomation.Shared.FundingReturns.Definitions;

namespace HubAutomation.Shared.FundingReturns.Outputs.Published;

/// <summary>Whether what is withheld could be worked out from what is shown.</summary>
internal static class Differencing
{
    /// <summary>
    /// Whether only one of 1 to 7 is possible for a withheld number, with what is known of the others and of the total. Also when people are in
    /// several parts, so that the total may be less than the sum.
    /// </summary>
    /// <param name="parts">The numbers.</param>
    /// <param name="total">What they add up to.</param>
    /// <param name="mostWithheld">The largest number that can be behind a withheld one: more than 7 where all are withheld.</param>
    public static bool CanBeWorkedOut(IReadOnlyList<PublishedNumber> parts, PublishedNumber total, decimal mostWithheld)
    {
        var others = parts.Count(part => part.IsWithheld) - 1;
        if (others < 0)
            return false;
        var shown = parts.Where(part => !part.IsWithheld).Select(Range).ToList();
        var sum = Range(total);
        var upper = Math.Min(SmallNumbers.Most, sum.Upper - shown.Sum(part => part.Lower) - (others * SmallNumbers.Least));
        var lower = others > 0 && mostWithheld > SmallNumbers.Most
            ? SmallNumbers.Least
            : Math.Max(SmallNumbers.Least, sum.Lower - shown.Sum(part => part.Upper) - (others * SmallNumbers.Most));
        return lower == upper || lower == SmallNumbers.Most;
    }

    /// <summary>
    /// Withholds what is counted over several months where one of these is withheld: the same figure is often shown by the month and since April, or
    /// for a quarter. That hangs on nothing but what is shown of the months, so that it tells nothing itself. Each point of the trend is judged like the figure.
    /// </summary>
    public static IReadOnlyList<PublishedLine> Guard(IReadOnlyList<PublishedLine> lines)
    {
        var monthly = lines.Where(line => line.Measure is { Publish: PublishRule.SmallNumbers, Figure: not null, Window.Kind: WindowKind.Month })
            .GroupBy(line => Identity(line.Measure.Figure!))
            .ToDictionary(same => same.Key, same => Months(same.First()));
        return [.. lines.Select(line => MonthsOf(line, monthly) is { } months ? Guarded(line, months) : line)];
    }

    /// <summary>The months of a longer figure as they are shown; null for one that is not longer, or whose months are not shown.</summary>
    private static Dictionary<MonthSpan, PublishedFigure>? MonthsOf(PublishedLine line, Dictionary<string, Dictionary<MonthSpan, PublishedFigure>> monthly) => line switch
    {
        { Measure.Publish: not PublishRule.SmallNumbers } => null,
        { Measure.Window.Kind: WindowKind.Month } => line.Window.Count > 1 ? Months(line) : null,
        _ => line.Measure.Figure is { } figure ? monthly.GetValueOrDefault(Identity(figure)) : null,
    };

    private static PublishedLine Guarded(PublishedLine line, Dictionary<MonthSpan, PublishedFigure> months) => line with
    {
        Figure = HasWithheldMonth(line.Window, months) ? PublishedFigure.Withheld : line.Figure,
        Trend = [.. line.Trend.Select(point => line.Measure.Window.For(point.Month) is { } window && HasWithheldMonth(window, months) ? point with { Figure = PublishedFigure.Withheld } : point)],
    };

    private static bool HasWithheldMonth(MonthSpan window, Dictionary<MonthSpan, PublishedFigure> months) => window.Months.Any(month =>
        months.GetValueOrDefault(MonthSpan.Of(month)) is { } figure && (figure.Value.IsWithheld || figure.Numerator.IsWithheld || figure.Denominator.IsWithheld));

    private static Dictionary<MonthSpan, PublishedFigure> Months(PublishedLine line)
    {
        var months = line.Trend.ToDictionary(point => MonthSpan.Of(point.Month), point => point.Figure);
        months[line.Window] = line.Figure;
        return months;
    }

    private static string Identity(FigureQuery query) => string.Join(
        '\n',
        query.Where.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={string.Join('|', column.Value.Order(StringComparer.Ordinal))}").Prepend($"{query.Source} {query.What} {query.OutOf}"));

    /// <summary>What a published number can have been before it was rounded.</summary>
    private static (decimal Lower, decimal Upper) Range(PublishedNumber number) => number switch
    {
        { IsWithheld: true } => (SmallNumbers.Least, SmallNumbers.Most),
        { Value: null or 0 } => (0, 0),
        _ => (Math.Max(SmallNumbers.Most + 1, number.Value.Value - 2), number.Value.Value + 2),
    };
}
