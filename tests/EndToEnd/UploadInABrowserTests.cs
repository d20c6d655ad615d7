using System.Text.Json;
using HubAutomation.Testing.Browser;

namespace HubAutomation.EndToEnd;

/// <summary>The upload page in Chromium, without scripts, as a partner follows it from the mail to the receipt.</summary>
public sealed class UploadInABrowserTests(UploadHub group) : IClassFixture<UploadHub>
{
    [BrowserFact]
    public async Task A_partner_gets_from_the_link_to_the_receipt_over_valid_and_accessible_pages()
    {
        var folder = Directory.CreateTempSubdirectory("hub-upload-");
        try
        {
            var file = Path.Combine(folder.FullName, "autumn timetable.csv");
            await File.WriteAllTextAsync(file, UploadHub.GoodAndBad);
            await group.SendNewAsync("autumn timetable.csv", UploadHub.Standing);
            var link = await group.LinkAsync();
            string[] screenshots = Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } shots ? [shots] : [];

            var output = await OutsideTools.RunAsync(
                "node",
                [Path.Combine(OutsideTools.Scripts, "follow-upload.mjs"), OutsideTools.Chromium, group.OnThisMachine("http://hub.example/api/sampleton/upload").AbsoluteUri, link.AbsoluteUri, file, .. screenshots]);

            var pages = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<SeenPage>(line, JsonSerializerOptions.Web)!).ToList();
            Assert.Equal(["ask", "ask-wrong", "guide", "choose", "choose-wrong", "check", "check-unanswered", "sent", "no-link"], pages.Select(page => page.Name));
            Assert.Empty(pages.SelectMany(page => page.Findings.Select(finding => $"{page.Name}: {finding}")));
            Assert.Contains("Enter an email address", pages[1].Text, StringComparison.Ordinal);
            Assert.StartsWith("Error: ", pages[4].Title, StringComparison.Ordinal);
            Assert.Contains("1 activity understood, 1 row has a problem", pages[5].Text, StringComparison.Ordinal);
            Assert.Contains("8 activities that families see now are not in this file", pages[5].Text, StringComparison.Ordinal);
            Assert.StartsWith("Error: ", pages[6].Title, StringComparison.Ordinal);
            Assert.Contains("Your timetable has arrived", pages[7].Text, StringComparison.Ordinal);
            Assert.Contains("8 other activities stay on the website", pages[7].Text, StringComparison.Ordinal);
            Assert.Contains("“Baby massage”, row 3, Day, \"Tuseday\"", pages[7].Text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed record SeenPage(string Name, string Title, string Text, IReadOnlyList<string> Findings);
}
