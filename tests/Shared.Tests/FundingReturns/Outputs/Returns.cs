using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>
/// A return of each council as it could be: strands and awards as their reports state them, people and all other figures invented.
/// </summary>
internal static class Returns
{
    public static readonly YearMonth October = new(2026, 10);

    public static readonly AuthoritySettings HaltonSettings = Settings(new Authority(
        "halton", "Halton Borough Council", "Halton Family Hubs", "Sample data – not published by the council", [new("widnes", "Widnes"), new("runcorn", "Runcorn")]));

    public static readonly AuthoritySettings RotherhamSettings = Settings(new Authority(
        "rotherham", "Rotherham Metropolitan Borough Council", "Rotherham Family Hubs", "Sample data – not published by the council", [new("central", "Central"), new("north", "North"), new("south", "South")]));

    /// <summary>What anybody may see of a return.</summary>
    public static PublishedReturn Published(CompiledReturn of) => Publication.Of(of, HaltonSettings.Places);

    private static readonly FinancialYear Year = new(2026);
    private static readonly IReadOnlyDictionary<FinancialYear, decimal> NotStated = new Dictionary<FinancialYear, decimal>();

    public static CompiledReturn Halton { get; } = Build(
        "halton",
        [
            new("transformation", "Family hub transformation", null, Lead("transformation-lead", "Ada Moss"), NotStated),
            new("parenting", "Parenting support", "parenting", Lead("parenting-lead", "Ben Hale"), Awarded(396_000)),
            new("infant-feeding", "Infant feeding", "infant_feeding", Lead("feeding-lead", "Cora Finch"), Awarded(504_000)),
            new("perinatal", "Perinatal mental health and parent-infant relationships", "parent_infant_relationships", Lead("perinatal-lead", "Dev Lark"), Awarded(861_000)),
            new("home-learning", "Early language and the home learning environment", "early_language", Lead("language-lead", "Eve Stone"), Awarded(209_000)),
            new("panel", "Start for Life offer and parent-carer panels", null, Lead("panel-lead", "Finn Reed"), NotStated),
        ],
        [
            Row("TR-01", "transformation", "People who used Family Hub Online", MeasureKind.Count, "users", 7_080, before: 6_610, target: 6_000, publish: PublishRule.AsItIs, trend: [5_020, 5_480, 6_010, 6_350, 6_610]),
            Row("TR-02", "transformation", "Average time on Family Hub Online", MeasureKind.Average, "minutes", 2.2m, 29_700, 13_500, decimals: 1, before: 2.1m, publish: PublishRule.AsItIs, trend: [1.9m, 2.0m, 2.0m, 2.1m, 2.1m]),
            Row("TR-03", "transformation", "Branding at all six hubs", MeasureKind.Milestone, "", 1, before: 0, publish: PublishRule.AsItIs, text: "Ditton was the last, on 9 October."),
            Row("PA-01", "parenting", "Spent of the award", MeasureKind.Money, "£", 231_400.50m, decimals: 2, before: 198_220, target: 231_000, good: GoodDirection.Lower, publish: PublishRule.AsItIs, tolerance: 10_000, trend: [101_000, 133_500, 160_010, 181_400, 198_220]),
            Row("PA-02", "parenting", "Parents who completed a programme", MeasureKind.People, "parents", 43, before: 38, target: 60, tolerance: 5, trend: [22, 31, 26, 40, 38]),
            Row("PA-03", "parenting", "Fathers who completed a programme", MeasureKind.People, "fathers", 6, before: 11, target: 15, tolerance: 2, trend: [9, 3, 0, 12, 11]),
            Row("IF-01", "infant-feeding", "Breastfeeding at birth", MeasureKind.Rate, "%", 57.2m, 83, 145, decimals: 1, lower: 49.1m, upper: 65.0m, before: 55.9m, target: 52.9m, baseline: 50.9m, baselineOf: (812, 1595), national: "BR01a", trend: [53.1m, 54.0m, 54.8m, 55.2m, 55.9m], trendOf: [(77, 145), (81, 150), (80, 146), (79, 143), (81, 145)]),
            Row("IF-02", "infant-feeding", "Breastfeeding at 10 to 14 days", MeasureKind.Rate, "%", null, decimals: 1),
            Row("IF-03", "infant-feeding", "Breastfeeding at 6 to 8 weeks", MeasureKind.Rate, "%", 33.3m, 47, 141, decimals: 1, lower: 26.1m, upper: 41.5m, before: 34.0m, target: 27.7m, baseline: 25.7m, national: "BR02a", trend: [30.1m, 31.0m, 32.2m, 33.5m, 34.0m]),
            Row("IF-04", "infant-feeding", "Peer supporters who are active", MeasureKind.People, "volunteers", 9, before: 9, target: 20, tolerance: 2, source: MeasureSource.Submitted),
            Row("PM-01", "perinatal", "Practitioners trained in VIG", MeasureKind.Rate, "%", 42.9m, 12, 28, decimals: 1, before: 35.7m, target: 50, tolerance: 10, publish: PublishRule.AsItIs, figure: new FigureQuery("training", "trained", Nothing, 28)),
            Row("PM-02", "perinatal", "Dads supported", MeasureKind.People, "dads", 4, before: 8, target: 6, tolerance: 2, source: MeasureSource.Submitted, text: "Two groups were cancelled."),
            Row("HL-01", "home-learning", "Staff who completed the home-learning training", MeasureKind.Rate, "%", 71.4m, 45, 63, decimals: 1, before: 66.7m, target: 80, tolerance: 10, publish: PublishRule.AsItIs, figure: new FigureQuery("training", "completed", Nothing)),
            Row("HL-02", "home-learning", "Additional visits at 3 to 4 months", MeasureKind.Count, "visits", 118, before: 120, national: "QSU03"),
            Row("PC-01", "panel", "Panel meetings", MeasureKind.Count, "meetings", 2, before: 1, target: 1, publish: PublishRule.AsItIs, national: "SPCP05"),
            Row("PC-02", "panel", "Members of the panel", MeasureKind.People, "members", 14, before: 13, national: "SPCP07"),
            Row("PC-03", "panel", "What the panel changed", MeasureKind.Text, "", null, publish: PublishRule.AsItIs, text: "=The waiting room in Ditton has a changing table, \"at last\"; the app’s texts were shortened.", source: MeasureSource.Submitted),
        ],
        [
            new(Severity.Warning, "late", "IF-02", null, "Breastfeeding at 10 to 14 days was not sent by 9 November. Ask Cora Finch for it.", "feeding-lead"),
            new(Severity.Warning, "jump", "PM-02", null, "Dads supported fell from 8 to 4, by 50 %; more than 40 % is questioned.", "perinatal-lead"),
            new(Severity.Warning, "rows-left-out", null, "attendance/2026-10.csv", "attendance/2026-10.csv: 3 rows were left out of the figures. The first is row 812, birth date: This is no date.", Finding.DataTeam),
            new(Severity.Note, "definition-changed", "HL-01", null, "Since April 2026 only staff who still work here are counted.", "language-lead"),
        ],
        [
            new("attendance-by-place", "Attendance by hub, October 2026", "Hub", ["Sessions", "Families", "Share of families in %"],
            [
                new("Kingsway", [41, 212, 38.1m], "widnes"), new("Warrington Road", [22, 96, 17.2m], "widnes"), new("Ditton", [12, 5, 0.9m], "widnes"),
                new("Windmill Hill", [33, 140, 25.1m], "runcorn"), new("Brookvale", [18, 64, 11.5m], "runcorn"), new("Halton Lodge", [9, 40, 7.2m], "runcorn"),
                new("Total", [135, 557, 100]),
            ], CountsPeople: true),
            new("registered-by-ward", "Children registered, by ward, October 2026", "Ward", ["Registered", "Accessing"],
            [
                new("Appleton", [212, 131], "widnes"), new("Halton View", [154, 88], "widnes"), new("Central & West Bank", [97, 6], "widnes"),
                new("Mersey & Weston", [181, 120], "runcorn"), new("Grange", [133, 71], "runcorn"), new("Daresbury, Moore & Sandymoor", [7, 0], "runcorn"),
            ], CountsPeople: true),
            new("top-pages", "Pages opened most, October 2026", "Page", ["Views"], [new("Widnes autumn timetable", [8_113]), new("Runcorn autumn timetable", [7_402]), new("=Book a course", [1_204])], CountsPeople: false),
        ]);

    public static CompiledReturn Rotherham { get; } = Build(
        "rotherham",
        [
            new("transformation", "Transformation: branding and digital", null, Lead("transformation-lead", "Gil Ash"), NotStated),
            new("perinatal", "Perinatal mental health and parent-infant relationships", "parent_infant_relationships", null, NotStated),
            new("parenting", "Parenting", "parenting", null, NotStated),
            new("infant-feeding", "Infant feeding", "infant_feeding", null, NotStated),
            new("home-learning", "Home learning environment, speech and language", "early_language", null, NotStated),
            new("offer", "Publishing the Start for Life offer", null, null, NotStated),
            new("panel", "Parent and carer panel", null, null, NotStated),
        ],
        [
            Row("RE-01", "transformation", "Children under 5 in the 30 % most deprived areas who are registered", MeasureKind.Rate, "%", 88, 4_312, 4_900, before: 87, target: 85),
            Row("RE-02", "transformation", "Of those registered, children who came", MeasureKind.Rate, "%", 67, 2_889, 4_312, before: 66, target: 70, tolerance: 5),
            Row("TN-01", "perinatal", "Staff trained in infant mental health", MeasureKind.Rate, "%", 64, 48, 75, figure: new FigureQuery("training", "completed", Nothing), publish: PublishRule.AsItIs),
            Row("PP-01", "panel", "Members of the panel", MeasureKind.People, "members", 7),
        ],
        [], [new("reach-by-ward", "Reach by ward, the year to October 2026", "Ward", ["Registered", "Accessing"], [new("Boston Castle", [412, 280], "central"), new("Maltby East", [6, 2], "south")], CountsPeople: true)]);

    /// <summary>The same before somebody approved it.</summary>
    public static CompiledReturn Draft(this CompiledReturn of) => of with { Freezing = null };

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Nothing => new Dictionary<string, IReadOnlyList<string>>();

    private static CompiledReturn Build(string authority, Strand[] strands, (Measure Measure, ReturnLine Line, TrendPoint[] Trend)[] rows, Finding[] findings, Breakdown[] breakdowns)
    {
        var manager = new ReturnPerson("manager", "Jo Park", "manager@example.org");
        return new CompiledReturn(
            authority, October, 2, "the October extract was corrected", new ReturnSettings(new ReturnTimetable(), manager, null, [], 5, null, strands, [.. rows.Select(row => row.Measure)], []),
            [.. rows.Select(row => row.Line)], findings,
            findings.Where(finding => finding.Rule == "jump").ToDictionary(finding => finding.Key, _ => new FindingComment("perinatal-lead", new(2026, 11, 6, 14, 5, 0, TimeSpan.Zero), "Both group leaders were ill; they run again in November.")),
            breakdowns, rows.Where(row => row.Trend.Length > 0).ToDictionary(row => row.Measure.Code, row => (IReadOnlyList<TrendPoint>)row.Trend),
            new Freezing("manager", new(2026, 11, 12, 10, 15, 0, TimeSpan.Zero), "5f1d7a84e9c2b36d0f4b7e9a1c8d2e6f5a3b9c7d1e8f2a4b6c0d9e7f3a5b1c8d"));
    }

    internal static (Measure Measure, ReturnLine Line, TrendPoint[] Trend) Row(
        string code, string strand, string title, MeasureKind kind, string unit, decimal? value, decimal? numerator = null, decimal? denominator = null, int decimals = 0,
        decimal? lower = null, decimal? upper = null, decimal? before = null, decimal? target = null, decimal? baseline = null, (decimal, decimal)? baselineOf = null, decimal tolerance = 1,
        string? national = null, string? text = null, PublishRule publish = PublishRule.SmallNumbers, GoodDirection good = GoodDirection.Higher, MeasureSource source = MeasureSource.Computed,
        FigureQuery? figure = null, decimal[]? trend = null, (decimal, decimal)[]? trendOf = null)
    {
        var measure = new Measure(
            code, strand, title, $"{title}: each is counted once, in the month in which it happened, for those who live in the area of the council.", kind, unit, decimals, source, figure, new Window(WindowKind.Month), good,
            baseline is null ? null : new Baseline(new FinancialYear(2022).Months, baselineOf is null ? baseline : null),
            baseline is not null ? new TargetPath(0.5m, new Dictionary<FinancialYear, decimal>()) : target is { } aim ? new TargetPath(null, new Dictionary<FinancialYear, decimal> { [Year] = aim }) : null,
            tolerance, national, publish, 40);
        var line = new ReturnLine(
            code, strand, value, numerator, denominator, lower, upper, text, MonthSpan.Of(October), baseline, target, ReturnLines.Rate(measure, MonthSpan.Of(October), value, lower is { } from && upper is { } to ? new ConfidenceInterval(from, to) : null, target), before,
            source == MeasureSource.Submitted ? "sent on 6 November 2026" : "2026-10.csv, 1,204 rows")
        {
            BaselineNumerator = baselineOf?.Item1,
            BaselineDenominator = baselineOf?.Item2,
        };
        return (measure, line, [.. (trend ?? []).Select((point, i) => new TrendPoint(October.PlusMonths(i - trend!.Length), point, trendOf?[i].Item1, trendOf?[i].Item2))]);
    }

    private static Dictionary<FinancialYear, decimal> Awarded(decimal pounds) => new() { [new(2025)] = pounds / 2, [new(2026)] = pounds / 2 };

    private static ReturnPerson Lead(string id, string name) => new(id, name, $"{id}@example.org");

    private static AuthoritySettings Settings(Authority authority) =>
        new(authority, [], new AuthorityCalendar([], [], new Dictionary<LocalDate, string>()), "1");
}
