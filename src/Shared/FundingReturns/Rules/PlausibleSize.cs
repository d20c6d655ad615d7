using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>
/// Whether a number can be of that size: a digit too many, or 99,999,999,999 volunteers. It is set beside what the
/// settings expect, target or baseline, which needs no earlier month, and beside the month before; without either there is a bound for each kind of figure (docs/returns.md, "What is checked").
/// </summary>
public static class PlausibleSize
{
    // A digit too many is ten times as much, so that a little more than what was aimed at shows it.
    private const decimal Times = 10;

    // Ten times next to nothing is reached by good work, too.
    private const decimal Least = 20;

    private const decimal MostOutOf = 100_000;

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Why a lead's number is asked about, as the settings alone tell; null when it is not.</summary>
    /// <param name="measure">What is measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="denominator">What a share or a mean is of; null for neither.</param>
    public static string? Doubt(Measure measure, decimal? value, decimal? denominator)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return Doubt(measure, value, denominator, measure.Target is { ByYear.Count: > 0 } path ? path.ByYear.Values.Max() : null, measure.Baseline?.Value);
    }

    /// <summary>The same with a target and a baseline that are known.</summary>
    public static string? Doubt(Measure measure, decimal? value, decimal? denominator, decimal? target, decimal? baseline)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Kind is MeasureKind.Text or MeasureKind.Milestone)
            return null;
        if (denominator > MostOutOf && measure.Source is not MeasureSource.Computed)
            return string.Create(English, $"Out of {denominator:#,0.##} is a great many: more than {MostOutOf:N0} is asked about");
        if (measure.Kind is MeasureKind.Rate || value is not { } number)
            return null;
        var (size, shown) = (Math.Abs(number), Say(measure, number));
        if (Math.Max(Math.Abs(target ?? 0), Math.Abs(baseline ?? 0)) is > 0 and var expected)
        {
            var name = expected == Math.Abs(target ?? 0) ? "target" : "baseline";
            return size > Math.Max(Times * expected, Least) ? $"{shown} is more than ten times the {name} of {Say(measure, expected)}" : null;
        }

        return measure.Source is not MeasureSource.Computed && size > Most(measure.Kind) ? $"{shown} is a great many: more than {Say(measure, Most(measure.Kind))} is asked about" : null;
    }

    /// <summary>Why a figure is asked about beside that of the month before: ten times as much, or of a mean or of money ten times less.</summary>
    public static string? DoubtBeside(Measure measure, decimal? value, decimal? before)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Kind is MeasureKind.Text or MeasureKind.Milestone or MeasureKind.Rate || value is not { } now || before is not { } then || then == 0)
            return null;
        var (size, sizeThen) = (Math.Abs(now), Math.Abs(then));
        return size > Times * sizeThen && size > Least ? $"{Say(measure, now)} is more than ten times the {Say(measure, then)} of the month before"
            : measure.Kind is MeasureKind.Average or MeasureKind.Money && !measure.Accumulates && size > 0 && Times * size < sizeThen && sizeThen > Least ? $"{Say(measure, now)} is less than a tenth of the {Say(measure, then)} of the month before"
            : null;
    }

    // Of what leads say, which no file has: a council has some ten thousand children under five, and a strand some million pounds a year.
    private static decimal Most(MeasureKind kind) => kind switch
    {
        MeasureKind.People or MeasureKind.Average => 10_000,
        MeasureKind.Count => 100_000,
        _ => 10_000_000,
    };

    private static string Say(Measure measure, decimal number) =>
        $"{(number < 0 ? "−" : "")}{(measure.Kind is MeasureKind.Money ? "£" : "")}{Math.Abs(number).ToString("#,0.##", English)}";
}
