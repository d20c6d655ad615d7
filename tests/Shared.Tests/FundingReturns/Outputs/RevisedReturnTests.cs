using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs;
using HubAutomation.Shared.FundingReturns.Outputs.Mail;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs;

/// <summary>What people wrote stands in the documents of a further version: to those who answer for it all of it, to the public why it was revised.</summary>
public sealed class RevisedReturnTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 10, 15, 0, TimeSpan.Zero);

    /// <summary>Version 2 of October: parents were 38 and dads 6 before, and the extract of breastfeeding was another.</summary>
    private static readonly CompiledReturn Revised = Returns.Halton with
    {
        Reason = "Five parents were counted twice. Questions to Jo Park on 0151 496 0123 or jo.park@halton.example.gov.uk.",
        LastVersion = new Superseded(1, [Old("PA-02", 38), Old("PM-02", 6), Old("IF-01", 56.0m)]),
        Corrections =
        [
            new Correction(Said("PM-02", 6, null), Said("PM-02", 4, "Two dads came twice.")),
        ],
    };

    [Theory]
    [InlineData("Five parents were counted twice.", "Five parents were counted twice.")]
    [InlineData("Five parents were counted twice. Call Jo Park on 0151 496 0123.", "Five parents were counted twice.")]
    [InlineData("jo.park@halton.example.gov.uk", "The figures were corrected.")]
    [InlineData(null, "The figures were corrected.")]
    public void The_public_reads_that_it_is_revised_and_why_without_addresses_and_numbers(string? reason, string published) =>
        Assert.Equal(published, Returns.Published(Revised with { Reason = reason }).Revised);

    [Fact]
    public void Of_what_is_withheld_the_public_is_not_told_that_it_changed()
    {
        var published = Returns.Published(Revised);

        // 4 dads are withheld, and so is it that they were 6.
        Assert.Equal(["Parents who completed a programme", "Breastfeeding at birth"], published.RevisedMeasures);
        Assert.Null(Returns.Published(Revised with { Version = 1, LastVersion = null }).Revised);
    }

    /// <summary>43 and 44 are both shown as 45: to say that it changed would tell of it.</summary>
    [Fact]
    public void Nor_of_what_changed_within_what_it_is_rounded_to()
    {
        string[] Named(decimal before) => [.. Returns.Published(Revised with { LastVersion = new Superseded(1, [Old("PA-02", before)]) }).RevisedMeasures];

        Assert.Empty(Named(44));
        Assert.Equal(["Parents who completed a programme"], Named(42));
    }

    [Theory]
    [InlineData(ReturnDocumentKind.PublishedReport)]
    [InlineData(ReturnDocumentKind.LocalityPack)]
    public void Published_pages_say_so(ReturnDocumentKind kind)
    {
        var page = Page(Revised, kind);
        var about = page.QuerySelectorAll("dt").ToDictionary(label => label.TextContent, label => label.NextElementSibling!.TextContent);

        Assert.Equal("Five parents were counted twice.", about["Revised"]);
        Assert.Equal("Parents who completed a programme, Breastfeeding at birth", about["What changed"]);
        Assert.DoesNotContain("0123", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("came twice", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_old_and_new_by_which_role_and_why()
    {
        var text = Page(Revised, ReturnDocumentKind.Report).Body!.TextContent;

        Assert.Contains("Changed since version 1", text, StringComparison.Ordinal);
        Assert.Contains("Parents who completed a programme: 38 parents → 43 parents, computed again", text, StringComparison.Ordinal);
        Assert.Contains("Dads supported: 6 dads → 4 dads, with the remark “Two groups were cancelled.”, by Dev Lark: “Two dads came twice.”", text, StringComparison.Ordinal);
        Assert.Contains("Breastfeeding at birth: 56.0 % → 57.2 % (83 of 145), computed again", text, StringComparison.Ordinal);
        Assert.Contains("Corrected by leads after they had sent it", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mail_with_the_finished_version_says_it_too()
    {
        var findings = ReturnMailContent.Of(Revised)["findings"].Replace("\\", "", StringComparison.Ordinal).Replace('\u00A0', ' ');

        Assert.Contains("- Changed since version 1: Parents who completed a programme: 38 parents → 43 parents, computed again", findings, StringComparison.Ordinal);
        Assert.Contains("- Corrected\\: Dads supported", ReturnMailContent.Of(Revised with { LastVersion = null })["findings"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_pack_s_first_sheet_has_the_meeting_s_own_figures()
    {
        var sections = Page(Returns.Halton, ReturnDocumentKind.LocalityPack).QuerySelectorAll("section");

        Assert.Equal(["Delivered in Widnes", "Reach in Widnes, by ward"], sections.Take(2).Select(section => section.QuerySelector("h2")!.TextContent));
        Assert.All(sections.Take(3), section => Assert.DoesNotContain("sheet", section.ClassList));
        Assert.Contains("sheet", sections[3].ClassList);
        Assert.Equal(["Kingsway", "Warrington Road", "Ditton"], sections[0].QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Wards_that_belong_to_no_locality_are_said_to_be_not_stated()
    {
        var nowhere = Returns.Halton with { Breakdowns = [.. Returns.Halton.Breakdowns.Select(table => table with { Rows = [.. table.Rows.Select(row => row with { Area = table.RowHeading == "Ward" ? null : row.Area })] })] };

        Assert.Contains("Reach is not shown by ward here: which wards belong to Widnes is not stated.", Page(nowhere, ReturnDocumentKind.LocalityPack).Body!.TextContent, StringComparison.Ordinal);
    }

    /// <summary>The pack as it comes out of a printer. HUB_SCREENSHOTS saves it.</summary>
    [BrowserFact]
    public async Task The_first_printed_page_is_full()
    {
        var folder = Directory.CreateTempSubdirectory("hub-pack-");
        try
        {
            var (html, pdf) = (Path.Combine(folder.FullName, "pack.html"), Path.Combine(folder.FullName, "pack.pdf"));
            await File.WriteAllBytesAsync(html, Document(Returns.Halton, ReturnDocumentKind.LocalityPack).ToArray());
            await OutsideTools.RunAsync(OutsideTools.Chromium, ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer", $"--print-to-pdf={pdf}", new Uri(html).AbsoluteUri]);
            if (Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") is { Length: > 0 } shots)
                File.Copy(pdf, Path.Combine(shots, "pack.pdf"), overwrite: true);
            var first = await OutsideTools.RunAsync("pdftotext", ["-f", "1", "-l", "1", "-layout", pdf, "-"]);

            Assert.Contains("Kingsway", first, StringComparison.Ordinal);
            Assert.Contains("Appleton", first, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ReturnLine Old(string measure, decimal value) =>
        Returns.Halton.Lines.Single(line => line.Measure == measure) is var line ? line with { Value = value, Numerator = null, Denominator = null, Text = null } : null!;

    private static Submission Said(string measure, decimal value, string? why) => new("perinatal", measure, value, null, null, null, "perinatal-lead", Monday, "page", why);

    private static ReadOnlyMemory<byte> Document(CompiledReturn of, ReturnDocumentKind kind) => ReturnDocuments.All(of, Returns.HaltonSettings).First(document => document.Kind == kind).Content;

    private static IDocument Page(CompiledReturn of, ReturnDocumentKind kind) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Document(of, kind).Span).Replace('\u00A0', ' '));
}
