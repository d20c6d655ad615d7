using System.Text.Json;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Testing.Browser;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>The pages of a return in Chromium, without scripts and by keyboard, from a lead's first look to what stands there afterwards.</summary>
public sealed class ReturnsInABrowserTests(ReturnHub returns) : IClassFixture<ReturnHub>
{
    [BrowserFact]
    public async Task A_lead_fills_in_and_a_manager_approves_by_keyboard_over_valid_and_accessible_pages()
    {
        await returns.Hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = "2026-07" });
        await returns.Hub.App.SettleAsync();

        var lead = await FollowAsync("LEAD", ReturnHub.FeedingLead);
        Assert.Equal(["figures", "figures-wrong", "figures-saved", "figures-sent"], lead.Select(page => page.Name));
        Assert.StartsWith("Error: ", lead[1].Title, StringComparison.Ordinal);
        Assert.Contains("Volunteers: “nine” is no number.", lead[1].Text, StringComparison.Ordinal);
        Assert.Contains("Your figures are saved. They are not sent yet.", lead[2].Text, StringComparison.Ordinal);
        Assert.Contains("Your figures have been sent. Thank you.", lead[3].Text, StringComparison.Ordinal);
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, "July 2026"), "send");
        await returns.Hub.App.SettleAsync();

        var manager = await FollowAsync("MANAGER", ReturnHub.Manager);
        Assert.Equal(["decide", "decide-wrong", "decide-kept", "decide-approved"], manager.Select(page => page.Name));
        Assert.Contains("has no comment", manager[1].Text, StringComparison.Ordinal);
        Assert.Contains("What you wrote is saved.", manager[2].Text, StringComparison.Ordinal);
        Assert.StartsWith("The return for July 2026 is being approved", manager[3].Title, StringComparison.Ordinal);
        await returns.Hub.App.SettleAsync();

        Assert.Equal(ReturnStatus.Frozen, (await returns.RowAsync("2026-07")).StatusNow());
        foreach (var person in new[] { ReturnHub.FeedingLead, ReturnHub.Manager })
            Assert.StartsWith("The return for July 2026 is approved", Assert.Single(await FollowAsync("AFTERWARDS", person)).Title, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<SeenPage>> FollowAsync(string who, string person)
    {
        string[] screenshots = Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } shots ? [shots] : [];
        var link = await returns.LinkAsync(person, person == ReturnHub.Manager ? "awaits you" : "July 2026");
        var output = await OutsideTools.RunAsync("node", [Path.Combine(OutsideTools.Scripts, "follow-return.mjs"), OutsideTools.Chromium, who, link.AbsoluteUri, .. screenshots]);
        var pages = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<SeenPage>(line, JsonSerializerOptions.Web)!).ToList();
        Assert.Empty(pages.SelectMany(page => page.Findings.Select(finding => $"{page.Name}: {finding}")));
        return pages;
    }

    private sealed record SeenPage(string Name, string Title, string Text, IReadOnlyList<string> Findings);
}
