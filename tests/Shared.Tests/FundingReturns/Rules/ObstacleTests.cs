using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Tests.FundingReturns.Outputs;

namespace HubAutomation.Shared.Tests.FundingReturns.Rules;

/// <summary>What keeps a return from being approved.</summary>
public sealed class ObstacleTests
{
    private static readonly Finding Error = new(Severity.Error, "over-award", "PA-01", null, "£3 more than the award was spent.", Finding.DataTeam);
    private static readonly Finding Late = new(Severity.Warning, "late", null, "panel", "The panel has not been sent.", "panel-lead");
    private static readonly Finding Jump = new(Severity.Warning, "jump", "PM-02", null, "Dads supported fell from 8 to 4.", "perinatal-lead");
    private static readonly Finding Note = new(Severity.Note, "missing", "PC-03", null, "The panel said nothing.", "panel-lead");

    [Fact]
    public void Nothing_does_when_nothing_was_found_or_only_what_is_worth_knowing()
    {
        Assert.Null(Obstacle([], []));
        Assert.Null(Obstacle([Note], []));
    }

    [Fact]
    public void Errors_do_whatever_was_said_about_them()
    {
        Assert.Equal("There is an error in the return. It can be approved once it is mended.", Obstacle([Error], [Error]));
        Assert.Equal("There are 2 errors in the return. It can be approved once they are mended.", Obstacle([Error, Error with { Measure = "PA-02" }, Late], [Late]));
    }

    [Fact]
    public void Warnings_do_until_there_is_a_word_about_each()
    {
        Assert.Equal("A warning has no comment. Say why the return is right all the same.", Obstacle([Late, Note], []));
        Assert.Equal("2 warnings have no comment. Say for each why the return is right all the same.", Obstacle([Late, Jump], []));
        Assert.Equal("A warning has no comment. Say why the return is right all the same.", Obstacle([Late, Jump], [Jump]));
        Assert.Null(Obstacle([Late, Jump], [Jump, Late]));
    }

    [Fact]
    public void What_was_said_about_a_finding_counts_for_no_other() => Assert.NotNull(Obstacle([Late], [Late with { Place = "infant-feeding" }]));

    [Fact]
    public void A_finding_whose_figures_changed_is_the_same_finding() => Assert.Null(Obstacle([Jump], [Jump with { Sentence = "Dads supported fell from 8 to 3." }]));

    private static string? Obstacle(Finding[] found, Finding[] commented) => Approval.Obstacle(
        Returns.Halton.Draft() with { Findings = found }, commented.ToDictionary(finding => finding.Key, _ => new FindingComment("manager", GivenMaterial.Monday, "We know.")));
}
