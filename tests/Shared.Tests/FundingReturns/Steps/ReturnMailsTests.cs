using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Mail;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Tests.FundingReturns.Outputs;
using HubAutomation.Testing;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Steps;

/// <summary>The mails of a return, as those who get them read them.</summary>
public sealed class ReturnMailsTests
{
    private static readonly Dictionary<string, string> Said = new(ReturnMailContent.Of(Returns.Halton.Draft()))
    {
        ["recipientName"] = "Cora Finch",
        ["until"] = "10 November 2026, 17:00",
        ["link"] = "https://hub.example/api/halton/returns/figures/abc",
        ["strands"] = "Infant feeding and Parent-carer panel",
        ["title"] = "Please look again at your figures for October 2026, by 10 November 2026, 17:00",
        ["why"] = MarkdownText.Escape("The programme manager wrote about Infant feeding: “Ninety volunteers? There were nine in September.”"),
        ["state"] = "16 of 17 figures, 0 errors, 2 warnings",
    };

    [Fact]
    public void A_lead_is_asked_for_what_only_they_know() => Expect(
        ReturnMailKinds.Request, [],
        """
        Please look again at your figures for October 2026, by 10 November 2026, 17:00
        ========================================================================

        Dear Cora Finch,

        The monthly return needs a few figures that only you know. You are asked because you answer for Infant feeding and Parent-carer panel.

        The programme manager wrote about Infant feeding: “Ninety volunteers? There were nine in September.”

        Fill in your figures: https://hub.example/api/halton/returns/figures/abc

        They are due by 10 November 2026, 17:00. Something to ask or to say first? The page has a box for a note to the programme manager. You can save and come back, send them as a file instead, and correct them until the return is approved. Please do not pass the link on: whoever has it can send figures in your name.
        """);

    [Fact]
    public void A_lead_is_reminded() => Expect(
        ReturnMailKinds.Reminder, [],
        """
        Your figures for October 2026 are due
        =====================================

        Dear Cora Finch,

        Your figures for Infant feeding and Parent-carer panel have not been sent yet. They are due by 10 November 2026, 17:00. You are asked because you answer for Infant feeding and Parent-carer panel.

        Fill in your figures: https://hub.example/api/halton/returns/figures/abc

        If you have only some of them, send those: what is missing shows as missing in the return.
        """);

    [Fact]
    public void The_manager_is_told_who_is_late() => Expect(
        ReturnMailKinds.Late, new() { ["strands"] = "- Infant feeding \\(Cora Finch\\)\n- Parent\\-carer panel \\(Finn Reed\\)\n", ["recipientName"] = "Jo Park" },
        """
        Figures for October 2026 are late
        =================================

        Dear Jo Park,

        These strands have not been sent by their leads:

        - Infant feeding (Cora Finch)
        - Parent-carer panel (Finn Reed)

        The leads have been asked. The return waits for them until 10 November 2026, 17:00. After that it goes on with what is there: you get it with a warning for each late strand, and can send a strand back. You need not do anything now.
        """);

    [Fact]
    public void A_late_lead_is_told_that_it_goes_on_and_what_then() => Expect(
        ReturnMailKinds.WentOn, [],
        """
        The return for October 2026 goes on without your figures
        ========================================================

        Dear Cora Finch,

        Your figures for Infant feeding and Parent-carer panel were due by 10 November 2026, 17:00 and have not been sent. The return goes on without them. What you have saved is used; the rest shows as missing, with a warning that the programme manager answers.

        Fill in your figures: https://hub.example/api/halton/returns/figures/abc

        You can still send them until the return is approved. Then it is made anew, and the programme manager gets it once more. Once it is approved, tell the programme manager: the month can be returned once more, in another version.
        """);

    /// <summary>What is asked, by when, and why you.</summary>
    [Theory]
    [InlineData("return-request", "Please look again at your figures for October 2026, by 10 November 2026, 17:00", "You are asked because you answer for Infant feeding and Parent-carer panel.")]
    [InlineData("return-reminder", "Your figures for October 2026 are due by 10 November 2026, 17:00: Infant feeding and Parent-carer panel", "You are asked because you answer for Infant feeding and Parent-carer panel.")]
    [InlineData("return-went-on", "The return for October 2026 goes on without your figures for Infant feeding and Parent-carer panel: you can still send them", "They were due by 10 November 2026, 17:00. Send them before it is approved, and it is made anew.")]
    [InlineData("return-late", "Figures for October 2026 are late: the return waits for them until 10 November 2026, 17:00", "You need not do anything. Then it goes on without them.")]
    public void Subjects_say_what_is_asked_by_when_and_why(string mail, string subject, string preview)
    {
        var kind = EveryCapability.Hub.Mails.Defaults[mail].Kind;
        var filled = EveryCapability.Hub.Mails.Defaults[mail].Fill(kind.Variables.Keys.ToDictionary(name => name, name => Said[name]));

        Assert.Equal((subject, preview), (filled.Subject, filled.Preview));
    }

    [Fact]
    public void A_mailing_that_an_earlier_release_has_put_ready_is_still_sent()
    {
        var kind = ReturnMailKinds.Draft;
        var filled = EveryCapability.Hub.Mails.Defaults[kind.Name].Fill(kind.Variables.Keys.Where(name => name != "title").ToDictionary(name => name, name => Said[name]));

        Assert.Equal("The return for October 2026 awaits you", filled.Subject);
    }

    /// <summary>HUB_SCREENSHOTS saves how they look.</summary>
    [BrowserFact]
    public async Task They_are_accessible_and_fit_on_a_telephone()
    {
        var folder = Directory.CreateTempSubdirectory("hub-return-mails-");
        try
        {
            var final = new Dictionary<string, string>(ReturnMailContent.Of(Returns.Halton))
            {
                ["approvedBy"] = "Jo Park",
                ["approvedAt"] = "12 November 2026, 10:15",
                ["fingerprint"] = ReturnMails.InGroups(Returns.Halton.Freezing!.Fingerprint),
            };
            (MailTemplateKind Kind, Dictionary<string, string> More)[] mails =
            [
                (ReturnMailKinds.Request, []), (ReturnMailKinds.Reminder, []), (ReturnMailKinds.WentOn, []), (ReturnMailKinds.Late, new() { ["strands"] = "- Infant feeding \\(Cora Finch\\)\n" }),
                (ReturnMailKinds.Draft, []), (ReturnMailKinds.Final, final), (ReturnMailKinds.Published, Published),
            ];
            var files = mails.Select(mail => Save(Path.Combine(folder.FullName, mail.Kind.Name + ".html"), Mail(mail.Kind, mail.More))).ToArray();

            var findings = await OutsideTools.RunAsync("node", [Path.Combine(OutsideTools.Scripts, "check-mails.mjs"), OutsideTools.Chromium, .. files]);

            Assert.True(findings.Length == 0, findings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Published => new(ReturnMailContent.OfPublished(Returns.Halton, Returns.HaltonSettings.Places))
    {
        ["recipientName"] = "Board secretary",
        ["link"] = "https://hub.example.org/api/halton/returns/published/2026-10/report.html",
    };

    [Fact]
    public void Readers_get_the_published_edition_which_says_so_and_names_no_raw_figure()
    {
        Expect(ReturnMailKinds.Published, Published, """
            Figures for October 2026
            ========================

            Dear Board secretary,

            This takes the place of an earlier version (the October extract was corrected). What the funded strands achieved: 17 measures, of which 2 are on target, 3 near it and 2 off it; 2 are within the margin of error.

            To protect people, numbers of people from 1 to 7 are not shown, and larger ones are rounded to the nearest 5. Shares are those of the true numbers: in whole percent of 500 people or more, in bands of 5 or 10 percent of fewer, and not shown of fewer than 50. They cannot be worked out from the rounded numbers beside them. An asterisk (*) stands for a number that is not shown. What is attached may be passed on.

            Off target
            ----------

            - Parents who completed a programme: 45 parents, target 60
            - Peer supporters who are active: 10 volunteers, target 20

            The whole report: https://hub.example.org/api/halton/returns/published/2026-10/report.html
            """);
    }

    private static void Expect(MailTemplateKind kind, Dictionary<string, string> more, string text)
    {
        var lines = Mail(kind, more).Text.Split("\n\n", 2)[1].Split("\n-- \n")[0];

        Assert.Equal(text.ReplaceLineEndings("\n"), lines.Trim());
    }

    private static RenderedMail Mail(MailTemplateKind kind, Dictionary<string, string> more)
    {
        string Value(string name) => more.GetValueOrDefault(name) ?? Said.GetValueOrDefault(name) ?? throw new ArgumentException($"{kind.Name} wants {name}, of which the test knows nothing.");
        return MailLayout.Render(Returns.HaltonSettings.Authority, EveryCapability.Hub.Mails.Defaults[kind.Name].Fill(kind.Variables.ToDictionary(variable => variable.Key, variable => Value(variable.Key))), null);
    }

    private static string Save(string file, RenderedMail mail)
    {
        File.WriteAllText(file, mail.Html);
        return file;
    }
}
