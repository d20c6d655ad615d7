using HubAutomation.Shared.FundingReturns.Compiling;
using HubAutomation.Shared.FundingReturns.Keeping;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Asking;

/// <summary>What somebody who decides about a return has before them.</summary>
/// <param name="Council">Whose page.</param>
/// <param name="Row">The return.</param>
/// <param name="Draft">It as it was compiled.</param>
/// <param name="Comments">What was said about its findings.</param>
public sealed record DecisionMatter(AuthoritySettings Council, ReturnRow Row, MonthlyReturn Draft, IReadOnlyDictionary<string, FindingComment> Comments);

/// <summary>The page on which the programme manager approves a return or sends a strand back. Works without scripts.</summary>
public static class DecisionPage
{
    /// <summary>Name of the hidden field that shows that the hub has made the form.</summary>
    public const string TokenField = "form";

    /// <summary>Name of the field for the round that is decided about.</summary>
    public const string RoundField = "round";

    /// <summary>Name of the buttons.</summary>
    public const string DoField = "do";

    /// <summary>Approves.</summary>
    public const string Approve = "approve";

    /// <summary>Keeps the comments only.</summary>
    public const string Keep = "keep";

    /// <summary>Sends a strand back.</summary>
    public const string SendBack = "send-back";

    /// <summary>Has everything computed again.</summary>
    public const string ComputeAgain = "compute-again";

    /// <summary>Name of the field for the strand that is sent back.</summary>
    public const string StrandField = "strand";

    /// <summary>Name of the field for what is said with it.</summary>
    public const string CommentField = "comment";

    /// <summary>Name, behind a decider's link, of the report as it will be published.</summary>
    public const string Published = "published.html";

    /// <summary>Name, behind a decider's link, of a locality's pack as it will be published.</summary>
    public static string PackOf(Area area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return $"published-{area.Id}.html";
    }

    /// <summary>Name of the field for a finding's comment.</summary>
    public static string FieldOf(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return $"about-{finding.Key}";
    }

    /// <summary>The page to decide on.</summary>
    /// <param name="matter">What is decided.</param>
    /// <param name="problem">Why it could not be done; null for nothing.</param>
    /// <param name="field">The field that the problem is about.</param>
    /// <param name="message">What was just done; null for nothing.</param>
    /// <param name="link">The last part of the page's own address.</param>
    /// <param name="token">The form's token.</param>
    public static HtmlPage Decide(DecisionMatter matter, string? problem, string field, string? message, string link, string token)
    {
        ArgumentNullException.ThrowIfNull(matter);
        return HtmlPage.Render(matter.Council.Authority, $"Return for {matter.Row.Name().Words}", problem is null ? 200 : 400, null, html =>
        {
            Form.AddErrorSummary(html, problem, field);
            if (message is not null)
                html.Add($"<div class=\"panel\"><p>{message}</p></div>");
            html.Add($"<p class=\"lead\">{ReturnMails.State(matter.Row)}. Nothing is published before you approve.</p>");
            if (matter.Row.Reason is { } reason)
                html.Add($"<p>Why the month is returned once more: {reason}</p>");
            html.Add($"<p><a href=\"{link}/report.html\">The whole return as a page</a>, <a href=\"{link}/return.xlsx\">as a workbook</a></p>");
            AddPublished(html, matter.Council.Authority, link);
            html.Add($"<p>On this page: <a href=\"#found\">what was found</a>, <a href=\"#{Approve}\">approve</a>, <a href=\"#{SendBack}\">send a strand back</a></p>");
            AddFigures(html, matter.Draft);
            html.Add($"<form method=\"post\" action=\"{link}\">");
            html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
            html.Add($"<input type=\"hidden\" name=\"{RoundField}\" value=\"{matter.Row.Rounds}\">");
            Form.AddButtonOfEnter(html, DoField, Keep);
            AddFindings(html, matter);
            AddApprove(html, matter);
            AddSendBack(html, matter);
            html.Add($"<h2>Compute again</h2>");
            html.Add($"<p>When a source’s file was mended: everything is computed anew, and you get the return once more.</p>");
            html.Add($"<button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{ComputeAgain}\">Compute again</button>");
            html.Add($"</form>");
        }, isWrong: problem is not null);
    }

    /// <summary>The page once it is decided, or before there is anything to decide.</summary>
    public static HtmlPage Standing(AuthoritySettings council, ReturnRow row, string link)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(row);
        var (title, sentence) = row.StatusNow() switch
        {
            ReturnStatus.Frozen => ("is approved", $"Approved on {London.Describe(row.FrozenAt!.Value)}. The return is mailed to everybody who is to have it. Its fingerprint is {row.Fingerprint}."),
            ReturnStatus.Cancelled => ("is cancelled", "Nothing is needed from you."),
            _ when row.Decision == nameof(ReturnDecision.Approve) => ("is being approved", "You have approved it. Freezing and publishing takes a moment."),
            _ when row.Decision == nameof(ReturnDecision.SendBack) => ("was sent back", "The strand’s lead is asked by mail. You get the return once more when they have sent it."),
            _ => ("is being made", "You get a mail when there is something to decide."),
        };
        return HtmlPage.Render(council.Authority, $"The return for {row.Name().Words} {title}", 200, null, html =>
        {
            html.Add($"<p>{sentence}</p>");
            if (row.StatusNow() is ReturnStatus.Frozen)
            {
                html.Add($"<p><a href=\"{link}/report.html\">The whole return as a page</a>, <a href=\"{link}/return.xlsx\">as a workbook</a></p>");
                AddPublished(html, council.Authority, link);
            }
            else
            {
                html.Add($"<p><a href=\"\">Look again</a></p>");
            }
        });
    }

    private static void AddPublished(HtmlBuilder html, Authority authority, string link)
    {
        html.Add($"<p>What the public sees once it is approved: <a href=\"{link}/{Published}\">the published report</a>");
        foreach (var area in authority.Areas)
            html.Add($", <a href=\"{link}/{PackOf(area)}\">the pack for {area.Name}</a>");
        html.Add($"</p>");
    }

    private static void AddFigures(HtmlBuilder html, MonthlyReturn draft)
    {
        var figures = ReturnFigure.Of(draft);
        AddList(html, "What changed most", LargestChanges.Of(figures).Select(FigureSentences.Change));
        AddList(html, "Off target", figures.Where(figure => figure.Line.Rating is Rating.Off).Select(FigureSentences.OffTarget));
        AddList(html, "Missing", figures.Where(figure => figure.IsMissing).Select(FigureSentences.Missing));
        html.Add($"<h2>All figures</h2>");
        foreach (var strand in draft.Settings.Strands)
        {
            html.Add($"<h3>{strand.Name}</h3>");
            html.Add($"<table><caption class=\"hidden\">{strand.Name}</caption>");
            html.Add($"<thead><tr><th scope=\"col\" class=\"w-what\">Measure</th><th scope=\"col\">Figure</th><th scope=\"col\">Target</th><th scope=\"col\">Last month</th></tr></thead>");
            html.Add($"<tbody>");
            foreach (var figure in figures.Where(figure => figure.Measure.Strand == strand.Id))
            {
                html.Add($"<tr><th scope=\"row\">{figure.Measure.Title}</th>");
                html.Add($"<td data-label=\"Figure\"><p>{figure.Shown}</p></td>");
                html.Add($"<td data-label=\"Target\"><p>{(figure.Line.Target is null ? "none" : FigureWords.Value(figure.Measure, figure.Line.Target))}</p></td>");
                html.Add($"<td data-label=\"Last month\"><p>{FigureWords.Value(figure.Measure, figure.Line.Before)}</p></td></tr>");
            }

            html.Add($"</tbody></table>");
        }
    }

    private static void AddList(HtmlBuilder html, string title, IEnumerable<string> sentences)
    {
        html.Add($"<h2>{title}</h2>");
        var items = sentences.ToList();
        if (items.Count == 0)
        {
            html.Add($"<p>Nothing.</p>");
            return;
        }

        html.Add($"<ul>");
        foreach (var item in items)
            html.Add($"<li>{item}</li>");
        html.Add($"</ul>");
    }

    private static void AddFindings(HtmlBuilder html, DecisionMatter matter)
    {
        html.Add($"<h2 id=\"found\">What was found</h2>");
        var findings = matter.Draft.Findings;
        if (findings.Count == 0)
            html.Add($"<p>Nothing.</p>");
        foreach (var finding in findings.Where(finding => finding.Severity is Severity.Error))
            html.Add($"<div class=\"field wrong\"><p class=\"error\">Error: {finding.Sentence}</p><p>Who can mend it: {Mender(matter.Draft, finding)}.</p></div>");
        foreach (var finding in findings.Where(finding => finding.Severity is Severity.Warning))
        {
            var comment = matter.Comments.GetValueOrDefault(finding.Key);
            Form.AddField(
                html, FieldOf(finding), $"Warning: {finding.Sentence}", $"Who can mend it: {Mender(matter.Draft, finding)}. Or say why the return is right all the same.", null,
                describedBy => html.Add($"<textarea id=\"{FieldOf(finding)}\" name=\"{FieldOf(finding)}\" rows=\"2\" maxlength=\"{ReturnDesk.LongestComment}\" aria-describedby=\"{describedBy}\">{comment?.Text}</textarea>"));
        }

        AddNotes(html, [.. findings.Where(finding => finding.Severity is Severity.Note)]);
    }

    private static void AddNotes(HtmlBuilder html, IReadOnlyList<Finding> notes)
    {
        if (notes.Count == 0)
            return;
        html.Add($"<h3>Worth knowing</h3>");
        html.Add($"<ul>");
        foreach (var note in notes)
            html.Add($"<li>{note.Sentence}</li>");
        html.Add($"</ul>");
    }

    private static void AddApprove(HtmlBuilder html, DecisionMatter matter)
    {
        html.Add($"<h2 id=\"{Approve}\">Approve</h2>");
        html.Add($"<p>Approving freezes every figure, publishes what may be published, and mails the return with its workbook. It cannot be undone; another version can be made, with a reason.</p>");

        // Warnings are only now being commented on; what an error forbids is said before somebody tries.
        if (matter.Draft.Findings.Any(finding => finding.Severity is Severity.Error))
            html.Add($"<p><strong>{ReturnFreezing.Obstacle(matter.Draft, matter.Comments)}</strong></p>");
        html.Add($"<p class=\"buttons\"><button type=\"submit\" name=\"{DoField}\" value=\"{Approve}\">Approve this return</button> <button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{Keep}\">Save what I wrote, decide later</button></p>");
    }

    private static string Mender(MonthlyReturn draft, Finding finding) => finding.MendBy == Finding.DataTeam ? "the data team" : ReturnWords.Person(draft.Settings, finding.MendBy);

    private static void AddSendBack(HtmlBuilder html, DecisionMatter matter)
    {
        html.Add($"<h2 id=\"{SendBack}\">Send a strand back</h2>");
        html.Add($"<fieldset><legend>Which strand?</legend>");
        foreach (var strand in matter.Draft.Settings.AskedStrands())
            html.Add($"<div class=\"choice\"><input type=\"radio\" id=\"{StrandField}-{strand.Id}\" name=\"{StrandField}\" value=\"{strand.Id}\"><label for=\"{StrandField}-{strand.Id}\">{strand.Name} ({strand.Lead!.Name})</label></div>");
        html.Add($"</fieldset>");
        Form.AddField(
            html, CommentField, "What should they look at?", "Their lead gets it by mail.", null,
            describedBy => html.Add($"<textarea id=\"{CommentField}\" name=\"{CommentField}\" rows=\"3\" maxlength=\"{ReturnDesk.LongestComment}\" aria-describedby=\"{describedBy}\"></textarea>"));
        html.Add($"<button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{SendBack}\">Send this strand back</button>");
    }
}
