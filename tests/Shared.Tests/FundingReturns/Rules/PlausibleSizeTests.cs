using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>Slips of size are seen in a first month, too: nothing but the settings is needed.</summary>
public sealed class PlausibleSizeTests
{
    [Theory]
    [InlineData(MeasureKind.People, 99_999_999_999, "99,999,999,999 is a great many: more than 10,000 is asked about")]
    [InlineData(MeasureKind.People, 10_001, "10,001 is a great many: more than 10,000 is asked about")]
    [InlineData(MeasureKind.People, 10_000, null)]
    [InlineData(MeasureKind.Count, 100_001, "100,001 is a great many: more than 100,000 is asked about")]
    [InlineData(MeasureKind.Money, 10_000_001, "£10,000,001 is a great many: more than £10,000,000 is asked about")]
    [InlineData(MeasureKind.Money, -10_000_001, "−£10,000,001 is a great many: more than £10,000,000 is asked about")]
    [InlineData(MeasureKind.Average, 12_000, "12,000 is a great many: more than 10,000 is asked about")]
    [InlineData(MeasureKind.Milestone, 1, null)]
    public void Each_kind_of_figure_has_a_bound_where_nothing_is_expected(MeasureKind kind, long value, string? doubt) =>
        Assert.Equal(doubt, PlausibleSize.Doubt(GivenMaterial.Measure(kind, "Something"), value, null));

    [Theory]
    [InlineData(12, 120, null)]
    [InlineData(12, 121, "121 is more than ten times the target of 12")]
    [InlineData(12, 1_200, "1,200 is more than ten times the target of 12")]
    [InlineData(1, 20, null)]
    [InlineData(1, 21, "21 is more than ten times the target of 1")]
    [InlineData(30_000, 30_500, null)]
    public void A_digit_too_many_shows_against_the_target(int target, int value, string? doubt) =>
        Assert.Equal(doubt, PlausibleSize.Doubt(GivenMaterial.Volunteers with { Target = GivenMaterial.Target(target) }, value, null));

    [Fact]
    public void A_baseline_does_as_well_and_a_share_is_judged_by_what_it_is_of()
    {
        var baseline = GivenMaterial.Volunteers with { Baseline = new Baseline(MonthSpan.Parse("2022-23")!, 8) };

        Assert.Equal("90 is more than ten times the baseline of 8", PlausibleSize.Doubt(baseline, 90, null));
        Assert.Equal("Out of 1,000,000 is a great many: more than 100,000 is asked about", PlausibleSize.Doubt(GivenMaterial.Visits, 50, 1_000_000));
        Assert.Null(PlausibleSize.Doubt(GivenMaterial.Visits with { Target = GivenMaterial.Target(5) }, 85, 20));
    }

    [Fact]
    public void The_manager_is_asked_about_it_in_a_first_month_with_what_the_lead_said()
    {
        var finding = Assert.Single(GivenMaterial.Material(GivenMaterial.Volunteers).Said(99_999_999_999, text: "All of the county’s.").Findings());

        Assert.Equal((Severity.Warning, "implausible", "lead-feeding"), (finding.Severity, finding.Rule, finding.MendBy));
        Assert.Equal("Volunteers: 99,999,999,999 is a great many: more than 10,000 is asked about. The lead’s remark: “All of the county’s.” Have it mended, or say why it is right.", finding.Sentence);
    }

    [Fact]
    public void What_is_computed_is_set_beside_what_the_settings_expect_and_nothing_else()
    {
        var computed = GivenMaterial.Measure(MeasureKind.Count, "Sessions") with { Source = MeasureSource.Computed };

        Assert.Null(PlausibleSize.Doubt(computed, 38_000_000, null));
        Assert.Null(PlausibleSize.Doubt(GivenMaterial.AtBirth, 80, 2_377_976.33m));
        Assert.NotNull(PlausibleSize.Doubt(computed with { Target = GivenMaterial.Target(1_000) }, 38_000_000, null));
    }
}
