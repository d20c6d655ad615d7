using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>A return's lines: what was computed, said or carried forward, rounded, compared and rated.</summary>
public sealed class ReturnLinesTests
{
    [Theory]
    [InlineData(57.25, 1, 57.3)]
    [InlineData(57.35, 1, 57.4)]
    [InlineData(57.24999, 1, 57.2)]
    [InlineData(-0.25, 1, -0.3)]
    [InlineData(2.5, 0, 3)]
    [InlineData(-2.5, 0, -3)]
    [InlineData(1234.005, 2, 1234.01)]
    public void Halves_go_away_from_zero(double value, int decimals, double kept) =>
        Assert.Equal((decimal)kept, ReturnLines.Rounded((decimal)value, GivenMaterial.Visits with { Decimals = decimals }));

    [Fact]
    public void A_rate_is_made_of_the_two_numbers_that_were_said()
    {
        var line = GivenMaterial.Material(GivenMaterial.Visits).Said(numerator: 17, denominator: 24, text: "One visit was on 1 November.").Line();

        Assert.Equal((70.8m, 17m, 24m), (line.Value!.Value, line.Numerator!.Value, line.Denominator!.Value));
        Assert.Equal(("One visit was on 1 November.", "by form", "lead-feeding"), (line.Text, line.From, line.By));
        Assert.Equal(MonthSpan.Of(GivenMaterial.October), line.Window);
    }

    [Fact]
    public void A_mean_is_the_sum_by_the_number_of_cases()
    {
        var mean = GivenMaterial.Measure(MeasureKind.Average, "Minutes of a visit") with { Decimals = 1 };

        Assert.Equal(42.3m, GivenMaterial.Material(mean).Said(numerator: 550, denominator: 13, via: "file").Line().Value);
        Assert.Equal("by file", GivenMaterial.Material(mean).Said(numerator: 550, denominator: 13, via: "file").Line().From);
    }

    [Fact]
    public void Of_nobody_there_is_no_rate()
    {
        var line = GivenMaterial.Material(GivenMaterial.Visits).Said(numerator: 0, denominator: 0).Line();

        Assert.Equal((null, 0m, 0m, Rating.None), (line.Value, line.Numerator, line.Denominator, line.Rating));
    }

    [Fact]
    public void Where_nothing_was_sent_or_a_field_was_left_empty_the_line_says_so()
    {
        Assert.Equal((null, "not sent"), (GivenMaterial.Material(GivenMaterial.Volunteers).Line().Value, GivenMaterial.Material(GivenMaterial.Volunteers).Line().From));
        Assert.Equal("left empty", GivenMaterial.Material(GivenMaterial.Volunteers).Said(text: "Not counted this month.").Line().From);
        Assert.Equal("not computed", GivenMaterial.Material(GivenMaterial.AtBirth).Line().From);
        Assert.Equal("never said", GivenMaterial.Material(GivenMaterial.Volunteers with { Source = MeasureSource.CarriedForward }).Line().From);
    }

    [Fact]
    public void A_line_names_the_role_that_said_it_and_no_person()
    {
        var line = GivenMaterial.Material(GivenMaterial.Volunteers).Said(9).Line();

        Assert.Equal("lead-feeding", line.By);
        Assert.DoesNotContain("Finch", FrozenChain.Text(line), StringComparison.Ordinal);
    }

    [Fact]
    public void A_computed_figure_keeps_its_interval_and_where_it_comes_from()
    {
        var line = GivenMaterial.Material(GivenMaterial.AtBirth).Computed("IF-01", 57.2413793m, 83, 145, new ConfidenceInterval(49.05m, 64.9499m)).Line();

        Assert.Equal((57.2m, 83m, 145m, 49.1m, 64.9m, "2026-10.csv, 12 rows"), (line.Value, line.Numerator, line.Denominator, line.Lower, line.Upper, line.From));
        Assert.Equal("April 2026 to October 2026", line.Window.Describe());
    }

    [Fact]
    public void What_stays_as_it_was_is_carried_forward_until_the_lead_says_something_else()
    {
        var offer = GivenMaterial.Material(GivenMaterial.Volunteers with { Source = MeasureSource.CarriedForward });

        var carried = offer.Frozen((new(2026, 5), 7), (new(2026, 6), 8)).Line();
        Assert.Equal((8m, "carried forward from June 2026", null), (carried.Value, carried.From, carried.Before));
        Assert.Equal(11m, offer.Frozen((new(2026, 6), 8)).Said(11).Line().Value);
        Assert.Null(offer.Frozen((new(2026, 6), 8)).Said(text: "We no longer know.").Line().Value);
    }

    [Fact]
    public void The_month_before_is_the_month_directly_before_or_none()
    {
        var volunteers = GivenMaterial.Material(GivenMaterial.Volunteers).Said(9);

        Assert.Equal(12, volunteers.Frozen((new(2026, 8), 20), (new(2026, 9), 12)).Line().Before);
        Assert.Null(volunteers.Frozen((new(2026, 7), 20), (new(2026, 8), 12)).Line().Before);
        Assert.Null(volunteers.Frozen((new(2026, 9), null)).Line().Before);
        Assert.Null(volunteers.Line().Before);
    }

    [Fact]
    public void A_baseline_is_taken_as_given_or_else_computed_with_its_two_numbers()
    {
        var given = GivenMaterial.AtBirth with { Baseline = new Baseline(new FinancialYear(2022).Months, 50.9m), Target = GivenMaterial.HalfAPointAYear };
        var computed = given with { Baseline = new Baseline(new FinancialYear(2022).Months, null) };

        var withGiven = GivenMaterial.Material(given).Computed("IF-01", 57.2m).Line();
        var withComputed = GivenMaterial.Material(computed).Computed("IF-01", 57.2m).Computed("IF-01@baseline", 50.9091m, 812, 1595).Line();
        var withNone = GivenMaterial.Material(computed).Computed("IF-01", 57.2m).Line();

        Assert.Equal((50.9m, 52.9m, null, Rating.OnTarget), (withGiven.Baseline, withGiven.Target, withGiven.BaselineNumerator, withGiven.Rating));
        Assert.Equal((50.9m, 52.9m, 812m, 1595m), (withComputed.Baseline, withComputed.Target, withComputed.BaselineNumerator, withComputed.BaselineDenominator));
        Assert.Equal((null, null, Rating.None), (withNone.Baseline, withNone.Target, withNone.Rating));
    }

    [Fact]
    public void Everything_computed_is_asked_for_once_with_the_baselines_that_nobody_gave()
    {
        var settings = GivenMaterial.Settings with
        {
            Measures =
            [
                GivenMaterial.AtBirth with { Baseline = new Baseline(new FinancialYear(2022).Months, null) },
                GivenMaterial.AtBirth with { Code = "IF-02", Baseline = new Baseline(new FinancialYear(2022).Months, 25.7m) },
                GivenMaterial.AtBirth with { Code = "IF-03", Window = new Window(WindowKind.Since, new YearMonth(2027, 1)) },
                GivenMaterial.Volunteers with { Code = "IF-04" },
            ],
        };

        Assert.Equal(
            ["IF-01 April 2026 to October 2026", "IF-02 April 2026 to October 2026", "IF-01@baseline the year 2022-23"],
            ReturnLines.Requests(settings, MonthSpan.Of(GivenMaterial.October)).Select(request => $"{request.Key} {request.Window.Describe()}"));
    }

    [Theory]
    [InlineData(GoodDirection.Higher, 60, Rating.OnTarget)]
    [InlineData(GoodDirection.Higher, 61, Rating.OnTarget)]
    [InlineData(GoodDirection.Higher, 59, Rating.Near)]
    [InlineData(GoodDirection.Higher, 55, Rating.Near)]
    [InlineData(GoodDirection.Higher, 54, Rating.Off)]
    [InlineData(GoodDirection.Lower, 60, Rating.OnTarget)]
    [InlineData(GoodDirection.Lower, 59, Rating.OnTarget)]
    [InlineData(GoodDirection.Lower, 65, Rating.Near)]
    [InlineData(GoodDirection.Lower, 66, Rating.Off)]
    [InlineData(GoodDirection.Neither, 12, Rating.None)]
    public void Sixty_with_a_tolerance_of_five_is_reached_near_or_missed(GoodDirection good, int volunteers, Rating rating) =>
        Assert.Equal(rating, GivenMaterial.Material(GivenMaterial.Volunteers with { Good = good, Target = GivenMaterial.Target(60), Tolerance = 5 }).Said(volunteers).Line().Rating);

    [Fact]
    public void What_is_rounded_up_to_the_target_has_reached_it()
    {
        var visits = GivenMaterial.Visits with { Target = GivenMaterial.Target(66.7m) };

        Assert.Equal((66.7m, Rating.OnTarget), GivenMaterial.Material(visits).Said(numerator: 2, denominator: 3).Line() is var line ? (line.Value, line.Rating) : default);
    }

    [Fact]
    public void Lines_stand_in_the_order_of_the_measures_one_for_each()
    {
        Measure[] measures = [GivenMaterial.Volunteers with { Code = "B-2" }, GivenMaterial.Visits with { Code = "A-1" }, GivenMaterial.Measure(MeasureKind.Text, "In their words", "C-3", "panel")];

        Assert.Equal(["B-2 infant-feeding", "A-1 infant-feeding", "C-3 panel"], ReturnLines.Make(GivenMaterial.Material(measures)).Select(line => $"{line.Measure} {line.Strand}"));
    }

    /// <summary>A target that begins at a baseline of the future would run backwards.</summary>
    [Theory]
    [InlineData("2025-26", 37.4, 37.9)]
    [InlineData("2026-09", 37.4, 37.4)]
    [InlineData("2026-10", null, null)]
    [InlineData("2026-27", null, null)]
    [InlineData("2028-29", null, null)]
    public void A_baseline_is_over_before_the_month(string months, double? baseline, double? target)
    {
        var line = GivenMaterial.Material(GivenMaterial.AtBirth with { Baseline = new Baseline(MonthSpan.Parse(months)!, 37.4m), Target = GivenMaterial.HalfAPointAYear }).Computed("IF-01", 57.2m).Line();

        Assert.Equal(((decimal?)baseline, (decimal?)target), (line.Baseline, line.Target));
        Assert.Equal(baseline is null, line.Rating is Rating.None);
    }

    [Fact]
    public void What_is_counted_from_a_month_to_come_has_no_figure_whatever_was_said()
    {
        var line = GivenMaterial.Material(GivenMaterial.Volunteers with { Window = new Window(WindowKind.Since, new YearMonth(2027, 4)), Target = GivenMaterial.Target(12) }).Said(15).Line();

        Assert.Equal((null, Rating.None, "April 2027", "it is counted from April 2027 on, which is after October 2026"), (line.Value, line.Rating, line.Window.Describe(), line.From));
    }
}
