using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>Measures of an infant-feeding strand, and what is there for October's return.</summary>
internal static class GivenMaterial
{
    public static readonly YearMonth October = new(2026, 10);
    public static readonly DateTimeOffset Monday = new(2026, 11, 9, 10, 15, 0, TimeSpan.Zero);

    private static readonly Dictionary<FinancialYear, decimal> NoAward = [];

    public static readonly ReturnSettings Settings = new(
        new ReturnTimetable(), new ReturnPerson("manager", "Jo Park", "manager@example.org"), null, [], null, null,
        [
            new Strand("infant-feeding", "Infant feeding", null, new ReturnPerson("lead-feeding", "Cora Finch", "feeding@example.org"), NoAward),
            new Strand("panel", "Parent-carer panel", null, null, NoAward),
        ],
        [], []);

    /// <summary>Volunteers of the strand, as its lead says them.</summary>
    public static Measure Volunteers => Measure(MeasureKind.People, "Volunteers");

    /// <summary>Babies visited, as the lead says them.</summary>
    public static Measure Visits => Measure(MeasureKind.Rate, "Visits at three months") with { Decimals = 1, Unit = "%" };

    /// <summary>Breastfeeding at birth, as the hub computes it.</summary>
    public static Measure AtBirth => Measure(MeasureKind.Rate, "Breastfeeding at birth") with
    {
        Decimals = 1,
        Unit = "%",
        Source = MeasureSource.Computed,
        Figure = Query("birth"),
        Window = new Window(WindowKind.YearToDate),
    };

    public static Measure Measure(MeasureKind kind, string title, string code = "IF-01", string strand = "infant-feeding") => new(
        code, strand, title, $"{title}, each once.", kind, "", 0, MeasureSource.Submitted, null, new Window(WindowKind.Month), GoodDirection.Higher, null, null, 0, null, PublishRule.Never, null);

    public static FigureQuery Query(string point) => new("breastfeeding", "rate", new Dictionary<string, IReadOnlyList<string>> { ["point"] = [point] });

    public static TargetPath HalfAPointAYear => new(0.5m, NoAward);

    public static TargetPath Target(decimal target) => new(null, new Dictionary<FinancialYear, decimal> { [new FinancialYear(2026)] = target });

    public static ReturnMaterial Material(params Measure[] measures) => new(
        Settings with { Measures = measures }, October, new Dictionary<string, Figure>(), new Dictionary<string, StrandState>(), new Dictionary<string, IReadOnlyList<(YearMonth, ReturnLine)>>());

    /// <summary>With what the lead has said, about all measures alike, and has sent.</summary>
    public static ReturnMaterial Said(this ReturnMaterial material, decimal? value = null, decimal? numerator = null, decimal? denominator = null, string? text = null, string via = "page") => material with
    {
        Strands = new Dictionary<string, StrandState>
        {
            ["infant-feeding"] = new(
                "infant-feeding",
                material.Settings.Measures.ToDictionary(
                    measure => measure.Code, measure => new Submission(measure.Strand, measure.Code, value, numerator, denominator, text, "lead-feeding", Monday, via, null)),
                new StrandMark("lead-feeding", Monday.AddMinutes(1), null), null),
        },
    };

    /// <summary>With a figure that the hub has computed.</summary>
    public static ReturnMaterial Computed(this ReturnMaterial material, string key, decimal? value, decimal? numerator = null, decimal? denominator = null, ConfidenceInterval? interval = null) =>
        material with { Figures = new Dictionary<string, Figure>(material.Figures) { [key] = new Figure(value, numerator, denominator, interval, "2026-10.csv, 12 rows") } };

    /// <summary>With what frozen returns have had, oldest first.</summary>
    public static ReturnMaterial Frozen(this ReturnMaterial material, params (YearMonth Month, decimal? Value)[] returns) => material with
    {
        Earlier = material.Settings.Measures.ToDictionary(
            measure => measure.Code, measure => (IReadOnlyList<(YearMonth, ReturnLine)>)[.. returns.Select(point => (point.Month, LineOf(measure, point.Month, point.Value)))]),
    };

    /// <summary>The only line.</summary>
    public static ReturnLine Line(this ReturnMaterial material) => Assert.Single(ReturnLines.Make(material));

    /// <summary>What is found in it.</summary>
    /// <param name="before">Measures as September's frozen return has them.</param>
    public static IReadOnlyList<Finding> Findings(this ReturnMaterial material, IReadOnlyList<Measure>? before = null, IReadOnlyList<Finding>? bySources = null)
    {
        var held = before is null ? material : material with { Last = Earlier(new YearMonth(2026, 9), 1, before) };
        return ReturnChecks.Check(held, ReturnLines.Make(held), bySources ?? []);
    }

    /// <summary>A frozen return to be held against.</summary>
    public static EarlierReturn Earlier(YearMonth month, int version, IReadOnlyList<Measure> measures, params IReadOnlyList<ReturnLine> lines) =>
        new(new ReturnRef("halton", MonthSpan.Of(month).ToString(), version), measures, lines, []);

    public static ReturnLine LineOf(Measure measure, YearMonth month, decimal? value) =>
        new(measure.Code, measure.Strand, value, null, null, null, null, null, measure.Window.For(month)!, null, null, Rating.None, null, "by form");
}
