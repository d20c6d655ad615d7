using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Tests.Platform.Mail;

public sealed partial class MailLayoutTests
{
    private static readonly Authority Sampleton = new(
        "sampleton", "Sampleton Council", "Sampleton Family Hubs", "Sample data – not published by the council", [], Mail: new MailIdentity("hub@example.org", null));

    /// <summary>Text made of nothing but beginnings is too deep, or laid out; never the end of the process.</summary>
    [Theory]
    [InlineData("> ", true)]
    [InlineData(">", true)]
    [InlineData("- ", true)]
    [InlineData("> - 1. ", true)]
    [InlineData("[", true)]
    [InlineData("` ", false)]
    [InlineData("<b>", false)]
    [InlineData("# ", false)]
    public void A_text_is_too_deep_or_is_laid_out(string beginning, bool isTooDeep)
    {
        var filled = new FilledTemplate("Spring", "", string.Concat(Enumerable.Repeat(beginning, 400)) + "deep");

        Assert.Equal(isTooDeep, MailMarkdown.IsTooDeep(filled));
        if (!isTooDeep)
            Assert.Contains("deep", MailLayout.Render(Sampleton, filled).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("***")]
    [InlineData("---\n\n***")]
    [InlineData("[a]: https://example.org")]
    [InlineData("[](https://example.org)")]
    [InlineData("> -")]
    [InlineData("&nbsp;&#8203;")]
    [InlineData("#")]
    [InlineData("```\n\n```")]
    [InlineData("- \u200b")]
    public void What_nobody_could_see_is_known_before_it_is_sent(string markdown) => Assert.False(MailMarkdown.ShowsSomething(markdown));

    [Theory]
    [InlineData("Hello")]
    [InlineData("> - **Hi**")]
    [InlineData("[here](https://example.org)")]
    [InlineData("<https://example.org>")]
    [InlineData("`x`")]
    [InlineData("```\nx\n```")]
    [InlineData("&pound;")]
    [InlineData("👶")]
    [InlineData("***\n\nHello")]
    public void What_somebody_can_see_shows_something(string markdown) => Assert.True(MailMarkdown.ShowsSomething(markdown));

    [Fact]
    public void What_people_write_is_not_too_deep() =>
        Assert.False(MailMarkdown.IsTooDeep(new FilledTemplate("Spring", "", "> > > - one\n> > >   - two\n> > >     1. **three *four [five](https://example.org)***\n")));

    [Fact]
    public void The_text_part_says_what_the_HTML_part_says()
    {
        var mail = Render("""
            # Two rows need you

            Dear Libraries,
            we have read **your file**.

            ## Rows

            - row 3: *Tuseday*
            - row 4: see [our guide](https://hub.example/guide)

            1. Mend them.
            2. Send it again.

            > A word of the team.

            **[Upload a timetable](https://hub.example/upload)**
            """);

        Assert.Equal(
            """
            Sampleton Family Hubs
            Sample data – not published by the council

            Two rows need you
            =================

            Dear Libraries,
            we have read your file.

            Rows
            ----

            - row 3: Tuseday
            - row 4: see our guide: https://hub.example/guide

            1. Mend them.
            2. Send it again.

            > A word of the team.

            Upload a timetable: https://hub.example/upload

            --·
            Sampleton Family Hubs is a service of Sampleton Council.

            """.Replace('·', ' ').ReplaceLineEndings("\n"),
            mail.Text);
        foreach (var words in (string[])["Two rows need you", "<strong>your file</strong>", "<em>Tuseday</em>", "<li style", "href=\"https://hub.example/guide\"", "Send it again."])
            Assert.Contains(words, mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void HTML_is_what_mail_programs_and_screen_readers_need()
    {
        var html = Render("Text", preview: "What it is about").Html;

        Assert.Contains("<html lang=\"en-GB\">", html, StringComparison.Ordinal);
        Assert.Contains("<title>Subject</title>", html, StringComparison.Ordinal);
        Assert.Contains("display:none", html, StringComparison.Ordinal);
        Assert.Contains(">What it is about</div>", html, StringComparison.Ordinal);
        Assert.All(Tables().Matches(html), table => Assert.Contains("role=\"presentation\"", table.Value, StringComparison.Ordinal));
        Assert.Contains("max-width:580px", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.All(FontSizes().Matches(html), size => Assert.True(size.Groups[1].Value is "1" || int.Parse(size.Groups[1].Value, null) >= 16, size.Value));
    }

    /// <summary>Source: caniemail, feature support of Outlook on Windows; max-width has a table of fixed width beside it there.</summary>
    [Fact]
    public void Only_styles_that_Outlook_on_Windows_knows_are_used()
    {
        string[] known =
        [
            "background-color", "border", "border-left", "border-top", "color", "display", "font-family", "font-size", "font-weight", "line-height",
            "margin", "max-width", "mso-hide", "padding", "text-decoration",
        ];
        var html = Render("# Heading\n\n- item\n\n> quote\n\n---\n\n**[Button](https://hub.example)**\n\n```bars\nfirst | 57.2 % | 57.2\n```", unsubscribe: new Uri("https://hub.example/u")).Html;

        var used = Styles().Matches(html).SelectMany(m => m.Groups[1].Value.Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(s => s.Split(':')[0]).Distinct();

        Assert.Empty(used.Except(known));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;")]
    [InlineData("[click](javascript:alert(1))", "click")]
    [InlineData("![pixel](https://tracker.example/p.gif)", "pixel")]
    public void What_could_run_or_spy_is_shown_as_words(string markdown, string shown)
    {
        var html = Render(markdown).Html;

        Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("tracker.example", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partner_s_words_are_shown_as_they_were_written()
    {
        const string words = "1. *Baby* <b>massage</b> [x](y) # `a` _b_ \\ | ~ & &amp; Zoë’s £2";

        var mail = Render(MarkdownText.Escape(words));

        Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(words), mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_are_cells_in_the_HTML_part_and_blocks_in_the_text_part()
    {
        var mail = Render(BarChart.ToMarkdown([new Bar("Infant feeding", "57.2 %", 57.2m), new Bar("Trained | all", "100 %", 104), new Bar("```\n<b>None</b>", "0 %", 0)]));

        Assert.Contains(
            """
            Infant feeding   57.2 %  ██████░░░░
            Trained / all    100 %   ██████████
            ''' <b>None</b>  0 %     ░░░░░░░░░░
            """.ReplaceLineEndings("\n"),
            mail.Text, StringComparison.Ordinal);
        Assert.Contains("<td width=\"57%\" bgcolor=\"#1d3557\" style=\"font-size:1px;line-height:14px;\">&nbsp;</td><td width=\"43%\" bgcolor=\"#dbe1e8\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<tr><td width=\"100%\" bgcolor=\"#1d3557\" style=\"font-size:1px;line-height:14px;\">&nbsp;</td></tr>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;None&lt;/b&gt;: <strong>0 %</strong>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_is_no_chart_is_shown_as_words()
    {
        var mail = Render("```bars\nno bar at all\n```");

        Assert.Contains("no bar at all", mail.Text, StringComparison.Ordinal);
        Assert.Contains(">no bar at all</p>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_mail_that_can_be_unsubscribed_says_how()
    {
        var receipt = Render("Text");
        var digest = Render("Text", unsubscribe: new Uri("https://hub.example/u?t=1&p=2"));

        Assert.Empty(receipt.Headers);
        Assert.Equal(
            [new("List-Unsubscribe", "<https://hub.example/u?t=1&p=2>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")],
            digest.Headers.ToArray());
        Assert.EndsWith("\nYou can stop getting these mails at any time:\nhttps://hub.example/u?t=1&p=2\n", digest.Text, StringComparison.Ordinal);
        Assert.Contains("You can <a href=\"https://hub.example/u?t=1&amp;p=2\" style=\"color:#1d4f91;\">stop getting these mails</a> at any time.", digest.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("stop getting", receipt.Html + receipt.Text, StringComparison.Ordinal);
    }

    private static RenderedMail Render(string markdown, string preview = "", Uri? unsubscribe = null) =>
        MailLayout.Render(Sampleton, new FilledTemplate("Subject", preview, markdown), unsubscribe);

    [GeneratedRegex("<table[^>]*>")]
    private static partial Regex Tables();

    [GeneratedRegex("font-size:([0-9]+)px")]
    private static partial Regex FontSizes();

    [GeneratedRegex("style=\"([^\"]*)\"")]
    private static partial Regex Styles();
}
