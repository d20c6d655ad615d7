using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Published;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>What somebody who decides about a return has before them.</summary>
/// <param name="Council">Whose page.</param>
/// <param name="Row">The return.</param>
/// <param name="Draft">It as it was compiled.</param>
/// <param name="Comments">What was said about its findings.</param>
public sealed record DecisionMatter(AuthoritySettings Council, ReturnRow Row, CompiledReturn Draft, IReadOnlyDictionary<string, FindingComment> Comments)
{
    /// <summary>Finding's <see cref="Finding.Topic"/> → what was said about the same before, to be said again with one click.</summary>
    public IReadOnlyDictionary<string, SaidBefore> SaidBefore { get; init; } = new Dictionary<string, SaidBefore>();

    /// <summary>What leads wrote to the manager, oldest first.</summary>
    public IReadOnlyList<LeadsNote> Notes { get; init; } = [];
}

/// <summary>What was said about a finding earlier.</summary>
/// <param name="When">Where: "the return for September 2026".</param>
/// <param name="By">Name of the person.</param>
/// <param name="Text">What.</param>
public sealed record SaidBefore(string When, string By, string Text);

/// <summary>What a lead wrote to the manager.</summary>
/// <param name="Strand">Name of the strand.</param>
/// <param name="By">Name of the lead.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Text">What.</param>
public sealed record LeadsNote(string Strand, string By, DateTimeOffset At, string Text);

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

    /// <summary>The rows that are left out, as a page: last part of its address, after that of the page.</summary>
    public const string Rows = "rows.html";

    /// <summary>The same as separated text.</summary>
    public const string RowsFile = "rows.csv";

    private const string AboutField = "about-";
    private const int MostTitles = 5;

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
        return FieldOf(finding.Key);
    }

    /// <summary>The same by the finding's key.</summary>
    public static string FieldOf(string finding) => AboutField + finding;

    /// <summary>Name of the field that says what was said before once more.</summary>
    public static string StillTrue(string finding) => $"still-{finding}";

    /// <summary>Name of the hidden field for the comment that stood in the field when the page was made: one that was left as it was says nothing.</summary>
    public static string Found(string finding) => $"found-{finding}";

    /// <summary>What a hidden field holds for a comment.</summary>
    public static string Mark(string? comment) => Names.Key((comment ?? "").ReplaceLineEndings("\n").Trim());

    /// <summary>The page to decide on.</summary>
    /// <param name="matter">What is decided.</param>
    /// <param name="problem">Why it could not be done; null for nothing.</param>
    /// <param name="field">The field that the problem is about.</param>
    /// <param name="message">What was just done; null for nothing.</param>
    /// <param name="link">The last part of the page's own address.</param>
    /// <param name="token">The form's token.</param>
    /// <param name="typed">What was typed into a page that could not be taken, by field; null for nothing.</param>
    /// <param name="written">What was typed about findings that are not on the page any more.</param>
    public static HtmlPage Decide(
        DecisionMatter matter, string? problem, string field, string? message, string link, string token, IReadOnlyDictionary<string, string>? typed = null,
        params IReadOnlyList<Written> written)
    {
        ArgumentNullException.ThrowIfNull(matter);
        ArgumentNullException.ThrowIfNull(written);
        typed ??= new Dictionary<string, string>();
        return HtmlPage.Render(matter.Council.Authority, $"Return for {matter.Row.Name().Words}", problem is null ? 200 : 400, null, html =>
        {
            Form.AddErrorSummary(html, problem, field);
            if (message is not null)
                html.Add($"<div class=\"panel\"><p>{message}</p></div>");
            html.Add($"<p class=\"lead\">{ReturnMails.State(matter.Row)}. Nothing is published before you approve.</p>");
            if (matter.Row.Reason is { } reason)
                html.Add($"<p>Why the month is returned once more: {reason} The public edition will say: “{Publication.WhyRevised(reason)}”</p>");
            html.Add($"<p><a href=\"{link}/report.html\">The whole return as a page</a>, <a href=\"{link}/return.xlsx\">as a workbook</a></p>");
            AddPublished(html, matter.Council.Authority, link);
            WrittenWords.Add(html, written, "It is about what is found no longer. It is kept, should it be found again.");
            html.Add($"<p>On this page: <a href=\"#found\">what was found</a>, <a href=\"#{Approve}\">approve</a>, <a href=\"#{SendBack}\">send a strand back</a></p>");
            AddWhatPeopleWrote(html, matter);
            AddFigures(html, matter.Draft);
            html.Add($"<form method=\"post\" action=\"{link}\">");
            html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
            html.Add($"<input type=\"hidden\" name=\"{RoundField}\" value=\"{matter.Row.Rounds}\">");
            Form.AddButtonOfEnter(html, DoField, Keep);
            AddFindings(html, matter, link, typed);
            AddApprove(html, matter);
            AddSendBack(html, matter, typed);
            html.Add($"<h2>Compute again</h2>");
            html.Add($"<p>When a source’s file was mended: everything is computed anew, and you get the return once more.</p>");
            html.Add($"<button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{ComputeAgain}\">Compute again</button>");
            html.Add($"</form>");
        }, isWrong: problem is not null);
    }

    /// <summary>The page once it is decided, or before there is anything to decide.</summary>
    /// <param name="council">Whose page.</param>
    /// <param name="row">The return.</param>
    /// <param name="link">The last part of the page's own address.</param>
    /// <param name="person">Id of who looks at it.</param>
    /// <param name="written">What they typed on a page from before it was decided.</param>
    /// <param name="isKept">Whether that stands beside its findings when the return comes again.</param>
    public static HtmlPage Standing(AuthoritySettings council, ReturnRow row, string link, string person, IReadOnlyList<Written> written, bool isKept = false)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(written);
        var who = row.DecidedBy == person || row.DecidedBy is null ? "You have" : $"{council.Returns?.People.FirstOrDefault(other => other.Id == row.DecidedBy)?.Name ?? row.DecidedBy} has";
        var (title, sentence) = row.StatusNow() switch
        {
            ReturnStatus.Frozen => ("is approved", $"Approved on {London.Describe(row.FrozenAt!.Value)}. The return is mailed to everybody who is to have it. Its fingerprint is {row.Fingerprint}."),
            ReturnStatus.Cancelled => ("is cancelled", "Nothing is needed from you."),
            _ when row.Decision == nameof(ReturnDecision.Approve) => ("is being approved", $"{who} approved it. Freezing and publishing takes a moment."),
            _ when row.Decision == nameof(ReturnDecision.SendBack) => ("was sent back", $"{who} sent a strand back. Its lead is asked by mail. You get the return once more when they have sent it."),
            _ => ("is being made", "You get a mail when there is something to decide."),
        };
        return HtmlPage.Render(council.Authority, $"The return for {row.Name().Words} {title}", 200, null, html =>
        {
            html.Add($"<p>{sentence}</p>");
            WrittenWords.Add(html, written, isKept
                ? "What you wrote about findings is kept: it stands beside them when you get the return once more. All else was not taken."
                : "Somebody had decided before you pressed the button, so that nothing of this was taken. Copy what you still need.");
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

    private static void AddWhatPeopleWrote(HtmlBuilder html, DecisionMatter matter)
    {
        var draft = matter.Draft;
        foreach (var note in matter.Notes)
            html.Add($"<div class=\"key\"><p><strong>{note.By} ({note.Strand}) wrote on {London.Describe(note.At)}:</strong> {note.Text}</p></div>");
        if (draft.LastDraft is { } last)
            AddList(html, "What has changed since the draft that you had", ChangeSentences.Since(draft, last));
        if (draft.LastVersion is { } version)
            AddList(html, $"What has changed since version {version.Version}", ChangeSentences.Since(draft, version));
        if (draft.Corrections is not null)
            AddList(html, "What leads corrected after they had sent it", ChangeSentences.Corrections(draft));
    }

    private static void AddPublished(HtmlBuilder html, Authority authority, string link)
    {
        html.Add($"<p>What the public sees once it is approved: <a href=\"{link}/{Published}\">the published report</a>{(authority.Areas.Count > 0 ? "," : "")}");
        foreach (var (number, area) in authority.Areas.Index())
            html.Add($"<a href=\"{link}/{PackOf(area)}\">the pack for {area.Name}</a>{(number < authority.Areas.Count - 1 ? "," : "")}");
        html.Add($"</p>");
    }

    private static void AddFigures(HtmlBuilder html, CompiledReturn draft)
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
                html.Add($"<td data-label=\"Figure\"><p>{figure.Shown}</p>");
                if (figure.Remark is { } remark)
                    html.Add($"<p>{figure.SaidBy ?? "The lead"}: “{remark}”</p>");
                html.Add($"</td>");
                html.Add($"<td data-label=\"Target\"><p>{(figure.Line.Target is null ? "none" : FigureWords.Target(figure.Measure, figure.Line.Window, figure.Line.Target))}</p></td>");
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

    private static void AddFindings(HtmlBuilder html, DecisionMatter matter, string link, IReadOnlyDictionary<string, string> typed)
    {
        html.Add($"<h2 id=\"found\">What was found</h2>");
        var findings = matter.Draft.Findings;
        if (findings.Count == 0)
            html.Add($"<p>Nothing.</p>");
        foreach (var finding in findings.Where(finding => finding.Severity is Severity.Error))
            html.Add($"<div class=\"field wrong\"><p class=\"error\">Error: {finding.Sentence}</p><p>Who can mend it: {Mender(matter.Draft, finding)}.{Concerned(matter.Draft, finding)}</p></div>");
        foreach (var finding in findings.Where(finding => finding.Severity is Severity.Warning))
        {
            Form.AddField(
                html, FieldOf(finding), $"Warning: {finding.Sentence}", $"Who can mend it: {Mender(matter.Draft, finding)}. Or say why the return is right all the same.{Concerned(matter.Draft, finding)}", null,
                describedBy => AddComment(html, matter, finding, link, typed, describedBy));
        }

        AddNotes(html, [.. findings.Where(finding => finding.Severity is Severity.Note)], link);
    }

    private static void AddComment(HtmlBuilder html, DecisionMatter matter, Finding finding, string link, IReadOnlyDictionary<string, string> typed, string describedBy)
    {
        var comment = matter.Comments.GetValueOrDefault(finding.Key);
        AddLinkToRows(html, finding, link);
        if (comment is null && matter.SaidBefore.GetValueOrDefault(finding.Topic) is { } before)
        {
            var field = StillTrue(finding.Key);
            html.Add($"<p>In {before.When} {before.By} wrote: “{before.Text}”</p>");
            if (typed.ContainsKey(field))
                html.Add($"<div class=\"choice\"><input type=\"checkbox\" id=\"{field}\" name=\"{field}\" value=\"1\" checked><label for=\"{field}\">Still true: say it once more</label></div>");
            else
                html.Add($"<div class=\"choice\"><input type=\"checkbox\" id=\"{field}\" name=\"{field}\" value=\"1\"><label for=\"{field}\">Still true: say it once more</label></div>");
        }

        html.Add($"<input type=\"hidden\" name=\"{Found(finding.Key)}\" value=\"{Mark(comment?.Text)}\">");
        html.Add($"<textarea id=\"{FieldOf(finding)}\" name=\"{FieldOf(finding)}\" rows=\"2\" maxlength=\"{ReturnDesk.LongestComment}\" aria-describedby=\"{describedBy}\">{typed.GetValueOrDefault(FieldOf(finding)) ?? comment?.Text}</textarea>");
    }

    private static void AddLinkToRows(HtmlBuilder html, Finding finding, string link)
    {
        if (finding is { Rule: LeftOutRows.Rule or LeftOutRows.AnsweredRule, Content: not null, Place: { } file })
            html.Add($"<p><a href=\"{link}/{Rows}#{RowsPage.Anchor(file)}\">See these rows of {file}</a></p>");
    }

    /// <summary>Which figures are computed from the file or the source that a finding is about; empty for one that is about a measure.</summary>
    private static string Concerned(CompiledReturn draft, Finding finding)
    {
        if (finding.Measure is not null || finding.Place?.Split('/', ' ')[0] is not { } source)
            return "";
        var concerned = draft.Settings.Measures.Where(measure => measure.Figure?.Source is { } from && SourceNames.Reads(from, source)).ToList();
        var titles = concerned.Select(measure => measure.Title).Distinct().ToList();
        return titles.Count == 0 ? ""
            : $" {Counted.Of(concerned.Count, "figure is", "figures are")} computed from {source}: {string.Join(", ", titles.Take(MostTitles))}{(titles.Count > MostTitles ? $" and {titles.Count - MostTitles} more" : "")}.";
    }

    private static void AddNotes(HtmlBuilder html, IReadOnlyList<Finding> notes, string link)
    {
        if (notes.Count == 0)
            return;
        html.Add($"<h3>Worth knowing</h3>");
        html.Add($"<ul>");
        foreach (var note in notes)
        {
            html.Add($"<li>{note.Sentence}");
            AddLinkToRows(html, note, link);
            html.Add($"</li>");
        }

        html.Add($"</ul>");
    }

    private static void AddApprove(HtmlBuilder html, DecisionMatter matter)
    {
        html.Add($"<h2 id=\"{Approve}\">Approve</h2>");
        html.Add($"<p>Approving freezes every figure, publishes what may be published, and mails the return with its workbook. It cannot be undone; another version can be made, with a reason.</p>");

        // Warnings are only now being commented on; what an error forbids is said before somebody tries.
        if (matter.Draft.Findings.Any(finding => finding.Severity is Severity.Error))
            html.Add($"<p><strong>{Approval.Obstacle(matter.Draft, matter.Comments)}</strong></p>");
        html.Add($"<p class=\"buttons\"><button type=\"submit\" name=\"{DoField}\" value=\"{Approve}\">Approve this return</button> <button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{Keep}\">Save what I wrote, decide later</button></p>");
    }

    private static string Mender(CompiledReturn draft, Finding finding) => finding.MendBy == Finding.DataTeam ? "the data team" : ReturnWords.Mender(draft.Settings, finding);

    private static void AddSendBack(HtmlBuilder html, DecisionMatter matter, IReadOnlyDictionary<string, string> typed)
    {
        html.Add($"<h2 id=\"{SendBack}\">Send a strand back</h2>");
        html.Add($"<fieldset><legend>Which strand?</legend>");
        foreach (var strand in matter.Draft.Settings.AskedStrands())
        {
            var id = $"{StrandField}-{strand.Id}";
            html.Add($"<div class=\"choice\">");
            if (typed.GetValueOrDefault(StrandField) == strand.Id)
                html.Add($"<input type=\"radio\" id=\"{id}\" name=\"{StrandField}\" value=\"{strand.Id}\" checked>");
            else
                html.Add($"<input type=\"radio\" id=\"{id}\" name=\"{StrandField}\" value=\"{strand.Id}\">");
            html.Add($"<label for=\"{id}\">{strand.Name} ({strand.LeadNames})</label></div>");
        }

        html.Add($"</fieldset>");
        Form.AddField(
            html, CommentField, "What should they look at?", "Their lead gets it by mail.", null,
            describedBy => html.Add($"<textarea id=\"{CommentField}\" name=\"{CommentField}\" rows=\"3\" maxlength=\"{ReturnDesk.LongestComment}\" aria-describedby=\"{describedBy}\">{typed.GetValueOrDefault(CommentField)}</textarea>"));
        html.Add($"<button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{SendBack}\">Send this strand back</button>");
    }
}
