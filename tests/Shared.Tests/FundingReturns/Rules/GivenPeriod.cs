using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.FundingReturns.Sources;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>A measure of parenting, and what its frozen months say, for October to December 2026.</summary>
internal static class GivenPeriod
{
    public static readonly MonthSpan Quarter = MonthSpan.Parse("2026-27-q3")!;

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Nothing = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What a lead is asked, or what is computed when a figure is named.</summary>
    public static Measure Measure(MeasureKind kind, WindowKind window = WindowKind.Month, string? figure = null, MeasureSource source = MeasureSource.Submitted) => new(
        "PA-01", "parenting", "Parents on a course", "Each once.", kind, kind is MeasureKind.Rate ? "%" : "parents", kind is MeasureKind.Rate or MeasureKind.Average ? 1 : 0,
        figure is null ? source : MeasureSource.Computed, figure?.Split('.') is [var from, var what] ? new FigureQuery(from, what, Nothing) : null, new Window(window),
        GoodDirection.Higher, null, new TargetPath(null, new Dictionary<FinancialYear, decimal> { [new(2026)] = 60 }), 5, "QSU03", PublishRule.SmallNumbers, 40)
    {
        NationalService = "HENRY",
    };

    /// <summary>A frozen month's figure: "2026-10" and 12, or "2026-10" and 3 of 4.</summary>
    public static (YearMonth Month, ReturnLine Line) Month(string month, decimal? value, decimal? numerator = null, decimal? denominator = null, string? text = null)
    {
        var of = YearMonthPattern.Iso.Parse(month).Value;
        return (of, new ReturnLine("PA-01", "parenting", value, numerator, denominator, null, null, text, MonthSpan.Of(of), null, null, Rating.None, null, "Parenting lead, by form"));
    }

    public static (YearMonth Month, ReturnLine Line) Rate(string month, decimal numerator, decimal denominator) =>
        Month(month, denominator == 0 ? null : Math.Round(100 * numerator / denominator, 1, MidpointRounding.AwayFromZero), numerator, denominator);

    /// <summary>What the quarter is made of, when these months are frozen and no others.</summary>
    public static PeriodMaterial Material(Measure measure, params (YearMonth Month, ReturnLine Line)[] months)
    {
        var settings = Given.Halton with { Measures = [measure] };
        var frozen = months.Where(month => Quarter.Contains(month.Month)).Select(month => new FrozenMonth(
            month.Month, 1, new DateTimeOffset(month.Month.Year, month.Month.Month, 1, 9, 0, 0, TimeSpan.Zero).AddDays(40), string.Create(CultureInfo.InvariantCulture, $"{month.Month.Month:D2}ab")));
        return new PeriodMaterial(
            settings, new RollUp(Quarter, [.. frozen]), new Dictionary<string, Figure>(),
            new Dictionary<string, IReadOnlyList<(YearMonth, ReturnLine)>> { [measure.Code] = months },
            months.ToDictionary(month => month.Month, _ => settings.Measures), new Dictionary<string, ReturnLine>());
    }

    /// <summary>The same with what was computed anew for the quarter.</summary>
    public static PeriodMaterial ComputedAnew(this PeriodMaterial material, decimal value) =>
        material with { Figures = new Dictionary<string, Figure> { ["PA-01"] = new(value, null, null, null, "attendance/2026-27.csv: 31 rows") } };

    /// <summary>The same where a month's return had another definition of the measure.</summary>
    public static PeriodMaterial DefinedIn(this PeriodMaterial material, string month, Func<Measure, Measure> otherwise) => material with
    {
        Definitions = material.Definitions.ToDictionary(
            then => then.Key, then => then.Key == YearMonthPattern.Iso.Parse(month).Value ? [.. then.Value.Select(otherwise)] : then.Value),
    };

    public static ReturnLine Line(this PeriodMaterial material) => Assert.Single(PeriodLines.Make(material));

    public static IReadOnlyList<Finding> Findings(this PeriodMaterial material) => PeriodChecks.Check(material, PeriodLines.Make(material), []);
}
