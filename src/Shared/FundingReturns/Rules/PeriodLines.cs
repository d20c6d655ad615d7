using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>
/// Makes the lines of a quarter or a year. What the hub computes is computed anew for the whole period, so that a person counts once and a share comes
/// from summed numbers; what leads have said comes from the frozen months. The same material gives the same lines.
/// </summary>
public static class PeriodLines
{
    /// <summary>A line for each measure, in the order of the measures.</summary>
    public static IReadOnlyList<ReturnLine> Make(PeriodMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        return [.. material.Settings.Measures.Select(measure => LineOf(MeasureMonths.Of(measure, material), material))];
    }

    private static ReturnLine LineOf(MeasureMonths months, PeriodMaterial material)
    {
        var (measure, period) = (months.Measure, material.RollUp.Period);
        var figure = months.Rule switch
        {
            PeriodRule.Anew => ReturnLines.Computed(material.Figures.GetValueOrDefault(measure.Code)),
            _ when months.Known.Count == 0 => LineContent.None($"no frozen month of {period.Describe()} has it"),
            PeriodRule.Sum => Sum(months),
            PeriodRule.Quotient => Quotient(months),
            PeriodRule.Range => Range(months),
            _ => Last(months),
        };
        var window = months is { Rule: PeriodRule.Last, Known: [.., var last] } ? last.Line.Window : measure.Window.For(period) ?? period;
        return ReturnLines.LineOf(measure, figure, window, period, material.Figures, material.Before.GetValueOrDefault(measure.Code)?.Value);
    }

    private static LineContent Sum(MeasureMonths months) =>
        new(months.Known.Sum(point => point.Line.Value), null, null, null, null, $"{Describe(months)} added up{Lacking(months)}") { Lacking = months.IsWhole ? null : MonthSpan.Describe(months.Unknown) };

    private static LineContent Quotient(MeasureMonths months)
    {
        if (!months.IsWhole || months.Known.Any(point => point.Line is not { Numerator: not null, Denominator: not null }))
            return LineContent.None("not every month has numerator and denominator, without which months cannot be put together");
        var (numerator, denominator) = (months.Known.Sum(point => point.Line.Numerator!.Value), months.Known.Sum(point => point.Line.Denominator!.Value));
        return new LineContent(
            ReturnLines.Quotient(months.Measure, numerator, denominator), numerator, denominator, null, null, $"numerators and denominators of {Describe(months)}, each added up");
    }

    /// <summary>Somebody may have come in several months: no fewer than in the largest month, and no more than in all of them together.</summary>
    private static LineContent Range(MeasureMonths months)
    {
        var (largest, sum) = (months.Known.Max(point => point.Line.Value ?? 0), months.Known.Sum(point => point.Line.Value ?? 0));
        if (months.IsWhole && largest == sum)
            return new LineContent(sum, null, null, null, null, $"{Describe(months)}, of which only one month had anybody");
        var text = months.IsWhole ? $"between {ReturnChecks.Say(largest)} and {ReturnChecks.Say(sum)}" : $"at least {ReturnChecks.Say(largest)}";
        return new LineContent(null, null, null, null, text, $"different people of {Describe(months)} cannot be added up, since somebody may have come in several months{Lacking(months)}");
    }

    private static LineContent Last(MeasureMonths months)
    {
        var (month, line) = months.Known[^1];
        var interval = line is { Lower: { } lower, Upper: { } upper } ? new ConfidenceInterval(lower, upper) : null;
        return new LineContent(line.Value, line.Numerator, line.Denominator, interval, line.Text, $"as frozen for {MonthSpan.Name(month)}");
    }

    private static string Describe(MeasureMonths months) => $"the frozen months {MonthSpan.Describe(months.Known.Select(point => point.Month))}";

    private static string Lacking(MeasureMonths months) => months.IsWhole ? "" : $"; nothing for {MonthSpan.Describe(months.Unknown)}";
}
