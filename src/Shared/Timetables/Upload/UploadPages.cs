using System.Globalization;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Publishing.Words;
using HubAutomation.Shared.Timetables.Telling;

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

    /// <summary>Name of the field for the file that is replaced.</summary>
    public const string ReplacesField = "replaces";

    /// <summary>How many sessions are shown before sending.</summary>
    public const int ShownSessions = 100;

    private const int ShownFindings = 100;

    /// <summary>The page to choose a file on.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="partner">Whose link.</param>
    /// <param name="worksUntil">When the link stops working, UTC.</param>
    /// <param name="token">The form's token.</param>
    /// <param name="problem">What was wrong with the file chosen before; null at first.</param>
    /// <param name="status">HTTP status.</param>
    public static HtmlPage Choose(AuthoritySettings council, Partner partner, DateTimeOffset worksUntil, string token, string? problem = null, int status = 200) =>
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
            html.Add($"<p class=\"small\">Your link works once, until {London.Describe(worksUntil)}.</p>");
        }, isWrong: problem is not null);

    /// <summary>The page that shows what was understood, and asks whether to send it.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="partner">Whose link.</param>
    /// <param name="draft">The chosen file.</param>
    /// <param name="preview">What was understood; something of it.</param>
    /// <param name="standing">Files of the partner that families see.</param>
    /// <param name="chooseUrl">The page to choose another file on.</param>
    /// <param name="sendUrl">Where the form goes.</param>
    /// <param name="token">The form's token.</param>
    public static HtmlPage Check(
        AuthoritySettings council, Partner partner, UploadDraft draft, TimetablePreview preview, IReadOnlyList<StandingFile> standing,
        string chooseUrl, string sendUrl, string token) =>
        HtmlPage.Render(council.Authority, "Is this right?", 200, new BackLink(chooseUrl, "Choose another file"), html =>
        {
            var report = preview.Report;
            html.Add($"<p class=\"lead\">{Receipt.SafeName(draft.FileName)}: {Count(report.Accepted, "activity", "activities")} understood{(report.Rejected > 0 ? $", {Count(report.Rejected, "row needs", "rows need")} you" : "")}.</p>");
            html.Add($"<p>We read it as {report.Format ?? ""}. Nothing is sent yet.</p>");
            AddRejects(html, preview);
            AddWarnings(html, preview);
            AddSessions(html, council, preview);
            html.Add($"<h2>Send it</h2>");
            if (report.Rejected > 0)
                html.Add($"<p>You can send it as it is: the rows that need you are left out, and you can send them later. Or mend the file first and <a href=\"{chooseUrl}\">choose it again</a>.</p>");
            html.Add($"<form method=\"post\" action=\"{sendUrl}\">");
            html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
            html.Add($"<input type=\"hidden\" name=\"{DraftField}\" value=\"{draft.Key}\">");
            AddReplaces(html, draft, standing);
            html.Add($"<button type=\"submit\">Send this timetable</button>");
            html.Add($"</form>");
        });

    /// <summary>The page after sending: what became of the file.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="sentAt">When it was sent, UTC.</param>
    /// <param name="receipt">The receipt; null as long as there is none.</param>
    /// <param name="outcome">The outcome in one line; null as long as there is none.</param>
    /// <param name="askUrl">Where to ask for another link.</param>
    public static HtmlPage Sent(AuthoritySettings council, DateTimeOffset sentAt, string? receipt, string? outcome, string askUrl) =>
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

    private static void AddRejects(HtmlBuilder html, TimetablePreview preview)
    {
        var rejects = preview.Findings.Rejects;
        if (rejects.Count == 0)
            return;
        html.Add($"<h2>{Count(preview.Report.Rejected, "row needs", "rows need")} you</h2>");
        html.Add($"<table><caption class=\"hidden\">Rows that we do not understand</caption>");
        html.Add($"<thead><tr><th scope=\"col\" class=\"w-row\">Where</th><th scope=\"col\" class=\"w-says\">What it says</th><th scope=\"col\">What to do</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var reject in rejects.Take(ShownFindings))
        {
            html.Add($"<tr><th scope=\"row\">{Where(reject.Place)}, {reject.Column}</th>");
            html.Add($"<td data-label=\"What it says\"><p>{(reject.Value.Length == 0 ? "nothing" : reject.Value)}</p></td>");
            html.Add($"<td data-label=\"What to do\"><p>{reject.Sentence}</p></td></tr>");
        }

        html.Add($"</tbody></table>");
        if (rejects.Count > ShownFindings)
            html.Add($"<p>And more. The receipt brings them all as a file.</p>");
    }

    private static void AddWarnings(HtmlBuilder html, TimetablePreview preview)
    {
        var warnings = preview.Findings.Warnings;
        if (warnings.Count == 0)
            return;
        html.Add($"<h2>Worth a look</h2>");
        html.Add($"<ul>");
        foreach (var warning in warnings.Take(ShownFindings))
            html.Add($"<li>{Where(warning.Place)}: {warning.Sentence}</li>");
        html.Add($"</ul>");
        if (preview.Report.Warnings > ShownFindings)
            html.Add($"<p>And {preview.Report.Warnings - ShownFindings} more.</p>");
    }

    private static void AddSessions(HtmlBuilder html, AuthoritySettings council, TimetablePreview preview)
    {
        html.Add($"<h2>What families will see</h2>");
        html.Add($"<table><caption class=\"hidden\">Activities that we understand</caption>");
        html.Add($"<thead><tr><th scope=\"col\">Activity</th><th scope=\"col\">When</th><th scope=\"col\">Where</th><th scope=\"col\">For whom, and how</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var row in preview.Sessions)
        {
            var session = row.Session;
            var where = council.Places.FirstOrDefault(place => place.Id == session.PlaceId) is { } place ? SessionWords.Where(session, place) : session.PlaceId;
            string?[] how = [session.Ages?.Text, SessionWords.Booking(session.Booking), session.Cost?.Text];
            html.Add($"<tr><th scope=\"row\"><strong>{session.Title}</strong></th>");
            html.Add($"<td data-label=\"When\"><p>{SessionWords.Capital(SessionWords.When(session))}</p></td>");
            html.Add($"<td data-label=\"Where\"><p>{where}</p></td>");
            html.Add($"<td data-label=\"For whom, and how\"><p>{Joined(how)}</p></td></tr>");
        }

        html.Add($"</tbody></table>");
        if (preview.Report.Accepted > preview.Sessions.Count)
            html.Add($"<p>And {preview.Report.Accepted - preview.Sessions.Count} more.</p>");
    }

    private static void AddReplaces(HtmlBuilder html, UploadDraft draft, IReadOnlyList<StandingFile> standing)
    {
        if (standing.Any(file => file.FileName == draft.FileName))
        {
            html.Add($"<p>It takes the place of the file of the same name that you sent before.</p>");
            return;
        }

        if (standing.Count == 0)
            return;
        html.Add($"<fieldset><legend>Is it a new version of a file that you sent before?</legend>");
        AddChoice(html, "none", "", "No, families should see both", isChosen: true);
        foreach (var file in standing)
            AddChoice(html, file.Key, file.Key, $"Yes, it takes the place of “{Receipt.SafeName(file.FileName)}”", isChosen: false);
        html.Add($"</fieldset>");
    }

    private static void AddChoice(HtmlBuilder html, string id, string value, string label, bool isChosen)
    {
        html.Add($"<div class=\"choice\">");
        if (isChosen)
            html.Add($"<input type=\"radio\" id=\"replaces-{id}\" name=\"{ReplacesField}\" value=\"{value}\" checked>");
        else
            html.Add($"<input type=\"radio\" id=\"replaces-{id}\" name=\"{ReplacesField}\" value=\"{value}\">");
        html.Add($"<label for=\"replaces-{id}\">{label}</label></div>");
    }

    // The receipt is a text like a letter: what happened, a blank line, who writes to whom, a blank line, and the rest. Its lists begin
    // with hyphens, its paragraphs are lines.
    private static void AddReceipt(HtmlBuilder html, string receipt)
    {
        var parts = receipt.Split("\n\n", 3);
        html.Add($"<div class=\"panel\"><p>{parts[0]}</p></div>");
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

    private static string Where(RowPlace place) => place.Row == 0
        ? place.Part ?? "The whole file"
        : $"{(place.Part is { } part ? part + ", " : "")}row {place.Row.ToString(CultureInfo.InvariantCulture)}{(place.Column is { } column ? ", column " + column : "")}";

    private static string Count(int count, string one, string many) =>
        $"{count.ToString(CultureInfo.InvariantCulture)} {(count == 1 ? one : many)}";

    private static string Joined(IEnumerable<string?> parts) =>
        string.Join("; ", parts.Where(part => part is { Length: > 0 })) is { Length: > 0 } text ? text : "–";
}
