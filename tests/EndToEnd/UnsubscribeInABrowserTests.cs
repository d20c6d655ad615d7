using System.Text.Json;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Testing.Browser;

namespace HubAutomation.EndToEnd;

/// <summary>The pages that stop mails in Chromium, without scripts, as somebody follows them from the mail and back.</summary>
public sealed class UnsubscribeInABrowserTests(UploadHub group) : IClassFixture<UploadHub>
{
    [BrowserFact]
    public async Task Somebody_stops_mails_and_starts_them_again_over_valid_and_accessible_pages()
    {
        var link = await group.Hub.Service<Unsubscriptions>().LinkForAsync("sampleton", PartnerMessages.Subscription, "groups@example.org", default);
        string[] screenshots = Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } shots ? [shots] : [];

        var output = await OutsideTools.RunAsync(
            "node",
            [Path.Combine(OutsideTools.Scripts, "follow-unsubscribe.mjs"), OutsideTools.Chromium, group.OnThisMachine(link.AbsoluteUri).AbsoluteUri, .. screenshots]);

        var pages = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<SeenPage>(line, JsonSerializerOptions.Web)!).ToList();
        Assert.Empty(pages.SelectMany(page => page.Findings.Select(finding => $"{page.Name}: {finding}")));
        Assert.Equal(
            [
                "stop: Stop getting these mails?", "stopped: You have stopped these mails", "stopped-later: You have stopped these mails",
                "resumed: You get these mails again", "stopped-again: You have stopped these mails", "no-stop-link: This link does not work",
            ],
            pages.Select(page => $"{page.Name}: {page.Title.Split(" – ")[0]}"));
        Assert.Contains("no more messages to partners from Sampleton Family Hubs", pages[1].Text, StringComparison.Ordinal);
    }

    private sealed record SeenPage(string Name, string Title, string Text, IReadOnlyList<string> Findings);
}
