using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.UploadLinks;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>A partner's upload page, from choosing a file to the receipt. Works without scripts.</summary>
public static class UploadPages
{
    /// <summary>Name of the field for the file.</summary>
    public const string FileField = "file";

    /// <summary>Name of the hidden field that shows that the hub has made the form.</summary>
    public const string TokenField = "form";

    /// <summary>Name of the hidden field for the chosen file's key.</summary>
    public const string DraftField = "draft";

    /// <summary>Name of the field for what the file is.</summary>
    public const string AnswerField = "is";

    /// <summary>How many sessions are shown before sending.</summary>
    public const int ShownSessions = 100;

    /// <summary>The page to choose a file on.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="partner">Whose link.</param>
    /// <param name="worksUntil">When the link stops working, UTC.</param>
    /// <param name="token">The form's token.</param>
    /// <param name="problem">What was wrong with the file chosen before; null at first.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="refused">What was found in that file, when all of its rows have a problem; else null.</param>
    public static HtmlPage Choose(
        AuthoritySettings council, Partner partner, DateTimeOffset worksUntil, string token, string? problem = null, int status = 200,
        TimetablePreview? refused = null) =>
        HtmlPage.Render(council.Authority, "Send us your timetable", status, null, html =>
        {
            Form.AddErrorSummary(html, problem, FileField);
            html.Add($"<p class=\"lead\">{partner.Name}</p>");
            html.Add($"<form method=\"post\" enctype=\"multipart/form-data\">");
            html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
            Form.AddField(html, FileField, "Your timetable file", "Excel (.xlsx), CSV, a calendar (.ics) or a web page, up to 20 MB. Choose it, or drag it onto the box.", problem, describedBy =>
                html.Add($"<input type=\"file\" id=\"{FileField}\" name=\"{FileField}\" accept=\".xlsx,.csv,.tsv,.txt,.ics,.htm,.html\" aria-describedby=\"{describedBy}\">"));
            html.Add($"<button type=\"submit\">Show me what you understand</button>");
            html.Add($"</form>");
            html.Add($"<p>Nothing is sent yet. Please leave out names and telephone numbers of families.</p>");
            html.Add($"<p>Is it your first time? <a href=\"{UploadLink.GuideFromLink}\">See what to send, with an example file and the list of places</a>.</p>");
            if (refused is not null)
                FindingLists.AddProblems(html, refused);
            html.Add($"<p class=\"small\">Your link works once, until {London.Describe(worksUntil)}.</p>");
        }, isWrong: problem is not null);

    /// <summary>The page that shows what was understood and what would go, and asks whether to send it.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="draft">The chosen file.</param>
    /// <param name="preview">What was understood; something of it.</param>
    /// <param name="question">How it can be sent.</param>
    /// <param name="form">What the form needs.</param>
    /// <param name="today">Europe/London.</param>
    /// <param name="problem">What is missing in the answer that was given; null at first.</param>
    public static HtmlPage Check(
        AuthoritySettings council, UploadDraft draft, TimetablePreview preview, SendQuestion question, SendForm form, LocalDate today, string? problem = null)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(form);
        return HtmlPage.Render(
            council.Authority, "Is this right?", problem is null ? 200 : 400, new BackLink(form.ChooseUrl, "Choose another file"),
            html => new CheckPage(council, draft, preview, question, today).Add(html, form, problem), isWrong: problem is not null);
    }

    /// <summary>The page after sending: what became of the file.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="sentAt">When it was sent, UTC.</param>
    /// <param name="receipt">The receipt; null as long as there is none.</param>
    /// <param name="outcome">The outcome in one line; null as long as there is none.</param>
    /// <param name="askUrl">Where to ask for another link.</param>
    public static HtmlPage Sent(AuthoritySettings council, DateTimeOffset sentAt, SentReceipt? receipt, string? outcome, string askUrl) =>
        HtmlPage.Render(council.Authority, outcome is null ? "Your timetable is on its way" : "Your timetable has arrived", 200, null, html =>
        {
            html.Add($"<p class=\"lead\">Sent on {London.Describe(sentAt)}.</p>");
            if (outcome is null)
            {
                html.Add($"<p>We are taking it in. That takes a moment; a large file some minutes.</p>");
                html.Add($"<p><a href=\"\">See whether it is done</a></p>");
            }
            else if (receipt is null)
            {
                html.Add($"<p>{outcome}</p>");
            }
            else
            {
                AddReceipt(html, receipt);
            }

            html.Add($"<h2>Another file?</h2>");
            html.Add($"<p>This link has been used. <a href=\"{askUrl}\">Ask for another link</a>.</p>");
        });

    // The receipt is a text like a letter: what happened, a blank line, who writes to whom, a blank line, and the rest. Its lists begin
    // with hyphens, its paragraphs are lines.
    private static void AddReceipt(HtmlBuilder html, SentReceipt receipt)
    {
        var parts = receipt.Text.Split("\n\n", 3);
        if (receipt.IsGood)
            html.Add($"<div class=\"panel\"><p>{parts[0]}</p></div>");
        else
            html.Add($"<div class=\"field\"><p class=\"notice\">{parts[0]}</p></div>");
        var inList = false;
        foreach (var line in parts[^1].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var isItem = line.StartsWith("- ", StringComparison.Ordinal);
            if (isItem && !inList)
                html.Add($"<ul>");
            if (!isItem && inList)
                html.Add($"</ul>");
            inList = isItem;
            if (isItem)
                html.Add($"<li>{line[2..]}</li>");
            else
                html.Add($"<p>{line}</p>");
        }

        if (inList)
            html.Add($"</ul>");
    }
}

/// <summary>The receipt of a file that was sent.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsGood">True when all is well.</param>
public sealed record SentReceipt(string Text, bool IsGood);
