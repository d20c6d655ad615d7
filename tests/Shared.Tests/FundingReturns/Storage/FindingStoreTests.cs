using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Tests.FundingReturns.Rules;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>What was found and what was said about it; and what waits for whom.</summary>
[Collection(StorageTests.Name)]
public sealed class FindingStoreTests(StorageFixture fixture)
{
    private static readonly Finding Jump = new(Severity.Warning, "jump", "PM-02", null, "Dads supported fell from 8 to 4.", "perinatal-lead");
    private static readonly Finding Late = new(Severity.Warning, "late", null, "panel", "The panel has not been sent.", "panel-lead");

    private readonly ReturnRef october = new(fixture.NewCouncil(), "2026-10", 1);
    private readonly FindingStore findings = new(fixture.Storage);

    private static string? AskedAlike(Finding finding) => null;

    [Fact]
    public async Task What_was_said_about_a_finding_stays_with_it_when_it_goes_and_comes_back()
    {
        var said = new FindingComment("manager", GivenMaterial.Monday, "Two groups were cancelled.");
        await findings.ReplaceAsync(october, [Jump, Late], AskedAlike, default);
        await findings.CommentAsync(october, Jump.Key, said, default);

        await findings.ReplaceAsync(october, [Late], AskedAlike, default);
        await findings.ReplaceAsync(october, [Jump with { Sentence = "Dads supported fell from 8 to 3." }], AskedAlike, default);

        Assert.Equal(KeyValuePair.Create(Jump.Key, said), Assert.Single(await findings.CommentsAsync(october, default)));
    }

    [Fact]
    public async Task What_was_said_of_figures_by_one_definition_is_not_said_of_those_by_another()
    {
        var said = new FindingComment("manager", GivenMaterial.Monday, "Two groups were cancelled.");
        await findings.ReplaceAsync(october, [Jump, Late], _ => "dads in a group", default);
        await findings.CommentAsync(october, Jump.Key, said, default);

        await findings.ReplaceAsync(october, [Jump, Late], finding => finding == Jump ? "dads and co-parents" : "dads in a group", default);
        Assert.Empty(await findings.CommentsAsync(october, default));

        await findings.ReplaceAsync(october, [Jump, Late], _ => "dads in a group", default);
        Assert.Equal(said, (await findings.CommentsAsync(october, default))[Jump.Key]);
    }

    [Fact]
    public async Task What_was_said_before_questions_were_noted_stays()
    {
        var said = new FindingComment("manager", GivenMaterial.Monday, "Two groups were cancelled.");
        await findings.ReplaceAsync(october, [Jump], AskedAlike, default);
        await findings.CommentAsync(october, Jump.Key, said, default);

        await findings.ReplaceAsync(october, [Jump], _ => "dads in a group", default);

        Assert.Equal(said, (await findings.CommentsAsync(october, default))[Jump.Key]);
    }

    [Fact]
    public async Task A_later_word_stands_in_the_place_of_the_first_and_another_version_begins_without_any()
    {
        await findings.ReplaceAsync(october, [Jump], AskedAlike, default);
        await findings.CommentAsync(october, Jump.Key, new FindingComment("manager", GivenMaterial.Monday, "Two groups."), default);
        await findings.CommentAsync(october, Jump.Key, new FindingComment("deputy", GivenMaterial.Monday.AddHours(1), "Three groups."), default);

        Assert.Equal(("deputy", "Three groups."), (await findings.CommentsAsync(october, default))[Jump.Key] is var said ? (said.By, said.Text) : default);
        Assert.Empty(await findings.CommentsAsync(october with { Version = 2 }, default));
    }

    [Fact]
    public async Task Everything_that_waits_for_a_person_is_listed_oldest_month_first_until_it_is_done()
    {
        var waiting = new WaitingList(fixture.Storage);
        var until = GivenMaterial.Monday.AddDays(3);
        await waiting.AddAsync("manager", new WaitingItem(october, WaitingItem.Approval, until), default);
        await waiting.AddAsync("manager", new WaitingItem(october with { Month = "2026-09", Version = 2 }, WaitingItem.Approval, until), default);
        await waiting.AddAsync("manager", new WaitingItem(october, WaitingItem.Figures, until.AddDays(-7)), default);
        await waiting.AddAsync("manager", new WaitingItem(october, WaitingItem.Approval, until.AddDays(1)), default);
        await waiting.AddAsync("deputy", new WaitingItem(october, WaitingItem.Approval, until), default);

        Assert.Equal(
            [("2026-09", 2, "approval", until), ("2026-10", 1, "approval", until.AddDays(1)), ("2026-10", 1, "figures", until.AddDays(-7))],
            (await waiting.OfAsync(october.Authority, "manager", default)).Select(item => (item.Return.Month, item.Return.Version, item.What, item.Until)));

        await waiting.RemoveAsync("manager", october, WaitingItem.Approval, default);
        await waiting.RemoveAsync("manager", october, WaitingItem.Approval, default);
        Assert.Equal(["approval", "figures"], (await waiting.OfAsync(october.Authority, "manager", default)).Select(item => item.What));
        Assert.Single(await waiting.OfAsync(october.Authority, "deputy", default));
    }
}
