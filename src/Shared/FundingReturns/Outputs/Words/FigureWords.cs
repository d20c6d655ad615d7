using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;

namespace HubAutomation.Shared.FundingReturns.Outputs.Words;

/// <summary>Figures as people read them, the same in every document.</summary>
internal static class FigureWords
{
    // A no-break space: the sign never stands alone at a line's beginning.
    private const string Percent = "\u00A0%";

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"57.2 %", "£396,000", "1,234", "2.2", "reached"; "not stated" for nothing.</summary>
    public static string Value(Measure measure, decimal? value) => value is not { } number ? "not stated" : measure.Kind switch
    {
        MeasureKind.Milestone => number >= 1 ? "reached" : "not reached",
        MeasureKind.Money => Pounds(number, measure.Decimals),
        MeasureKind.Rate => Number(number, measure.Decimals) + Percent,
        _ => Number(number, measure.Decimals),
    };

    /// <summary>The same with the unit where it is a word: "1,234 parents", "1 parent".</summary>
    public static string WithUnit(Measure measure, decimal? value)
    {
        var shown = Value(measure, value);
        return value is null || !HasWordForUnit(measure) ? shown : $"{shown} {(shown == "1" ? One(measure.Unit) : measure.Unit)}";
    }

    /// <summary>Whether the unit is a word that stands beside numbers, not a sign that is part of them.</summary>
    public static bool HasWordForUnit(Measure measure) =>
        measure.Kind is MeasureKind.Count or MeasureKind.People or MeasureKind.Average && measure.Unit.Length > 0;

    /// <summary>"+6.3 percentage points", "−12", "no change", "now reached"; null for nothing to compare.</summary>
    public static string? Change(Measure measure, decimal? change) => change switch
    {
        null => null,
        0 => "no change",
        { } number when measure.Kind == MeasureKind.Milestone => number > 0 ? "now reached" : "no longer reached",
        { } number => Sign(number) + measure.Kind switch
        {
            MeasureKind.Rate => $"{Number(Math.Abs(number), measure.Decimals)} percentage {(Math.Abs(number) == 1 ? "point" : "points")}",
            MeasureKind.Money => Pounds(Math.Abs(number), measure.Decimals),
            _ => Number(Math.Abs(number), measure.Decimals),
        },
    };

    /// <summary>"1,000"; while only a part is due, "583 of 1,000 due by the end of October 2026".</summary>
    public static string Target(Measure measure, MonthSpan window, decimal? target) => Pace.IsUnderWay(measure, window, target)
        ? $"{Value(measure, Pace.Due(measure, window, target))} of {Value(measure, target)} due by the end of {MonthSpan.Name(window.To)}"
        : Value(measure, target);

    /// <summary>"54.8 % to 59.6 %".</summary>
    public static string? Interval(Measure measure, decimal? lower, decimal? upper) =>
        lower is null || upper is null ? null : $"{Value(measure, lower)} to {Value(measure, upper)}";

    /// <summary>A rating in words, so that nothing hangs on a colour.</summary>
    public static string Rating(Rating rating) => rating switch
    {
        Model.Rating.OnTarget => "On target",
        Model.Rating.Near => "Near target",
        Model.Rating.Off => "Off target",
        Model.Rating.WithinMargin => "Within margin of error",
        _ => "Not rated",
    };

    /// <summary>Where a measure's figure comes from.</summary>
    public static string Source(MeasureSource source) => source switch
    {
        MeasureSource.Computed => "Computed by the hub",
        MeasureSource.Submitted => "Said by the strand’s lead",
        _ => "Carried forward",
    };

    /// <summary>A strand's award: "£396,000 (2025-26 £200,000, 2026-27 £196,000)"; "not stated".</summary>
    public static string Award(IReadOnlyDictionary<FinancialYear, decimal> award) => award.Count == 0
        ? "not stated"
        : $"{Pounds(award.Values.Sum(), 0)} ({string.Join(", ", award.OrderBy(part => part.Key).Select(part => $"{part.Key} {Pounds(part.Value, 0)}"))})";

    /// <summary>Digits in groups of three: "13,500".</summary>
    public static string Number(decimal number, int decimals) => number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), English);

    /// <summary>A unit for exactly one, as far as it can be told from its end: "person", "child", "activity", "visit". "1.0" of something stays plural.</summary>
    private static string One(string unit) => unit switch
    {
        _ when unit.EndsWith("people", StringComparison.Ordinal) => unit[..^6] + "person",
        _ when unit.EndsWith("children", StringComparison.Ordinal) => unit[..^3],
        _ when unit.EndsWith("ies", StringComparison.Ordinal) => unit[..^3] + "y",
        _ when unit.EndsWith('s') => unit[..^1],
        _ => unit,
    };

    private static string Pounds(decimal number, int decimals) => $"{(number < 0 ? "−" : "")}£{Number(Math.Abs(number), decimals)}";

    private static string Sign(decimal number) => number < 0 ? "−" : "+";
}
