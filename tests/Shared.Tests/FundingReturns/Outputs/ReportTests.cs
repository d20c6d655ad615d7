using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class ReportTests
{
    [Fact]
    public void What_matters_stands_first()
    {
        var page = Page(ReturnDocumentKind.Report);

        Assert.Equal(["What changed most", "Off target", "Missing", "About this return", "Family hub transformation"], page.QuerySelectorAll("h2").Take(5).Select(heading => heading.TextContent));
        Assert.Equal("Frozen on 12 November 2026, 10:15 by Jo Park. Of 17 measures 4 are on target, 4 near it and 3 off it; 1 is missing.", page.QuerySelector("p.lead")!.TextContent);
        Assert.Equal(
            [
                "Branding at all six hubs: now reached",
                "Fathers who completed a programme: 6 fathers, −5 (11 the month before)",
                "Dads supported: 4 dads, −4 (8 the month before)",
                "Practitioners trained in VIG: 42.9 %, +7.2 percentage points (35.7 % the month before)",
                "Spent of the award: £231,400.50, +£33,180.50 (£198,220.00 the month before)",
            ],
            page.QuerySelector("h2 + ul")!.Children.Select(item => item.TextContent));
    }

    [Fact]
    public void A_figure_stands_with_its_numbers_interval_target_and_the_month_before()
    {
        var row = Page(ReturnDocumentKind.Report).QuerySelectorAll("tr").Single(row => row.TextContent.Contains("IF-01", StringComparison.Ordinal));

        Assert.Equal(
            ["57.2 %83 of 14595 % interval 49.1 % to 65.0 %", "52.9 %On targetBaseline 50.9 %, the year 2022-23", "55.9 %+1.3 percentage points", "Computed by the hub: 2026-10.csv, 1,204 rows"],
            row.QuerySelectorAll("td").Select(cell => cell.TextContent.Replace("\n", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_drawing_says_in_words_what_it_shows()
    {
        var drawing = Page(ReturnDocumentKind.Report).GetElementById("chart-IF-01-words")!.Closest("figure")!;

        Assert.Equal("From 53.1 % in May 2026 to 57.2 % in October 2026. The target is 52.9 %.", drawing.QuerySelector("desc")!.TextContent);
        Assert.Equal("Breastfeeding at birth: May 2026 53.1 %, Jun 2026 54.0 %, Jul 2026 54.8 %, Aug 2026 55.2 %, Sep 2026 55.9 %, Oct 2026 57.2 %; target 52.9 %.", drawing.QuerySelector("figcaption")!.TextContent);
    }

    [Fact]
    public void Drawings_are_of_what_has_a_course() => Assert.Equal(
        ["chart-TR-01-title", "chart-TR-02-title", "chart-PA-01-title", "chart-PA-02-title", "chart-PA-03-title", "chart-IF-01-title", "chart-IF-03-title"],
        Page(ReturnDocumentKind.Report).QuerySelectorAll("svg title").Select(title => title.Id));

    [Fact]
    public void Bars_are_as_high_as_their_figures()
    {
        var heights = Page(ReturnDocumentKind.Report).GetElementById("chart-PA-02-title")!.ParentElement!.QuerySelectorAll("rect")
            .Select(bar => decimal.Parse(bar.GetAttribute("height")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        // 22, 31, 26, 40, 38, 43 of 60, which is 108 high.
        Assert.Equal([39.6m, 55.8m, 46.8m, 72, 68.4m, 77.4m], heights);
    }

    [Fact]
    public void Facts_are_numbers_for_Power_BI()
    {
        using var json = JsonDocument.Parse(Document(ReturnDocumentKind.Facts));
        var birth = json.RootElement.EnumerateArray().Single(fact => fact.GetProperty("measure").GetString() == "IF-01");

        Assert.Equal(
            "2026-10 infant-feeding rate 57.2 83 145 onTarget 2026-10",
            $"{birth.GetProperty("month")} {birth.GetProperty("strand")} {birth.GetProperty("kind")} {birth.GetProperty("value")} {birth.GetProperty("numerator")} {birth.GetProperty("denominator")} {birth.GetProperty("rating")} {birth.GetProperty("windowTo")}");
    }

    /// <summary>Every page of both councils, as axe-core, html-validate, a telephone of 320 px and a printer see it. No findings are allowed.</summary>
    [BrowserFact]
    public async Task Pages_are_valid_accessible_without_outside_requests_and_print_on_A4()
    {
        var folder = Directory.CreateTempSubdirectory("hub-reports-");
        try
        {
            var pages = ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Concat(ReturnDocuments.All(Returns.Rotherham, Returns.RotherhamSettings))
                .Where(document => document.ContentType.StartsWith("text/html", StringComparison.Ordinal)).ToList();
            Assert.Equal(9, pages.Count);
            foreach (var page in pages)
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, page.Name), page.Content.ToArray());

            var findings = await OutsideTools.RunAsync("node", [Path.Combine(OutsideTools.Scripts, "check-pages.mjs"), OutsideTools.Chromium, .. pages.Select(page => Path.Combine(folder.FullName, page.Name))]);

            Assert.True(findings.Length == 0, findings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IDocument Page(ReturnDocumentKind kind) => new HtmlParser().ParseDocument(Document(kind));

    private static string Document(ReturnDocumentKind kind) =>
        Encoding.UTF8.GetString(ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Single(document => document.Kind == kind).Content.Span).Replace('\u00A0', ' ');
}
