using HubAutomation.Shared.Tests.Timetables.Changes;
using HubAutomation.Shared.Timetables.Changes;
using HubAutomation.Shared.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.Timetables.Publishing;

/// <summary>Every kind of page, as axe-core, html-validate and a telephone of 320 px see it. No findings are allowed.</summary>
public sealed class PagesInABrowserTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-pages-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task Pages_are_valid_accessible_without_outside_requests_and_never_scroll_sideways()
    {
        var changes = ChangesPage.Render(Widnes.Settings, ChangesPageTests.Changes, ChangesPageTests.Clashes, Widnes.BaseUrl, [new("library", "Widnes Library", new(2026, 9, 14))]);
        var pages = TimetableDocuments.Render(Widnes.Settings, FullWeek.Sessions, Widnes.Today, Widnes.BaseUrl)
            .Where(d => d.ContentType == PublishedDocument.Html)
            .Where(d => d.Path is "timetables/index.html" or "timetables/widnes/autumn-2026.html" or "timetables/runcorn/spring-2027.html" or "timetables/ditton/autumn-2026.html")
            .Append(changes)
            .ToList();
        Assert.Equal(5, pages.Count);

        var files = pages.Select(Save).ToArray();
        var findings = await OutsideTools.RunAsync("node", [Path.Combine(OutsideTools.Scripts, "check-pages.mjs"), OutsideTools.Chromium, .. files]);

        Assert.True(findings.Length == 0, findings);
    }

    private string Save(PublishedDocument document)
    {
        var file = Path.Combine(folder, document.Path.Replace('/', '-'));
        File.WriteAllBytes(file, document.ToBytes());
        return file;
    }
}
