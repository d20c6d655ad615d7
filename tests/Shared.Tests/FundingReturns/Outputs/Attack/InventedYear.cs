using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs.Attack;

/// <summary>
/// Half a year in which next to everything is few: visits, different people and a share by the month and since April, with two quarters, and each
/// month's children by ward, in the most deprived areas and in all.
/// </summary>
/// <param name="Months">April to September.</param>
internal sealed record InventedYear(IReadOnlyList<InventedMonth> Months)
{
    private static readonly YearMonth April = new(2026, 4);
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Everything = new Dictionary<string, IReadOnlyList<string>>();

    private static readonly IReadOnlyList<Measure> Measures =
    [
        Measure("V-1", MeasureKind.Count, "attendance.visits", WindowKind.Month, 10), Measure("V-2", MeasureKind.Count, "attendance.visits", WindowKind.YearToDate, 40),
        Measure("P-1", MeasureKind.People, "attendance.people", WindowKind.Month, 9), Measure("P-2", MeasureKind.People, "attendance.people", WindowKind.YearToDate, 12),
        Measure("S-1", MeasureKind.Rate, "breastfeeding.rate", WindowKind.Month, 52.9m), Measure("S-2", MeasureKind.Rate, "breastfeeding.rate", WindowKind.YearToDate, 57),
        Measure("R-1", MeasureKind.Rate, "reach.registered", WindowKind.Month, 85), Measure("R-2", MeasureKind.Rate, "reach.accessing", WindowKind.Month, 65),
    ];

    public static Arbitrary<InventedYear> Any =>
        (from wards in Gen.Choose(1, 6)
         from share in Gen.Choose(0, 2)
         from months in InventedMonth.Any(wards, share switch { 0 => 30, 1 => 120, _ => 700 }).ListOf(6)
         select new InventedYear([.. months])).ToArbitrary();

    /// <summary>Every month's return, and the two quarters.</summary>
    public IEnumerable<CompiledReturn> Returns()
    {
        for (var i = 0; i < Months.Count; i++)
        {
            var month = April.PlusMonths(i);
            yield return Return(MonthSpan.Of(month), Months[i].Tables(), null);
            if (i % 3 == 2)
                yield return Return(new MonthSpan(month.PlusMonths(-2), month), [], new RollUp(new MonthSpan(month.PlusMonths(-2), month), []));
        }
    }

    private CompiledReturn Return(MonthSpan period, IReadOnlyList<Breakdown> tables, RollUp? rollUp) => Outputs.Returns.Halton with
    {
        Month = period.To,
        Settings = Outputs.Returns.Halton.Settings with { Measures = Measures },
        Lines = [.. Measures.Select(measure => Line(measure, period))],
        Findings = [],
        Breakdowns = tables,
        Trends = Measures.ToDictionary(
            measure => measure.Code,
            measure => (IReadOnlyList<TrendPoint>)[.. new MonthSpan(April, rollUp is null ? period.To.PlusMonths(-1) : period.To).Months.Select(month => Point(measure, month))]),
        RollUp = rollUp,
    };

    private ReturnLine Line(Measure measure, MonthSpan period)
    {
        var (window, target) = (measure.Window.For(period)!, ReturnLines.TargetFor(measure, period, null));
        var (value, numerator, denominator) = Figure(measure, window);
        var interval = measure.Kind is MeasureKind.Rate && numerator is { } part && denominator is { } all ? WilsonInterval.Of(part, all) : null;
        var rating = ReturnLines.Rate(measure, window, value, interval, target);
        return new ReturnLine(measure.Code, measure.Strand, value, numerator, denominator, interval?.Lower, interval?.Upper, null, window, null, target, rating, null, "");
    }

    private TrendPoint Point(Measure measure, YearMonth month)
    {
        var (value, numerator, denominator) = Figure(measure, measure.Window.For(month)!);
        return new TrendPoint(month, value, numerator, denominator);
    }

    private (decimal? Value, decimal? Numerator, decimal? Denominator) Figure(Measure measure, MonthSpan window)
    {
        var of = Months.Where((_, i) => window.Contains(April.PlusMonths(i))).ToList();
        return measure.Code[0] switch
        {
            'V' => (of.Sum(month => month.Visits), null, null),
            'P' => (of.SelectMany(month => month.People).Distinct().Count(), null, null),
            'S' => Share(measure, of.Sum(month => month.Part), of.Sum(month => month.Part + month.Rest)),
            _ when measure.Code is "R-1" => Share(measure, of[^1].Wards.Sum(ward => ward.Deprived.Registered), of[^1].Wards.Sum(ward => ward.Deprived.Children)),
            _ => Share(measure, of[^1].Wards.Sum(ward => ward.Deprived.Accessing), of[^1].Wards.Sum(ward => ward.Deprived.Registered)),
        };
    }

    private static (decimal?, decimal?, decimal?) Share(Measure measure, decimal part, decimal all) => (ReturnLines.Rounded(all == 0 ? null : 100 * part / all, measure), part, all);

    private static Measure Measure(string code, MeasureKind kind, string figure, WindowKind window, decimal target) => new(
        code, "parenting", code, code, kind, kind is MeasureKind.Rate ? "%" : "people", kind is MeasureKind.Rate ? 1 : 0, MeasureSource.Computed,
        new FigureQuery(figure.Split('.')[0], figure.Split('.')[1], Everything), new Window(window), GoodDirection.Higher, null,
        new TargetPath(null, new Dictionary<FinancialYear, decimal> { [new(2026)] = target }), 3, null, PublishRule.SmallNumbers, null);
}

/// <summary>A month.</summary>
/// <param name="Visits">How often somebody came.</param>
/// <param name="People">Who came.</param>
/// <param name="Part">Those who have it.</param>
/// <param name="Rest">Those who have it not.</param>
/// <param name="Wards">Children by ward.</param>
internal sealed record InventedMonth(int Visits, IReadOnlyList<int> People, int Part, int Rest, IReadOnlyList<InventedWard> Wards)
{
    public static Gen<InventedMonth> Any(int wards, int most) =>
        from visits in Few
        from people in Gen.Choose(1, 20).ListOf(9)
        from part in Gen.OneOf(Few, Gen.Choose(0, most))
        from rest in Gen.OneOf(Few, Gen.Choose(0, most))
        from ofWards in InventedWard.Any.ListOf(wards)
        select new InventedMonth(visits, [.. people.Where(person => person > 5)], part, rest, [.. ofWards]);

    /// <summary>Mostly from 0 to 12, where the rule has its corners.</summary>
    public static Gen<int> Few => Gen.Frequency((6, Gen.Choose(0, 8)), (2, Gen.Choose(8, 13)), (1, Gen.Choose(13, 60)));

    public IReadOnlyList<Breakdown> Tables() =>
    [
        Table("reach-by-ward", ward => ward.Deprived), Table("children-by-ward", ward => ward.All),
        new("reach-postcodes", "Postcodes", "Postcode", ["Children"],
        [
            new("In the authority's area", [Wards.Sum(ward => ward.All.Registered - ward.OldPostcodes)]),
            new("In the authority's area, by a postcode that is no longer in use", [Wards.Sum(ward => ward.OldPostcodes)]),
        ], CountsPeople: true),
    ];

    private Breakdown Table(string id, Func<InventedWard, InventedArea> area) => new(
        id, id, "Ward", ["Children", "Registered", "Accessing", "Visits"],
        [.. Wards.Select((ward, i) => new BreakdownRow($"Ward {i}", [area(ward).Children, area(ward).Registered, area(ward).Accessing, area(ward).Visits]))], CountsPeople: true);
}

/// <summary>A ward.</summary>
/// <param name="Deprived">In its most deprived areas.</param>
/// <param name="All">In all of it.</param>
/// <param name="OldPostcodes">Children registered by a postcode that is no longer in use.</param>
internal sealed record InventedWard(InventedArea Deprived, InventedArea All, int OldPostcodes)
{
    public static Gen<InventedWard> Any =>
        from deprived in InventedArea.Any
        from other in InventedArea.Any
        from old in Gen.Choose(0, 2)
        select new InventedWard(deprived, deprived.And(other), Math.Min(old, deprived.Registered));
}

/// <summary>Children of an area.</summary>
internal sealed record InventedArea(int Children, int Registered, int Accessing, int Visits)
{
    public static Gen<InventedArea> Any =>
        from accessing in InventedMonth.Few
        from registeredOnly in InventedMonth.Few
        from notRegistered in Gen.OneOf(InventedMonth.Few, Gen.Choose(0, 150))
        from again in InventedMonth.Few
        select new InventedArea(accessing + registeredOnly + notRegistered, accessing + registeredOnly, accessing, accessing == 0 ? 0 : accessing + again);

    public InventedArea And(InventedArea other) => new(Children + other.Children, Registered + other.Registered, Accessing + other.Accessing, Visits + other.Visits);
}
