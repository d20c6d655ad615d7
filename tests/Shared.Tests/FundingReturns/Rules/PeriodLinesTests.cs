using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.Tests.FundingReturns.Sources;
using HubAutomation.Shared.Tests.FundingReturns.Sources.People;
using static HubAutomation.Shared.Tests.FundingReturns.Rules.GivenPeriod;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>What a quarter's figure is, by the kind of measure and by where it comes from.</summary>
public sealed class PeriodLinesTests
{
    [Theory]
    [InlineData(WindowKind.Month, "2026-27-q3")]
    [InlineData(WindowKind.YearToDate, "2026-04_2026-12")]
    [InlineData(WindowKind.LastTwelveMonths, "2026-01_2026-12")]
    public void What_the_hub_computes_by_the_month_is_computed_for_the_quarter_and_all_else_as_at_its_last_month(WindowKind window, string months)
    {
        var settings = Given.Halton with { Measures = [Measure(MeasureKind.People, window, "attendance.people")] };

        Assert.Equal(months, Assert.Single(ReturnLines.Requests(settings, Quarter)).Window.ToString());
    }

    [Fact]
    public async Task Somebody_who_came_in_each_of_three_months_counts_once()
    {
        var settings = Given.Halton with { Measures = [Measure(MeasureKind.People, figure: "attendance.people")] };
        var file = GivenFiles.File("attendance", "2026-27.csv", """
            Person,Date,Place,Programme,Role,Delivery
            C-1,2026-10-05,Kingsway,Stay and play,child,
            C-1,2026-11-09,Kingsway,Stay and play,child,
            C-1,2026-12-07,Kingsway,Stay and play,child,
            C-2,2026-12-07,Kingsway,Stay and play,child,
            """);

        var reading = await AttendanceSource.ReadAsync(ReturnLines.Requests(settings, Quarter), [file], GivenFiles.Places, default);
        var line = (Material(settings.Measures[0], Month("2026-10", 1), Month("2026-11", 1), Month("2026-12", 2)) with { Figures = reading.Figures }).Line();

        Assert.Equal((2m, Quarter, "attendance/2026-27.csv: 4 rows"), (line.Value, line.Window, line.From));
    }

    [Theory]
    [InlineData(MeasureKind.Count)]
    [InlineData(MeasureKind.Money)]
    public void Counts_and_money_that_leads_said_are_added_up(MeasureKind kind)
    {
        var line = Material(Measure(kind), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).Line();

        Assert.Equal((30m, Quarter), (line.Value, line.Window));
        Assert.Equal("the frozen months October to December 2026 (Q3 2026-27) added up", line.From);
    }

    [Fact]
    public void A_sum_over_months_of_which_one_is_missing_says_so()
    {
        var line = Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-12", 8)).Line();

        Assert.Equal((18m, "the frozen months October 2026 and December 2026 added up; nothing for November 2026"), (line.Value, line.From));
    }

    [Fact]
    public void A_rate_is_made_of_summed_numbers_and_is_no_mean_of_rates()
    {
        var line = Material(Measure(MeasureKind.Rate), Rate("2026-10", 1, 10), Rate("2026-11", 9, 10), Rate("2026-12", 80, 100)).Line();

        Assert.Equal((75.0m, 90m, 120m), (line.Value, line.Numerator, line.Denominator));
    }

    [Fact]
    public void A_month_in_which_nobody_was_due_takes_nothing_from_a_rate() =>
        Assert.Equal(50.0m, Material(Measure(MeasureKind.Rate), Rate("2026-10", 1, 2), Rate("2026-11", 0, 0), Rate("2026-12", 2, 4)).Line().Value);

    [Fact]
    public void A_mean_is_the_sum_of_all_by_the_number_of_all() =>
        Assert.Equal(2.5m, Material(Measure(MeasureKind.Average), Month("2026-10", 1, 10, 10), Month("2026-11", 4, 4, 1), Month("2026-12", 4, 36, 9)).Line().Value);

    [Fact]
    public void A_rate_of_which_a_month_has_no_numbers_cannot_be_put_together()
    {
        var line = Material(Measure(MeasureKind.Rate), Rate("2026-10", 1, 2), Month("2026-11", 50), Rate("2026-12", 2, 4)).Line();

        Assert.Equal((null, "not every month has numerator and denominator, without which months cannot be put together"), (line.Value, line.From));
    }

    [Fact]
    public void Different_people_whom_leads_counted_are_between_the_largest_month_and_the_sum()
    {
        var line = Material(Measure(MeasureKind.People), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).Line();

        Assert.Equal((null, "between 12 and 30"), (line.Value, line.Text));
        Assert.Equal("different people of the frozen months October to December 2026 (Q3 2026-27) cannot be added up, since somebody may have come in several months", line.From);
    }

    [Fact]
    public void With_a_month_missing_only_the_least_number_of_people_is_known() =>
        Assert.Equal("at least 12", Material(Measure(MeasureKind.People), Month("2026-10", 10), Month("2026-11", 12)).Line().Text);

    [Fact]
    public void People_of_a_single_month_are_those_of_the_quarter()
    {
        var line = Material(Measure(MeasureKind.People), Month("2026-10", 0), Month("2026-11", 12), Month("2026-12", 0)).Line();

        Assert.Equal((12m, null), (line.Value, line.Text));
    }

    [Theory]
    [InlineData(MeasureKind.Milestone, WindowKind.Month, MeasureSource.Submitted)]
    [InlineData(MeasureKind.Count, WindowKind.Month, MeasureSource.CarriedForward)]
    [InlineData(MeasureKind.Money, WindowKind.YearToDate, MeasureSource.Submitted)]
    public void Milestones_what_is_carried_forward_and_what_is_of_more_than_the_month_are_as_in_the_last_month(MeasureKind kind, WindowKind window, MeasureSource source)
    {
        var line = Material(Measure(kind, window, source: source), Month("2026-10", 0), Month("2026-11", 0), Month("2026-12", 1, text: "In all six hubs.")).Line();

        Assert.Equal((1m, "In all six hubs.", "as frozen for December 2026"), (line.Value, line.Text, line.From));
    }

    [Fact]
    public void Words_are_those_of_the_last_month()
    {
        var line = Material(Measure(MeasureKind.Text), Month("2026-10", null, text: "More prams."), Month("2026-11", null, text: "A Saturday group.")).Line();

        Assert.Equal(("A Saturday group.", "as frozen for November 2026"), (line.Text, line.From));
    }

    [Theory]
    [InlineData(MeasureKind.Count, WindowKind.Month, null)] // 60 a month is not 60 a quarter
    [InlineData(MeasureKind.Money, WindowKind.Month, null)]
    [InlineData(MeasureKind.Count, WindowKind.YearToDate, 60)]
    [InlineData(MeasureKind.Rate, WindowKind.Month, 60)]
    public void A_target_by_the_month_is_none_for_a_quarter(MeasureKind kind, WindowKind window, int? target) =>
        Assert.Equal(target, Material(Measure(kind, window), Rate("2026-10", 1, 2), Rate("2026-11", 1, 2), Rate("2026-12", 1, 2)).Line().Target);

    [Fact]
    public void A_month_in_which_the_measure_was_another_kind_of_figure_is_not_added()
    {
        var material = Material(Measure(MeasureKind.Count), Month("2026-10", 57), Month("2026-11", 12), Month("2026-12", 8))
            .DefinedIn("2026-10", measure => measure with { Kind = MeasureKind.Rate });

        Assert.Equal((20m, "the frozen months November 2026 to December 2026 added up; nothing for October 2026"), material.Line() is var line ? (line.Value, line.From) : default);
    }

    [Fact]
    public void Months_before_the_quarter_are_not_in_it() =>
        Assert.Equal(30m, Material(Measure(MeasureKind.Count), Month("2026-09", 99), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).Line().Value);

    [Fact]
    public void What_no_frozen_month_has_is_missing() =>
        Assert.Equal((null, "no frozen month of October to December 2026 (Q3 2026-27) has it"), Material(Measure(MeasureKind.Count), Month("2026-10", null)).Line() is var line ? (line.Value, line.From) : default);

    [Fact]
    public void It_is_set_beside_the_quarter_before()
    {
        var material = Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8));

        Assert.Equal(21m, (material with { Before = new Dictionary<string, ReturnLine> { ["PA-01"] = Month("2026-09", 21).Line } }).Line().Before);
    }

    [Theory]
    [InlineData("2026-27-q1", "halton/2026-27-q1/", "2025-26-q4")]
    [InlineData("2026-27", "halton/2026-27/", "2025-26")]
    public void A_period_has_a_folder_of_its_own_and_one_before_it(string period, string folder, string before) =>
        Assert.Equal((folder, before), new PeriodRef("halton", period) is var name ? (name.Folder, name.Before.Period) : default);

    [Theory]
    [InlineData("2026-10")]
    [InlineData("2026-27-q5")]
    [InlineData("autumn")]
    public void Nothing_but_a_quarter_and_a_financial_year_is_a_period(string text) => Assert.Null(PeriodRef.MonthsOf(text));
}
