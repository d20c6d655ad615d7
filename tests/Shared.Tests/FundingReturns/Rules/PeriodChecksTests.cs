using HubAutomation.Shared.FundingReturns.Model;
using static HubAutomation.Shared.Tests.FundingReturns.Rules.GivenPeriod;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>What people are told of how a quarter was put together.</summary>
public sealed class PeriodChecksTests
{
    [Fact]
    public void A_quarter_in_which_all_is_there_has_nothing_to_say() =>
        Assert.Empty(Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).Findings());

    [Fact]
    public void A_month_that_is_not_frozen_is_named()
    {
        var finding = Assert.Single(Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-12", 8)).Findings());

        Assert.Equal((Severity.Warning, "month-not-frozen", "2026-11", "programme-manager"), (finding.Severity, finding.Rule, finding.Place, finding.MendBy));
        Assert.StartsWith("November 2026 is not frozen:", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MeasureKind.Count, "Parents on a course: the frozen return of November 2026 has no such figure, so that the sum is of October 2026 and December 2026 only.")]
    [InlineData(MeasureKind.Rate, "Parents on a course: the frozen return of November 2026 has no such figure, so that there is none for the period.")]
    public void A_frozen_month_without_the_figure_is_named_to_the_lead(MeasureKind kind, string sentence)
    {
        var finding = Assert.Single(Material(Measure(kind), Month("2026-10", 10, 1, 10), Month("2026-11", null), Month("2026-12", 8, 1, 12)).Findings());

        Assert.Equal(("month-without-figure", sentence, "parenting-lead"), (finding.Rule, finding.Sentence, finding.MendBy));
    }

    [Fact]
    public void Of_what_stands_as_in_the_last_month_only_a_last_month_without_it_is_named()
    {
        Assert.Empty(Material(Measure(MeasureKind.Milestone), Month("2026-10", null), Month("2026-11", 0), Month("2026-12", 1)).Findings());
        Assert.Equal(
            "Parents on a course: the frozen return of December 2026 has no such figure, so that the one of November 2026 stands here.",
            Assert.Single(Material(Measure(MeasureKind.Milestone), Month("2026-10", 0), Month("2026-11", 0), Month("2026-12", null)).Findings()).Sentence);
    }

    [Fact]
    public void That_people_cannot_be_added_up_is_explained()
    {
        var finding = Assert.Single(Material(Measure(MeasureKind.People), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).Findings());

        Assert.Equal("people-not-added", finding.Rule);
        Assert.Equal(
            "Parents on a course: how many different people these were in October to December 2026 (Q3 2026-27) cannot be told from the months: between 12 and 30. Somebody who came in two months would count twice. Ask the lead for the number of the whole period where it is needed.",
            finding.Sentence);
    }

    [Fact]
    public void A_rate_that_was_said_without_its_numbers_is_explained() =>
        Assert.Equal("not-in-numbers", Assert.Single(Material(Measure(MeasureKind.Rate), Rate("2026-10", 1, 2), Month("2026-11", 50), Rate("2026-12", 2, 4)).Findings()).Rule);

    [Fact]
    public void Files_that_were_changed_after_freezing_show_with_both_figures()
    {
        var material = Material(Measure(MeasureKind.Count, figure: "attendance.visits"), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).ComputedAnew(31);

        var finding = Assert.Single(material.Findings());
        Assert.Equal("changed-since-frozen", finding.Rule);
        Assert.Contains("computed anew it is 31 for October to December 2026 (Q3 2026-27), while the frozen months add up to 30.", finding.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MeasureKind.Count, WindowKind.Month, "attendance.visits", 30)] // the same
    [InlineData(MeasureKind.People, WindowKind.Month, "attendance.people", 21)] // people who came again
    [InlineData(MeasureKind.Count, WindowKind.Month, "timetables.partners", 14)] // partners who offered again
    [InlineData(MeasureKind.Count, WindowKind.YearToDate, "attendance.visits", 64)] // since April
    public void What_need_not_be_the_sum_of_the_months_is_not_compared_with_it(MeasureKind kind, WindowKind window, string figure, int anew) =>
        Assert.Empty(Material(Measure(kind, window, figure), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8)).ComputedAnew(anew).Findings());

    [Fact]
    public void A_figure_that_a_frozen_month_lacks_is_computed_all_the_same_and_said()
    {
        var material = Material(Measure(MeasureKind.People, figure: "attendance.people"), Month("2026-10", 10), Month("2026-11", null), Month("2026-12", 8)).ComputedAnew(21);

        Assert.Equal(21m, material.Line().Value);
        Assert.Equal(
            "Parents on a course: the frozen return of November 2026 has no such figure; here it is computed anew for all months.", Assert.Single(material.Findings()).Sentence);
    }

    [Fact]
    public void A_definition_that_changed_within_the_quarter_is_named()
    {
        var material = Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8))
            .DefinedIn("2026-10", measure => measure with { Definition = "Each course once." });

        Assert.Equal(
            "Parents on a course was defined differently in October 2026. It stands here as it was defined at the end of October to December 2026 (Q3 2026-27).",
            Assert.Single(material.Findings()).Sentence);
    }

    [Fact]
    public void What_no_figure_can_be_is_an_error_here_too() =>
        Assert.Contains(
            Material(Measure(MeasureKind.Rate), Rate("2026-10", 3, 2), Rate("2026-11", 3, 2), Rate("2026-12", 3, 2)).Findings(),
            finding => finding is { Severity: Severity.Error, Rule: "numerator-exceeds" });

    [Fact]
    public void A_rule_between_measures_holds_for_the_quarter_as_well()
    {
        var material = Material(Measure(MeasureKind.Count), Month("2026-10", 10), Month("2026-11", 12), Month("2026-12", 8));
        var broken = material with { Settings = material.Settings with { Checks = [new SumRule(["PA-01", "PA-01"], ["PA-01"], "Twice is not more than once.")] } };

        Assert.Equal("sum-exceeds", Assert.Single(broken.Findings()).Rule);
    }
}
