using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>Computed measures that are parts of one another: docs/return-documents.md, "What is published".</summary>
public sealed class PartsAndWholesTests
{
    private static readonly YearMonth June = new(2026, 6);
    private static readonly YearMonth May = new(2026, 5);

    private static readonly IReadOnlyList<Place> Places =
        [Place("kingsway", "Kingsway Family Hub", "Widnes hub"), Place("ditton", "Ditton Family Hub"), Place("brookvale")];

    [Theory]
    [InlineData("* 10 10 10 *", "45 all", "12 programme=HENRY", "12 programme=Triple P", "12 programme=Rhyme Time", "7 programme=Dads Together")]
    [InlineData("* 10 10 10 *", "45 programme=HENRY|Triple P|Rhyme Time|Dads Together", "12 programme=HENRY", "12 programme=Triple P", "12 programme=Rhyme Time", "7 programme=Dads Together")]
    [InlineData("* 10 *", "18 all", "12 role=child", "6 role=adult")]
    [InlineData("* 10 *", "18 role=child|adult", "12 role=Child", "6 role=Adult")]
    [InlineData("* 10 *", "18 programme=Solihull", "12 programme=solihull;role=child", "6 programme=SOLIHULL;role=adult")]
    [InlineData("* 10 *", "18 place=kingsway|Ditton Family Hub", "12 place=Widnes hub", "6 place=ditton")]
    [InlineData("* 10 *", "18 delivery=online", "12 delivery=online;role=child", "6 delivery=online;role=adult")]
    public void What_parts_add_up_to_is_withheld_with_one_of_them(string shown, params string[] figures) => Assert.Equal(shown, Shown(figures));

    [Theory]
    [InlineData("340 45 *", "340 all", "45 programme=HENRY", "5 programme=Dads Together")] // What else there is may be anything.
    [InlineData("10 *", "10 all", "6 role=adult")]
    [InlineData("20 10 10", "18 all", "8 role=child", "10 role=adult")]
    [InlineData("* 15", "6 programme=HENRY", "15 programme=Triple P")]
    [InlineData("20 10 0", "18 all", "12 role=child", "0 role=adult")]
    [InlineData("140 30 30 25 25 25 *", "140 all", "30 programme=a", "30 programme=b", "26 programme=c", "25 programme=d", "24 programme=e", "5 programme=f")] // Each may be two more or fewer.
    public void What_narrows_nothing_stays(string shown, params string[] figures) => Assert.Equal(shown, Shown(figures));

    [Fact]
    public void Children_and_adults_tell_as_everybody_would() =>
        Assert.Equal("* * 10 *", Shown("10 role=child", "9 role=adult", "12 programme=HENRY", "7 programme=Dads Together"));

    [Fact]
    public void What_lies_across_a_withheld_part_and_others_is_withheld() =>
        Assert.Equal("* 10 *", Shown("17 role=child;programme=HENRY|Dads Together", "10 programme=HENRY", "7 programme=Dads Together"));

    [Fact]
    public void Different_people_are_parts_by_what_they_are_and_a_person_may_come_to_two_programmes()
    {
        Assert.Equal("* 10 *", Shown(MeasureKind.People, "18 all", "12 role=child", "6 role=adult"));
        Assert.Equal("50 45 30 *", Shown(MeasureKind.People, "50 all", "45 programme=HENRY", "30 programme=Triple P", "6 programme=Dads Together"));
    }

    [Fact]
    public void Whatever_else_is_published_of_a_month_since_April_is_a_part_of_it()
    {
        var (all, ofHenry, ofDads) = (Measure(0, "all"), Measure(1, "programme=HENRY"), Measure(2, "programme=Dads Together"));
        var since = all with { Code = "A-3", Window = new Window(WindowKind.YearToDate) };
        var of = Return([(ofHenry, 12), (ofDads, 7), (since, 27)]) with { Trends = new Dictionary<string, IReadOnlyList<TrendPoint>> { ["A-1"] = [new(May, 8)] } };

        Assert.Equal("10 * *", Shown(of));
    }

    /// <summary>Source: docs/figures.md, "Rules for all files": capitals and blanks do not matter, and a place has several names.</summary>
    [Theory]
    [InlineData("programme=Dads Together", "programme=DADS  together")]
    [InlineData("place=kingsway", "place=Widnes hub")]
    [InlineData("role=child|adult", "all")]
    public void A_figure_since_April_is_known_however_it_is_written(string monthly, string sinceApril)
    {
        var since = Measure(1, sinceApril) with { Window = new Window(WindowKind.YearToDate) };
        var of = Return([(Measure(0, monthly), 3), (since, 24)]) with { Trends = new Dictionary<string, IReadOnlyList<TrendPoint>> { ["A-0"] = [new(May, 21)] } };

        Assert.Equal("* *", Shown(of));
    }

    [Fact]
    public void A_month_before_and_a_baseline_are_judged_as_the_month_is()
    {
        var baseline = Measure(0, "all") with { Baseline = new Baseline(MonthSpan.Of(May), null) };
        var of = Return([(baseline, 40), (Measure(1, "role=child"), 20), (Measure(2, "role=adult"), 20)]) with
        {
            Trends = new Dictionary<string, IReadOnlyList<TrendPoint>> { ["A-0"] = [new(May, 18)], ["A-1"] = [new(May, 12)], ["A-2"] = [new(May, 6)] },
        };
        of = of with { Lines = [of.Lines[0] with { Baseline = 18 }, .. of.Lines.Skip(1)] };

        var line = Publication.Of(of, Places).Lines[0];

        Assert.Equal("40 20 20", Shown(of));
        Assert.Equal((true, true), (Assert.Single(line.Trend).Figure.Value.IsWithheld, line.Baseline.IsWithheld));
    }

    [Fact]
    public void A_table_s_row_is_withheld_with_a_part_of_it_and_a_measure_with_a_row()
    {
        var table = new Breakdown("attendance-by-place-2026-06", "Who came where", "Place", ["People", "Visits"], [new("Kingsway Family Hub", [9, 18]), new("Ditton Family Hub", [9, 20])], CountsPeople: true);
        var of = Return([(Measure(0, "place=kingsway;role=child"), 12), (Measure(1, "place=kingsway;role=adult"), 6)]) with { Breakdowns = [table] };

        Assert.Equal(["10 *", "10 20"], Publication.Of(of, Places).Breakdowns[0].Rows.Select(row => string.Join(' ', row.Values.Select(Number))));
    }

    /// <summary>48 at the most by programme without the fathers, 55 at the least by place: the 7 are told without any sum being published.</summary>
    [Theory]
    [InlineData("10 10 10 10 * * * * * *", "12 programme=a", "12 programme=b", "12 programme=c", "12 programme=d", "7 programme=Dads Together", "8 place=1", "8 place=2", "13 place=3", "13 place=4", "13 place=5")]
    [InlineData("10 10 10 * * * *", "12 programme=a;role=child", "12 programme=b;role=child", "12 programme=c;role=child", "7 programme=d;role=child", "18 role=child;place=1", "13 role=child;place=2", "12 role=child;place=3")]
    [InlineData("10 10 10 * * * *", "12 programme=a", "12 programme=b", "12 programme=c", "7 programme=d", "18 role=child;place=1", "13 role=adult;place=1", "12 place=2")]
    public void What_is_broken_down_twice_is_withheld_where_one_breakdown_tells_of_the_other(string shown, params string[] figures) => Assert.Equal(shown, Shown(figures));

    [Theory]
    [InlineData("15 15 15 15 * 25 35", "14 programme=a", "14 programme=b", "14 programme=c", "14 programme=d", "5 programme=Dads Together", "25 role=child", "36 role=adult")] // It may be any of 1 to 7 ...
    [InlineData("340 200 * 90 40", "340 programme=a", "200 programme=b", "3 programme=Dads Together", "90 place=1", "40 place=2")] // ... and there are more places than these.
    public void Two_breakdowns_that_tell_nothing_of_each_other_stay(string shown, params string[] figures) => Assert.Equal(shown, Shown(figures));

    /// <summary>Whoever came to a place came there once at least.</summary>
    [Fact]
    public void People_are_withheld_where_they_tell_how_often_few_came()
    {
        var people = new Breakdown(
            "attendance-by-place-2026-06", "Who came where", "Place", ["People"],
            [new("Kingsway Family Hub", [18]), new("Ditton Family Hub", [13]), new("brookvale", [12])], CountsPeople: true);
        var of = Return([(Measure(0, "programme=a"), 12), (Measure(1, "programme=b"), 12), (Measure(2, "programme=c"), 12), (Measure(3, "programme=d"), 7)]);

        Assert.Equal("10 10 10 *", Shown(of with { Breakdowns = [people] }));
        Assert.Equal(["*", "*", "*"], Table(of with { Breakdowns = [people] }));
        Assert.Equal(["20", "15", "10"], Table(Return([.. of.Lines.Select((line, i) => (of.Settings.Measures[i], i == 3 ? 20 : line.Value ?? 0))]) with { Breakdowns = [people] }));
    }

    /// <summary>At most 22 in April, at least 28 until May: at least six are new, and each of these came in May.</summary>
    [Fact]
    public void People_since_April_are_withheld_where_they_tell_how_often_few_came_in_the_month()
    {
        var since = Measure(0, "role=adult", MeasureKind.People) with { Window = new Window(WindowKind.YearToDate) };
        CompiledReturn Of(decimal people, decimal visits) => Return([(since, people), (Measure(1, "role=adult"), visits)]) with
        {
            Trends = new Dictionary<string, IReadOnlyList<TrendPoint>> { ["A-0"] = [new(May, 21)] },
        };

        Assert.Equal("* *", Shown(Of(28, 7)));
        Assert.Equal("30 40", Shown(Of(28, 40)));
    }

    /// <summary>Whoever is trained works in one ward and for one organisation.</summary>
    [Fact]
    public void Practitioners_by_course_are_not_told_by_their_wards()
    {
        static Measure Trained(int code, string column, string value) => Returns.Row(
            $"A-{code}", "parenting", value, MeasureKind.People, "people", 0,
            figure: new FigureQuery("training", "people", new Dictionary<string, IReadOnlyList<string>> { [column] = [value] })).Measure;

        Assert.Equal("10 10 10 * * * *", Shown(Return(
        [
            (Trained(0, "course", "a"), 12), (Trained(1, "course", "b"), 12), (Trained(2, "course", "c"), 12), (Trained(3, "course", "d"), 7),
            (Trained(4, "ward", "1"), 18), (Trained(5, "ward", "2"), 13), (Trained(6, "ward", "3"), 12),
        ])));
    }

    /// <summary>A table's column is safe against its own sum only as the table shows it.</summary>
    [Fact]
    public void A_place_that_is_a_measure_and_a_row_is_judged_as_a_measure()
    {
        var table = new Breakdown(
            "attendance-by-place-2026-06", "Who came where", "Place", ["Visits"],
            [new("Kingsway Family Hub", [12]), new("Ditton Family Hub", [24]), new("brookvale", [7])], CountsPeople: true);

        Assert.Equal("* 10 25 *", Shown(Return([(Measure(0, "all"), 43), (Measure(1, "place=kingsway"), 12), (Measure(2, "place=ditton"), 24), (Measure(3, "place=brookvale"), 7)]) with { Breakdowns = [table] }));
    }

    /// <summary>
    /// Everybody, children and adults, with all that one can conclude who knows the rule and sees what is withheld: whatever numbers lead to the same
    /// publication are possible. Of each that is withheld because it is 1 to 7, three or more are.
    /// </summary>
    [Fact]
    public void Of_children_and_adults_beside_everybody_at_least_three_numbers_stay_possible()
    {
        var returns = from children in Enumerable.Range(0, 30) from adults in Enumerable.Range(0, 30) select (children, adults);

        var told = returns.GroupBy(one => Shown($"{one.children + one.adults} all", $"{one.children} role=child", $"{one.adults} role=adult"))
            .Where(same => IsNarrowed(same.Select(one => one.children)) || IsNarrowed(same.Select(one => one.adults)))
            .Select(same => same.Key).ToList();

        Assert.Empty(told);
    }

    /// <summary>The same of three programmes.</summary>
    [Fact]
    public void Of_three_programmes_beside_all_of_them_at_least_three_numbers_stay_possible()
    {
        var returns = from a in Enumerable.Range(0, 15) from b in Enumerable.Range(0, 15) from c in Enumerable.Range(0, 15) select new[] { a, b, c };

        var told = returns.GroupBy(one => Shown($"{one.Sum()} all", $"{one[0]} programme=a", $"{one[1]} programme=b", $"{one[2]} programme=c"))
            .Where(same => Enumerable.Range(0, 3).Any(i => IsNarrowed(same.Select(one => one[i]))))
            .Select(same => same.Key).ToList();

        Assert.Empty(told);
    }

    internal static Place Place(string id) => Place(id, id);

    private static Place Place(string id, string name, params string[] aliases) => new(id, name, PlaceKind.Hub, "widnes", "", "", aliases, [], new Dictionary<IsoDayOfWeek, OpenHours>());

    private static bool IsNarrowed(IEnumerable<int> possible) => possible.Distinct().ToList() is { Count: < 3 } few && few.TrueForAll(number => number is >= 1 and <= 7);

    private static string Shown(params string[] figures) => Shown(MeasureKind.Count, figures);

    private static string Shown(MeasureKind kind, params string[] figures) =>
        Shown(Return([.. figures.Select((figure, i) => (Measure(i, figure[(figure.IndexOf(' ', StringComparison.Ordinal) + 1)..], kind), decimal.Parse(figure.Split(' ')[0], CultureInfo.InvariantCulture)))]));

    private static string Shown(CompiledReturn of) => string.Join(' ', Publication.Of(of, Places).Lines.Select(line => Number(line.Figure.Value)));

    private static IEnumerable<string> Table(CompiledReturn of) => Publication.Of(of, Places).Breakdowns[0].Rows.Select(row => string.Join(' ', row.Values.Select(Number)));

    private static string Number(PublishedNumber number) => number.IsWithheld ? "*" : number.Value?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static Measure Measure(int code, string where, MeasureKind kind = MeasureKind.Count)
    {
        var query = new FigureQuery("attendance", kind is MeasureKind.Count ? "visits" : "people", where == "all" ? new Dictionary<string, IReadOnlyList<string>>()
            : where.Split(';').Select(column => column.Split('=')).ToDictionary(column => column[0], column => (IReadOnlyList<string>)column[1].Split('|')));
        return Returns.Row($"A-{code}", "parenting", where, kind, "visits", 0, figure: query).Measure;
    }

    private static CompiledReturn Return(IReadOnlyList<(Measure Measure, decimal Value)> figures) => Returns.Halton with
    {
        Month = June,
        Settings = Returns.Halton.Settings with { Measures = [.. figures.Select(figure => figure.Measure)] },
        Lines = [.. figures.Select(figure => Returns.Row(figure.Measure.Code, "parenting", "", MeasureKind.Count, "visits", figure.Value).Line with { Window = figure.Measure.Window.For(June)! })],
        Findings = [],
        Breakdowns = [],
        Trends = new Dictionary<string, IReadOnlyList<TrendPoint>>(),
    };
}
