using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Rules;

/// <summary>What the return of a quarter or a year is made of.</summary>
/// <param name="Settings">Strands and measures as they stood at the end of the period.</param>
/// <param name="RollUp">The period and its frozen months.</param>
/// <param name="Figures">Key of <see cref="ReturnLines.Requests"/> → figure, computed anew for the period.</param>
/// <param name="Course">Measure's code → its lines in frozen returns up to the end of the period, oldest first.</param>
/// <param name="Definitions">Frozen month → measures as that return has them.</param>
/// <param name="Before">Measure's code → its line in the period before; empty when that was not rolled up from all of its months.</param>
public sealed record PeriodMaterial(
    ReturnSettings Settings, RollUp RollUp, IReadOnlyDictionary<string, Figure> Figures, IReadOnlyDictionary<string, IReadOnlyList<(YearMonth Month, ReturnLine Line)>> Course,
    IReadOnlyDictionary<YearMonth, IReadOnlyList<Measure>> Definitions, IReadOnlyDictionary<string, ReturnLine> Before);

/// <summary>How a measure's figure for a period comes about.</summary>
internal enum PeriodRule
{
    /// <summary>Computed anew from the source files.</summary>
    Anew,

    /// <summary>The months added up.</summary>
    Sum,

    /// <summary>The months' numerators by their denominators.</summary>
    Quotient,

    /// <summary>Different people, whom months cannot tell from each other.</summary>
    Range,

    /// <summary>As in the last frozen month.</summary>
    Last,
}

/// <summary>What the frozen months of a period say of a measure.</summary>
/// <param name="Measure">The measure, as it stood at the end of the period.</param>
/// <param name="Rule">How its figure comes about.</param>
/// <param name="RollUp">The period and its frozen months.</param>
/// <param name="Known">Frozen months with a figure of it that means the same, oldest first.</param>
internal sealed record MeasureMonths(Measure Measure, PeriodRule Rule, RollUp RollUp, IReadOnlyList<(YearMonth Month, ReturnLine Line)> Known)
{
    /// <summary>Whether every month of the period is known.</summary>
    public bool IsWhole => Known.Count == RollUp.Period.Count;

    /// <summary>The months of the period that are not known.</summary>
    public IReadOnlyList<YearMonth> Unknown => [.. RollUp.Period.Months.Except(Known.Select(known => known.Month))];

    /// <summary>What there is of a measure.</summary>
    public static MeasureMonths Of(Measure measure, PeriodMaterial material) => new(
        measure, RuleOf(measure), material.RollUp,
        [
            .. material.RollUp.Months
                .Where(frozen => material.Definitions[frozen.Month].Any(then => then.Code == measure.Code && MeansTheSame(then, measure)))
                .SelectMany(frozen => (material.Course.GetValueOrDefault(measure.Code) ?? []).Where(point => point.Month == frozen.Month))
                .Where(point => point.Line is not { Value: null, Numerator: null, Text: null }),
        ]);

    private static PeriodRule RuleOf(Measure measure) => measure switch
    {
        { Source: MeasureSource.Computed } => PeriodRule.Anew,
        { Source: MeasureSource.CarriedForward } or { Kind: MeasureKind.Milestone or MeasureKind.Text } => PeriodRule.Last,
        { Window.Kind: not WindowKind.Month } => PeriodRule.Last,
        { Kind: MeasureKind.People } => PeriodRule.Range,
        { Kind: MeasureKind.Rate or MeasureKind.Average } => PeriodRule.Quotient,
        _ => PeriodRule.Sum,
    };

    private static bool MeansTheSame(Measure then, Measure now) => (then.Kind, then.Unit, then.Window) == (now.Kind, now.Unit, now.Window);
}
