using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Pages;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Tests.FundingReturns.Outputs;
using HubAutomation.Shared.Tests.FundingReturns.Rules;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Pages;

/// <summary>The pages of leads and of who decides, in each state that they can be in.</summary>
public sealed class ReturnPagesTests
{
    private static readonly DateTimeOffset Monday = GivenMaterial.Monday;
    private static readonly Dictionary<string, string> NoFields = [];

    private static readonly ReturnRow Row = ReturnRow.For(new ReturnRef("halton", "2026-10", 1), "run", null, Monday.AddDays(-7)) with
    {
        LeadsUntil = Monday.AddDays(1),
        Rounds = 1,
        Lines = 17,
        Filled = 16,
        Errors = 1,
        Warnings = 2,
    };

    private static readonly Strand Feeding = new("infant-feeding", "Infant feeding", null, new ReturnPerson("lead-feeding", "Cora Finch", "feeding@example.org"), new Dictionary<FinancialYear, decimal>());

    private static readonly Measure[] Asked =
    [
        GivenMaterial.Volunteers with { Code = "IF-05", Unit = "volunteers", Definition = "Peer supporters who were active in the month: at least one visit, group or call." },
        GivenMaterial.Visits with { Code = "IF-06", Definition = "Babies visited at three to four months, of all who were due a visit in the month." },
        GivenMaterial.Measure(MeasureKind.Money, "Spent on training", "IF-07") with { Decimals = 2, Unit = "£", Definition = "Invoices of the month for courses, without VAT." },
        GivenMaterial.Measure(MeasureKind.Milestone, "Offer published in print", "IF-08") with { Definition = "The Start for Life offer lies in every hub." },
        GivenMaterial.Measure(MeasureKind.Text, "What parents told us", "IF-09") with { Definition = "In two or three sentences, without names." },
    ];

    [Fact]
    public void A_lead_sees_what_is_asked_what_it_means_and_last_month_s_figure()
    {
        var page = Page(FiguresPage.Fill(Part(StrandState.Nothing("infant-feeding")), NoFields, [], null, "link", "token"));

        Assert.StartsWith("Your figures for October 2026", page.Title, StringComparison.Ordinal);
        Assert.Contains("Please send them by 10 November 2026, 10:15.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            "Peer supporters who were active in the month: at least one visit, group or call. Last month: 8 volunteers.",
            page.QuerySelectorAll("fieldset").First(field => field.QuerySelector("legend")!.TextContent == "Volunteers").QuerySelector(".hint")!.TextContent);
        Assert.Equal(
            ["IF-05-value", "IF-05-text", "IF-06-numerator", "IF-06-denominator", "IF-06-value", "IF-06-text", "IF-07-value", "IF-07-text", "IF-08-value", "IF-08-value", "IF-08-text", "IF-09-text"],
            page.QuerySelectorAll("form[action=link] [name^=IF]").Select(field => field.GetAttribute("name")));
        Assert.Null(page.QuerySelector("[name=why]"));
    }

    [Fact]
    public void Mistakes_lead_to_their_fields_and_what_was_written_still_stands_there()
    {
        var page = Page(Wrong());

        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal(["IF-05-value", "IF-06-denominator", "IF-08-value", "IF-09-text"], page.QuerySelectorAll(".summary a").Select(link => link.GetAttribute("href")!.TrimStart('#')));
        Assert.Equal("Visits at three months: Fill in both numbers, or neither", page.QuerySelectorAll(".summary a")[1].TextContent);
        Assert.All(page.QuerySelectorAll(".summary a"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")!.TrimStart('#'))));
        Assert.Equal("nine", page.GetElementById("IF-05-value")!.GetAttribute("value"));
        Assert.Contains("IF-05-value-error", page.GetElementById("IF-05-value")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    [Fact]
    public void Enter_in_a_field_never_sends_nor_approves()
    {
        Assert.Equal("save", Page(FiguresPage.Fill(Part(StrandState.Nothing("infant-feeding")), NoFields, [], null, "link", "token")).QuerySelector("form button")!.GetAttribute("value"));
        Assert.Equal("keep", Page(Decide()).QuerySelector("form button")!.GetAttribute("value"));
    }

    [Fact]
    public void What_was_sent_back_says_why_and_a_change_is_to_be_explained()
    {
        var page = Page(FiguresPage.Fill(Part(SentBack), FiguresForm.Fields(Asked, SentBack.Figures), [], null, "link", "token"));

        Assert.Contains("The programme manager wrote: Ninety volunteers?", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[name=why]"));
    }

    [Fact]
    public void What_is_carried_forward_stays_as_it_was_where_it_is_left_empty()
    {
        Measure[] carried = [Asked[0] with { Source = MeasureSource.CarriedForward }];
        var part = Part(StrandState.Nothing("infant-feeding")) with { Strands = [(Feeding, carried, StrandState.Nothing("infant-feeding"))] };

        Assert.EndsWith(" Last month: 8 volunteers. Leave it empty, and it stays as it was.", Page(FiguresPage.Fill(part, NoFields, [], null, "link", "token")).QuerySelector(".measure .hint")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("as before", Page(FiguresPage.Closed(part with { Row = Frozen })).QuerySelector("dd")!.TextContent);
    }

    [Fact]
    public void Nothing_that_people_wrote_becomes_markup()
    {
        var part = Part(Said with { Sent = null, SentBack = new StrandMark("manager", Monday, "<b>Nine</b>?") });
        var page = Page(FiguresPage.Fill(part, new Dictionary<string, string> { ["IF-05-value"] = "\"><script>", ["IF-09-text"] = "</textarea><script>" }, [], null, "link", "token"));

        Assert.Empty(page.QuerySelectorAll("script, .key b"));
        Assert.Equal("</textarea><script>", page.GetElementById("IF-09-text")!.TextContent);
    }

    [Fact]
    public void A_manager_sees_errors_with_who_can_mend_them_and_a_field_for_each_warning()
    {
        var page = Page(Decide());

        Assert.StartsWith("16 of 17 figures, 1 error, 2 warnings.", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("There is an error in the return. It can be approved once it is mended.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Who can mend it: the data team.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Who can mend it: Ada Moss.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("textarea[name^=about-]").Length);
        Assert.Equal("Two groups were cancelled.", Assert.Single(page.QuerySelectorAll("textarea[name^=about-]"), field => field.TextContent.Length > 0).TextContent);
        Assert.Equal(["infant-feeding", "perinatal", "panel"], page.QuerySelectorAll("input[name=strand]").Select(strand => strand.GetAttribute("value")));
    }

    [Fact]
    public void A_lead_sees_what_the_other_wrote_and_has_a_box_for_a_note()
    {
        var page = Page(FiguresPage.Fill(TwoLeads, FiguresForm.Fields(Asked, Said.Figures), [], null, "link", "token"));

        Assert.Contains("Cora Finch is asked for these as well. Either of you can answer; each sees what the other has written, and what is written last counts.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith(" Written by Cora Finch on 9 November 2026, 10:10.", page.QuerySelector(".measure .hint")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sent on 9 November 2026, 10:15 by Cora Finch.", page.QuerySelector(".lead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("You wrote on 9 November 2026, 10:15: Do dads count?", page.Body.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("textarea[name=note]"));
    }

    [Fact]
    public void A_manager_sees_what_changed_by_whom_and_why_and_what_was_said_last_month()
    {
        var page = Page(DecisionPage.Decide(Again, null, "", null, "link", "token"));
        var text = page.Body!.TextContent;

        Assert.Contains("Cora Finch (Infant feeding) wrote on 9 November 2026, 10:15: Do dads count?", text, StringComparison.Ordinal);
        Assert.Contains("Dads supported: 6 dads → 4 dads, with the remark “Two groups were cancelled.”, by Dev Lark: “Counted twice.”", text, StringComparison.Ordinal);
        Assert.Contains("What has changed since version 1", text, StringComparison.Ordinal);
        Assert.Contains("Peer supporters who are active: missing → 9 volunteers", text, StringComparison.Ordinal);
        Assert.Contains("In the return for September 2026 Jo Park wrote: “The ledger is closed.”", text, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("input[type=checkbox][name^=still-]"));
        Assert.All(page.QuerySelectorAll("a[href*='rows.html']"), link => Assert.StartsWith("link/rows.html#file-", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(2, page.QuerySelectorAll("a[href*='rows.html']").Length);
    }

    [Fact]
    public void Rows_behind_the_managers_link_show_the_wrong_value_and_no_other()
    {
        var page = Page(RowsPage.Of(Returns.HaltonSettings, Row, Rows, new Dictionary<string, RowAnswer> { ["b"] = new("May 2026", "manager", "The ledger is closed.") }, "link"));

        Assert.Equal(["attendance/2026-10.csv", "ledger/2026-27.csv"], page.QuerySelectorAll("h2").Select(heading => heading.TextContent));
        Assert.Contains("2 rows, £1,250.00 in all and what 1 row does not say in digits.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["31/02/2026", "Infants", "nothing"], page.QuerySelectorAll("td[data-label='What it says']").Select(cell => cell.TextContent));
        Assert.Contains("Answered in the return for May 2026: “The ledger is closed.”", page.QuerySelectorAll("tr")[^1].TextContent, StringComparison.Ordinal);
    }

    /// <summary>Every page as axe-core, html-validate, a telephone of 320 px and a printer see it. No findings are allowed.</summary>
    [BrowserFact]
    public async Task Pages_are_valid_accessible_and_never_scroll_sideways()
    {
        var folder = Directory.CreateTempSubdirectory("hub-return-pages-");
        try
        {
            var pages = All().ToDictionary(page => Path.Combine(folder.FullName, page.Name + ".html"), page => page.Page);
            foreach (var (file, page) in pages)
                await File.WriteAllBytesAsync(file, page.Content.ToArray());

            var findings = await OutsideTools.RunAsync("node", [Path.Combine(OutsideTools.Scripts, "check-pages.mjs"), OutsideTools.Chromium, .. pages.Keys]);

            Assert.True(findings.Length == 0, findings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Name, HtmlPage Page)> All()
    {
        yield return ("figures-empty", FiguresPage.Fill(Part(StrandState.Nothing("infant-feeding")), NoFields, [], null, "link", "token"));
        yield return ("figures-wrong", Wrong());
        yield return ("figures-sent", FiguresPage.Fill(Part(Said), FiguresForm.Fields(Asked, Said.Figures), [], "Your figures have been sent. Thank you.", "link", "token"));
        yield return ("figures-sent-back", FiguresPage.Fill(Part(SentBack), FiguresForm.Fields(Asked, SentBack.Figures), [], null, "link", "token"));
        yield return ("figures-approved", FiguresPage.Closed(Part(Said) with { Row = Frozen }));
        yield return ("figures-cancelled", FiguresPage.Closed(Part(Said) with { Row = Row with { Status = nameof(ReturnStatus.Cancelled) } }));
        yield return ("figures-two-leads", FiguresPage.Fill(TwoLeads, FiguresForm.Fields(Asked, Said.Figures), [], "The programme manager has your note. Figures that you have changed below are neither saved nor sent yet.", "link", "token"));
        yield return ("figures-approved-meanwhile", FiguresPage.Closed(Part(Said) with { Row = Frozen }, new Written("Volunteers", "11"), new Written("Your note to the programme manager", "Two came back.\nAsk Jo.")));
        yield return ("figures-not-yours", WrittenWords.Page(Returns.HaltonSettings.Authority, 404, "This is no longer yours", "Somebody else has taken over this part of the return.", [new Written("Volunteers", "11")]));
        yield return ("decide", Decide());
        yield return ("decide-again", DecisionPage.Decide(
            Again, null, "", "The figures were computed again since you opened the page.", "link", "token", new Dictionary<string, string> { ["strand"] = "perinatal", ["comment"] = "Which dads?" },
            new Written("Breastfeeding at birth has no figure", "The extract was late.") { Finding = "gone" }));
        yield return ("decided-meanwhile", DecisionPage.Standing(Returns.HaltonSettings, Row with { Status = nameof(ReturnStatus.AwaitingApproval), Decision = nameof(ReturnDecision.SendBack), DecidedBy = "deputy" }, "link", "manager", [new Written("Dads supported fell", "Two groups were cancelled.")], isKept: true));
        yield return ("rows", RowsPage.Of(Returns.HaltonSettings, Row, Rows, new Dictionary<string, RowAnswer> { ["b"] = new("May 2026", "manager", "The ledger is closed.") }, "link"));
        yield return ("rows-none", RowsPage.Of(Returns.HaltonSettings, Row, Array.Empty<RejectedRow>().ToLookup(row => row.File), new Dictionary<string, RowAnswer>(), "link"));
        yield return ("decide-wrong", DecisionPage.Decide(Matter(), "2 warnings have no comment. Say for each why the return is right all the same.", DecisionPage.FieldOf(Matter().Draft.Findings[0]), null, "link", "token"));
        yield return ("decide-clean", DecisionPage.Decide(Matter() with { Row = Row with { Filled = 17, Errors = 0, Warnings = 0 }, Draft = Matter().Draft with { Findings = [] } }, null, "", "What you wrote is saved.", "link", "token"));
        yield return ("decided-approved", DecisionPage.Standing(Returns.HaltonSettings, Frozen, "link", "manager", []));
        foreach (var decision in new[] { nameof(ReturnDecision.Approve), nameof(ReturnDecision.SendBack), nameof(ReturnDecision.ComputeAgain) })
            yield return ($"decided-{decision}", DecisionPage.Standing(Returns.HaltonSettings, Row with { Status = nameof(ReturnStatus.AwaitingApproval), Decision = decision }, "link", "manager", []));
        yield return ("decided-cancelled", DecisionPage.Standing(Returns.HaltonSettings, Row with { Status = nameof(ReturnStatus.Cancelled) }, "link", "manager", []));
    }

    private static ILookup<string, RejectedRow> Rows => new RejectedRow[]
    {
        new("ledger/2026-27.csv", 812, "Strand", "Infants", "unknown-strand", "There is no such strand. The strands are parenting, infant-feeding.") { Identity = "a", Of = "£", Amount = 1_250 },
        new("ledger/2026-27.csv", 813, "Amount", "", "empty", "There must be a number.") { Identity = "b", Of = "£" },
        new("attendance/2026-10.csv", 4, "Date", "31/02/2026", "not-a-date", "This is no date. Write it like 31/10/2026.") { Identity = "c", Person = 1 },
    }.ToLookup(row => row.File);

    private static LeadsPart TwoLeads
    {
        get
        {
            var strand = Feeding with { OtherLeads = [new ReturnPerson("coordinator", "Gil Ash", "gil@example.org")] };
            var state = Said with { Notes = [new StrandMark("coordinator", Monday, "Do dads count?"), new StrandMark("lead-feeding", Monday.AddHours(1), "They do.")] };
            return Part(state) with { Strands = [(strand, Asked, state)], Person = "coordinator" };
        }
    }

    private static DecisionMatter Again
    {
        get
        {
            var matter = Matter();
            var left = matter.Draft.Findings.Single(finding => finding.Rule == "rows-left-out") with { Content = "rows" };
            var dads = matter.Draft.Lines.Single(line => line.Measure == "PM-02");
            var supporters = matter.Draft.Lines.Single(line => line.Measure == "IF-04");
            var correction = new Correction(
                new Submission("perinatal", "PM-02", 6, null, null, null, "perinatal-lead", Monday, "page", null), new Submission("perinatal", "PM-02", 4, null, null, "Two groups were cancelled.", "perinatal-lead", Monday.AddHours(2), "page", "Counted twice."));
            return matter with
            {
                Draft = matter.Draft with
                {
                    Findings = [.. matter.Draft.Findings.Select(finding => finding.Rule == "rows-left-out" ? left : finding), left with { Severity = Severity.Note, Rule = "rows-left-out-before" }],
                    LastDraft = new Superseded(1, [dads with { Value = 6, Text = null }]),
                    LastVersion = new Superseded(1, [dads with { Value = 6, Text = null }, supporters with { Value = null }]),
                    Corrections = [correction],
                },
                SaidBefore = new Dictionary<string, SaidBefore> { [left.Topic] = new("the return for September 2026", "Jo Park", "The ledger is closed.") },
                Notes = [new LeadsNote("Infant feeding", "Cora Finch", Monday, "Do dads count?")],
            };
        }
    }

    [Fact]
    public void The_public_edition_can_be_looked_at_before_approving_and_after() => Assert.All(
        [Decide(), DecisionPage.Standing(Returns.HaltonSettings, Frozen, "link", "manager", [])],
        page => Assert.Equal(
            ["link/published.html", "link/published-widnes.html", "link/published-runcorn.html"],
            Page(page).QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Where(link => link.Contains("published", StringComparison.Ordinal))));

    private static ReturnRow Frozen => Row with
    {
        Status = nameof(ReturnStatus.Frozen),
        Decision = nameof(ReturnDecision.Approve),
        FrozenBy = "manager",
        FrozenAt = Monday.AddDays(3),
        Fingerprint = "5f1d7a84e9c2b36d0f4b7e9a1c8d2e6f5a3b9c7d1e8f2a4b6c0d9e7f3a5b1c8d",
        ChainNumber = 7,
    };

    private static StrandState Said => StrandState.Nothing("infant-feeding") with
    {
        Figures = new Dictionary<string, Submission>
        {
            ["IF-05"] = Submission("IF-05") with { Value = 9, Text = "One is on leave." },
            ["IF-06"] = Submission("IF-06") with { Value = 85, Numerator = 17, Denominator = 20 },
            ["IF-07"] = Submission("IF-07") with { Value = 1_240.50m },
            ["IF-08"] = Submission("IF-08") with { Value = 1 },
            ["IF-09"] = Submission("IF-09") with { Text = "Parents asked for a Saturday group." },
        },
        Sent = new StrandMark("lead-feeding", Monday, null),
    };

    private static StrandState SentBack => Said with { SentBack = new StrandMark("manager", Monday.AddHours(3), "Ninety volunteers? There were nine in September.") };

    private static LeadsPart Part(StrandState state) => new(
        Returns.HaltonSettings, Row, [(Feeding, Asked, state)], new Dictionary<string, decimal?> { ["IF-05"] = 8, ["IF-06"] = 83.3m, ["IF-08"] = 0, ["IF-07"] = 990 });

    private static HtmlPage Wrong() => FiguresPage.Fill(
        Part(StrandState.Nothing("infant-feeding")), new Dictionary<string, string> { ["IF-05-value"] = "nine", ["IF-06-numerator"] = "17", ["IF-09-text"] = "A long story" },
        [
            new("IF-05-value", "“nine” is no number. Write it in digits, like 1234 or 12.5, or leave it empty"), new("IF-06-denominator", "Fill in both numbers, or neither"),
            new("IF-08-value", "Choose yes or no"), new("IF-09-text", "Use at most 4000 characters"),
        ],
        null, "link", "token");

    private static HtmlPage Decide() => DecisionPage.Decide(Matter(), null, "", null, "link", "token");

    private static DecisionMatter Matter()
    {
        var error = new Finding(Severity.Error, "numerator-exceeds", "TR-02", null, "Average time on Family Hub Online: the numerator, 29,700, is more than the denominator, 13,500.", "transformation-lead");
        var draft = Returns.Halton.Draft();
        draft = draft with { Findings = [.. draft.Findings, error], Comments = new Dictionary<string, FindingComment>() };
        var jump = draft.Findings.Single(finding => finding.Rule == "jump");
        return new DecisionMatter(
            Returns.HaltonSettings, Row with { Status = nameof(ReturnStatus.AwaitingApproval) }, draft,
            new Dictionary<string, FindingComment> { [jump.Key] = new("manager", Monday, "Two groups were cancelled.") });
    }

    private static Submission Submission(string measure) => new("infant-feeding", measure, null, null, null, null, "lead-feeding", Monday.AddMinutes(-5), "page", null);

    private static IDocument Page(HtmlPage page) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(page.Content.Span).Replace('\u00A0', ' '));
}
