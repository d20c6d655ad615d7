using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>How much of a target is due in a month, and how figures are rated by that.</summary>
public sealed class PaceTests
{
    private static readonly IReadOnlyList<decimal> SlowInSummer = [5, 15, 30, 40, 42, 50, 60, 70, 80, 90, 95, 100];

    private static Measure SinceApril => GivenMaterial.Volunteers with { Window = new Window(WindowKind.YearToDate), Target = GivenMaterial.Target(1000), Tolerance = 60 };

    [Theory]
    [InlineData(2026, 4, 83)]
    [InlineData(2026, 10, 583)]
    [InlineData(2026, 12, 750)]
    [InlineData(2027, 3, 1000)]
    public void Of_a_thousand_a_year_as_much_is_due_each_month(int year, int month, int due) => Assert.Equal(due, Due(SinceApril, new(year, month), 1000));

    [Theory]
    [InlineData(2026, 4, 50)]
    [InlineData(2026, 8, 420)]
    [InlineData(2026, 10, 600)]
    [InlineData(2027, 3, 1000)]
    public void By_a_profile_what_it_says_is_due(int year, int month, int due) =>
        Assert.Equal(due, Due(SinceApril with { Target = GivenMaterial.Target(1000) with { Profile = SlowInSummer } }, new(year, month), 1000));

    [Theory]
    [InlineData(600, Rating.OnTarget)]
    [InlineData(583, Rating.OnTarget)]
    [InlineData(582, Rating.Near)]
    [InlineData(549, Rating.Near)] // a tolerance of 60 of 1,000 is one of 34.98 of 583
    [InlineData(548, Rating.Off)]
    public void In_October_it_is_held_against_what_was_due(int reached, Rating rating) => Assert.Equal((1000m, rating), GivenMaterial.Material(SinceApril).Said(reached).Line() is var line ? (line.Target!.Value, line.Rating) : default);

    [Fact]
    public void In_April_nothing_at_all_is_not_near()
    {
        var april = GivenMaterial.Material(SinceApril with { Target = GivenMaterial.Target(60), Tolerance = 10 }) with { Month = new YearMonth(2026, 4) };

        Assert.Equal(Rating.Off, april.Said(0).Line().Rating);
        Assert.Equal(Rating.OnTarget, april.Said(5).Line().Rating);
    }

    [Fact]
    public void Less_is_better_by_the_month_too()
    {
        var complaints = GivenMaterial.Material(SinceApril with { Good = GoodDirection.Lower, Target = GivenMaterial.Target(120), Tolerance = 12 });

        Assert.Equal([Rating.OnTarget, Rating.Near, Rating.Off], new[] { 70, 77, 78 }.Select(count => complaints.Said(count).Line().Rating));
    }

    [Theory]
    [InlineData(MeasureKind.Rate, WindowKind.YearToDate, null)]
    [InlineData(MeasureKind.People, WindowKind.Month, null)]
    [InlineData(MeasureKind.People, WindowKind.LastTwelveMonths, null)]
    [InlineData(MeasureKind.Money, WindowKind.YearToDate, "ledger.projection")]
    [InlineData(MeasureKind.People, WindowKind.YearToDate, "panel.members")]
    public void What_does_not_grow_over_the_year_is_held_against_the_whole_target(MeasureKind kind, WindowKind window, string? figure)
    {
        var measure = SinceApril with { Kind = kind, Window = new Window(window), Figure = figure?.Split('.') is [var source, var what] ? new FigureQuery(source, what, new Dictionary<string, IReadOnlyList<string>>()) : null };

        Assert.Equal(1000, Due(measure, GivenMaterial.October, 1000));
        Assert.False(Pace.IsUnderWay(measure, MonthSpan.Of(GivenMaterial.October), 1000));
    }

    [Fact]
    public void Without_a_target_nothing_is_due() => Assert.Null(Due(SinceApril, GivenMaterial.October, null));

    [Theory]
    [InlineData(2026, 10, 7500)] // from 4,000 in March 2026, seven twelfths of the way to 10,000
    [InlineData(2027, 3, 10000)]
    [InlineData(2027, 8, 10000)] // no target of its own: the one of the year before was due
    [InlineData(2025, 5, 2095)] // 11 of the 21 months from July 2024 to March 2026
    public void Since_a_fixed_month_it_goes_from_one_year_s_target_to_the_next(int year, int month, int due)
    {
        var users = SinceApril with
        {
            Window = new Window(WindowKind.Since, new YearMonth(2024, 7)),
            Target = new TargetPath(null, new Dictionary<FinancialYear, decimal> { [new FinancialYear(2025)] = 4000, [new FinancialYear(2026)] = 10000 }),
        };

        Assert.Equal(due, Due(users, new(year, month), users.TargetIn(new(year, month), null)));
    }

    [Theory]
    [InlineData(52.9, 49.1, 64.9, Rating.WithinMargin)]
    [InlineData(50.1, 47.0, 53.2, Rating.WithinMargin)]
    [InlineData(57.2, 54.8, 59.6, Rating.OnTarget)]
    [InlineData(55.0, 52.9, 57.1, Rating.OnTarget)] // its end is the target: nothing below it
    [InlineData(47.2, 44.8, 49.6, Rating.Off)]
    [InlineData(52.6, 52.4, 52.8, Rating.Near)]
    public void When_the_interval_includes_the_target_neither_side_of_it_can_be_told(double value, double lower, double upper, Rating rating)
    {
        var atBirth = GivenMaterial.AtBirth with { Target = GivenMaterial.Target(52.9m), Tolerance = 0.5m };

        Assert.Equal(rating, GivenMaterial.Material(atBirth).Computed("IF-01", (decimal)value, 1, 2, new ConfidenceInterval((decimal)lower, (decimal)upper)).Line().Rating);
    }

    [Fact]
    public void An_interval_that_includes_100_percent_of_few_says_so_as_well()
    {
        var all = WilsonInterval.Of(9, 9)!;

        Assert.Equal(Rating.WithinMargin, GivenMaterial.Material(GivenMaterial.AtBirth with { Target = GivenMaterial.Target(95) }).Computed("IF-01", 100, 9, 9, all).Line().Rating);
    }

    private static decimal? Due(Measure measure, YearMonth month, decimal? target) => Pace.Due(measure, measure.Window.For(month)!, target);
}
