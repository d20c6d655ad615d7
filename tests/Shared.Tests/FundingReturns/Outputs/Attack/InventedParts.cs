using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs.Attack;

/// <summary>
/// Three months of visits by programme, by children and adults and by place, and any dozen measures of them that are parts of each other or lie across
/// each other, by the month and since April, beside the table by place. The attacker knows that there are no other programmes and places than these.
/// </summary>
/// <param name="Visits">How many by month, programme, role and place.</param>
/// <param name="Measures">What is published.</param>
internal sealed record InventedParts(IReadOnlyList<int> Visits, IReadOnlyList<Measure> Measures)
{
    private static readonly MonthSpan Months = new(new YearMonth(2026, 4), new YearMonth(2026, 6));
    private static readonly string[] Programmes = ["HENRY", "Dads Together", "Rhyme Time"];
    private static readonly string[] Roles = ["child", "adult"];
    private static readonly string[] PlaceNames = ["kingsway", "ditton"];

    private static readonly IReadOnlyList<(YearMonth Month, string Programme, string Role, string Place)> Rows =
        [.. from month in Months.Months from programme in Programmes from role in Roles from place in PlaceNames select (month, programme, role, place)];

    public static Arbitrary<InventedParts> Any =>
        (from visits in Gen.Frequency((4, Gen.Choose(0, 3)), (1, InventedMonth.Few)).ListOf(Rows.Count)
         from chosen in Chosen.ListOf(10)
         select new InventedParts([.. visits], [.. chosen.DistinctBy(one => (Conditions(one.Where), one.Window)).Select((one, i) => Measure(i, one.Where, one.Window))])).ToArbitrary();

    /// <summary>Everything that is published of it, and everything that can be known of how it hangs together.</summary>
    public string ToCells(string name)
    {
        var cells = new PublishedCells(name, [.. PlaceNames.Select(PartsAndWholesTests.Place)]);
        foreach (var month in Months.Months)
        {
            var of = Return(month);
            cells.Add(of);
            foreach (var (place, period) in PlaceNames.Select(place => (place, MonthSpan.Of(month))))
                cells.Counts(period, of.Breakdowns[0].Id, place, "Visits", Names(row => row.Month == month && row.Place == place));
            foreach (var measure in Measures)
            {
                foreach (var window in new MonthSpan(Months.From, month).Months.Select(then => measure.Window.For(then)!))
                    cells.Counts(measure.Figure!, window, Names(row => IsCounted(row, measure.Figure!, window)));
            }
        }

        return cells.ToJson();
    }

    private CompiledReturn Return(YearMonth month) => Outputs.Returns.Halton with
    {
        Month = month,
        Settings = Outputs.Returns.Halton.Settings with { Measures = Measures },
        Lines = [.. Measures.Select(measure => Outputs.Returns.Row(measure.Code, "parenting", measure.Code, MeasureKind.Count, "visits", Count(measure, month)).Line with { Window = measure.Window.For(month)! })],
        Findings = [],
        Breakdowns =
        [
            new($"attendance-by-place-{MonthSpan.Of(month)}", "Who came where", "Place", ["Visits"],
                [.. PlaceNames.Select(place => new BreakdownRow(place, [Sum(row => row.Month == month && row.Place == place)]))], CountsPeople: true),
        ],
        Trends = Measures.ToDictionary(
            measure => measure.Code,
            measure => (IReadOnlyList<TrendPoint>)[.. Months.Months.Where(then => then.CompareTo(month) < 0).Select(then => new TrendPoint(then, Count(measure, then)))]),
    };

    private static Gen<(Dictionary<string, string[]> Where, WindowKind Window)> Chosen =>
        from programme in OneOrTwo(Programmes)
        from role in OneOrTwo(Roles)
        from place in OneOrTwo(PlaceNames)
        from window in Gen.Elements(WindowKind.Month, WindowKind.Month, WindowKind.YearToDate)
        select (new[] { ("programme", programme), ("role", role), ("place", place) }.Where(column => column.Item2.Length > 0).ToDictionary(column => column.Item1, column => column.Item2), window);

    private static Gen<string[]> OneOrTwo(string[] values) => Gen.Frequency(
        (3, Gen.Constant(Array.Empty<string>())), (3, Gen.Elements(values).Select(value => new[] { value })), (1, Gen.Constant(values[..2])));

    private static string Conditions(Dictionary<string, string[]> where) => string.Join(';', where.Select(column => $"{column.Key}={string.Join('|', column.Value)}"));

    private static Measure Measure(int code, Dictionary<string, string[]> where, WindowKind window) => Outputs.Returns.Row(
        $"A-{code}", "parenting", $"A-{code}", MeasureKind.Count, "visits", 0,
        figure: new FigureQuery("attendance", "visits", where.ToDictionary(column => column.Key, column => (IReadOnlyList<string>)column.Value))).Measure with
    { Window = new Window(window) };

    private decimal Count(Measure measure, YearMonth month) => Sum(row => IsCounted(row, measure.Figure!, measure.Window.For(month)!));

    private decimal Sum(Func<(YearMonth Month, string Programme, string Role, string Place), bool> isCounted) => Rows.Zip(Visits).Where(row => isCounted(row.First)).Sum(row => row.Second);

    private static IEnumerable<string> Names(Func<(YearMonth Month, string Programme, string Role, string Place), bool> isCounted) => Rows.Where(isCounted).Select(row => $"{row}");

    private static bool IsCounted((YearMonth Month, string Programme, string Role, string Place) row, FigureQuery query, MonthSpan window) =>
        window.Contains(row.Month) && new[] { ("programme", row.Programme), ("role", row.Role), ("place", row.Place) }
            .All(column => !query.Where.TryGetValue(column.Item1, out var values) || values.Contains(column.Item2));
}
