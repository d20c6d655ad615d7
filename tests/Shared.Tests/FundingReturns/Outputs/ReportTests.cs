using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.Tests.FundingReturns.Rules;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

public sealed class ReportTests
{
    [Fact]
    public void What_matters_stands_first()
    {
        var page = Page(ReturnDocumentKind.Report);

        Assert.Equal(["What changed most", "Off target", "Missing", "About this return", "Family hub transformation"], page.QuerySelectorAll("h2").Take(5).Select(heading => heading.TextContent));
        Assert.Equal("Frozen on 12 November 2026, 10:15 by Jo Park. Of 17 measures 2 are on target, 4 near it and 3 off it; 2 are within the margin of error; 1 is missing.", page.QuerySelector("p.lead")!.TextContent);
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
            ["57.2 %83 of 14595 % interval 49.1 % to 65.0 %, which includes the target", "52.9 %Within margin of errorBaseline 50.9 %, the year 2022-23", "55.9 %+1.3 percentage points", "Computed by the hub: 2026-10.csv, 1,204 rows"],
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
    public void A_month_that_was_not_returned_has_its_place_in_a_drawing_and_nothing_in_it()
    {
        var missing = Returns.Halton.Trends.ToDictionary(
            trend => trend.Key, trend => (IReadOnlyList<TrendPoint>)[.. trend.Value.Where(point => point.Month is not { Month: 6 or 7 or 8 })]);
        var drawing = Page(Returns.Halton with { Trends = missing }).GetElementById("chart-PA-02-title")!.Closest("figure")!;

        Assert.Contains("May 2026 22, Jun 2026 no return, Jul 2026 no return, Aug 2026 no return, Sep 2026 38", drawing.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);
        var places = drawing.QuerySelectorAll("rect").Select(bar => Number(bar, "x")).ToList();
        Assert.Equal(3, places.Count);
        Assert.Equal(4 * (places[2] - places[1]), places[1] - places[0]);
    }

    [Fact]
    public void A_line_is_not_drawn_through_a_month_that_was_not_returned()
    {
        var missing = new Dictionary<string, IReadOnlyList<TrendPoint>>(Returns.Halton.Trends) { ["IF-01"] = [.. Returns.Halton.Trends["IF-01"].Where(point => point.Month.Month is not 7)] };

        var drawing = Page(Returns.Halton with { Trends = missing }).GetElementById("chart-IF-01-title")!.Closest("figure")!;

        Assert.Equal([2, 3], drawing.QuerySelectorAll("polyline").Select(line => line.GetAttribute("points")!.Split(' ').Length));
    }

    [Fact]
    public void Of_what_grows_over_the_year_it_is_said_and_drawn_what_was_due_by_then()
    {
        var since = Returns.Halton.Settings.Find("PA-02")! with { Window = new Window(WindowKind.YearToDate), Target = GivenMaterial.Target(120) };
        var line = Returns.Halton.Lines.Single(line => line.Measure == "PA-02") with { Window = since.Window.For(Returns.October)!, Target = 120, Value = 43, Rating = Rating.Off };
        var page = Page(Returns.Halton with
        {
            Settings = Returns.Halton.Settings with { Measures = [.. Returns.Halton.Settings.Measures.Select(measure => measure.Code == since.Code ? since : measure)] },
            Lines = [.. Returns.Halton.Lines.Select(other => other.Measure == since.Code ? line : other)],
        });

        Assert.Contains("target 70 of 120 due by the end of October 2026", page.Body!.TextContent.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal("70 of 120 due by the end of October 2026", page.QuerySelectorAll("tr").Single(row => row.TextContent.Contains("PA-02", StringComparison.Ordinal)).QuerySelector("td[data-label=Target] p")!.TextContent);
        var drawing = page.GetElementById("chart-PA-02-title")!.Closest("figure")!;
        Assert.EndsWith("Oct 2026 43; target 70 of 120 due by the end of October 2026.", drawing.QuerySelector("figcaption")!.TextContent, StringComparison.Ordinal);

        // A step up for each month from May to October.
        var steps = drawing.QuerySelectorAll("line[stroke-dasharray]").Select(step => Number(step, "y1")).ToList();
        Assert.Equal(6, steps.Count);
        Assert.Equal(steps.OrderDescending(), steps);
    }

    [Fact]
    public void Facts_are_numbers_for_Power_BI()
    {
        using var json = JsonDocument.Parse(Document(ReturnDocumentKind.Facts));
        var birth = json.RootElement.EnumerateArray().Single(fact => fact.GetProperty("measure").GetString() == "IF-01");

        Assert.Equal(
            "2026-10 infant-feeding rate 57.2 83 145 withinMargin 2026-10",
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

    private static decimal Number(IElement element, string attribute) => decimal.Parse(element.GetAttribute(attribute)!, System.Globalization.CultureInfo.InvariantCulture);

    private static IDocument Page(CompiledReturn of) => new HtmlParser().ParseDocument(
        Encoding.UTF8.GetString(ReturnDocuments.All(of, Returns.HaltonSettings).Single(document => document.Kind == ReturnDocumentKind.Report).Content.Span).Replace('\u00A0', ' '));

    private static IDocument Page(ReturnDocumentKind kind) => new HtmlParser().ParseDocument(Document(kind));

    private static string Document(ReturnDocumentKind kind) =>
        Encoding.UTF8.GetString(ReturnDocuments.All(Returns.Halton, Returns.HaltonSettings).Single(document => document.Kind == kind).Content.Span).Replace('\u00A0', ' ');
}
