using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Outputs.Words;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.FundingReturns.Pages;

/// <summary>A lead and their strands, as their page shows them.</summary>
/// <param name="Council">Whose page.</param>
/// <param name="Row">The return.</param>
/// <param name="Strands">The lead's strands with what is asked of each and how it stands.</param>
/// <param name="Before">Measure's code → its value in the return of the month before.</param>
/// <param name="Frozen">The lines of the return once it is frozen; null before.</param>
public sealed record LeadsPart(
    AuthoritySettings Council, ReturnRow Row, IReadOnlyList<(Strand Strand, IReadOnlyList<Measure> Measures, StrandState State)> Strands,
    IReadOnlyDictionary<string, decimal?> Before, IReadOnlyList<ReturnLine>? Frozen = null)
{
    /// <summary>Everything that is asked.</summary>
    public IReadOnlyList<Measure> Measures => [.. Strands.SelectMany(part => part.Measures)];

    /// <summary>Codes of measures that meant something else in the return of the month before.</summary>
    public IReadOnlySet<string> Redefined { get; init; } = new HashSet<string>();

    /// <summary>Id of the lead whose page it is; empty when that does not matter.</summary>
    public string Person { get; init; } = "";

    /// <summary>The moment of what was said last, by whomever: what the page shows is up to it.</summary>
    public DateTimeOffset Latest => Strands.Select(part => part.State.Latest ?? DateTimeOffset.MinValue).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>A lead's name by their id; the id for somebody who leads none of these strands any more.</summary>
    public string NameOf(string person) => Strands.SelectMany(part => part.Strand.Leads).FirstOrDefault(lead => lead.Id == person)?.Name ?? person;

    /// <summary>The moment for what is said now: after everything said before.</summary>
    public DateTimeOffset Next(DateTimeOffset now) => Strands.Select(part => part.State.Next(now)).Max();

    /// <summary>Whether everything was sent, and nothing sent back since.</summary>
    public bool IsSent => Strands.All(part => part.State.IsSent);

    /// <summary>Whether nothing can be changed any more.</summary>
    public bool IsClosed => IsApproved || Row.StatusNow() is ReturnStatus.Cancelled;

    /// <summary>Whether the manager has approved it, be it closed for good by now or in a moment.</summary>
    public bool IsApproved => Row.StatusNow() is ReturnStatus.Frozen || Row.Decision == nameof(ReturnDecision.Approve);
}

/// <summary>The page on which a lead fills in the figures of their strands. Works without scripts.</summary>
public static class FiguresPage
{
    /// <summary>Name of the hidden field that shows that the hub has made the form.</summary>
    public const string TokenField = "form";

    /// <summary>Name of the buttons.</summary>
    public const string DoField = "do";

    /// <summary>Value of the button that sends.</summary>
    public const string Send = "send";

    /// <summary>The form as a workbook: last part of its address, after that of the page.</summary>
    public const string WorkbookTemplate = "template.xlsx";

    /// <summary>The form as separated text.</summary>
    public const string TextTemplate = "template.csv";

    /// <summary>Value of the button that sends only the note to the manager.</summary>
    public const string Note = "note";

    /// <summary>Value of the button that saves only.</summary>
    public const string Save = "save";

    /// <summary>Name of the field for a file.</summary>
    public const string FileField = "file";

    /// <summary>The form.</summary>
    /// <param name="part">The lead's part.</param>
    /// <param name="fields">What stands in the fields.</param>
    /// <param name="problems">What is wrong with them.</param>
    /// <param name="message">What was just done; null for nothing.</param>
    /// <param name="link">The last part of the page's own address.</param>
    /// <param name="token">The form's token.</param>
    public static HtmlPage Fill(
        LeadsPart part, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems, string? message, string link, string token)
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(problems);
        return HtmlPage.Render(part.Council.Authority, $"Your figures for {part.Row.Name().Words}", problems.Count > 0 ? 400 : 200, null, html =>
        {
            AddSummary(html, part.Measures, problems);
            if (message is not null)
                html.Add($"<div class=\"panel\"><p>{message}</p></div>");
            AddState(html, part);
            html.Add($"<form method=\"post\" action=\"{link}\">");
            html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
            html.Add($"<input type=\"hidden\" name=\"{FiguresForm.SeenField}\" value=\"{part.Latest.UtcTicks.ToString(CultureInfo.InvariantCulture)}\">");
            Form.AddButtonOfEnter(html, DoField, Save);
            foreach (var (strand, measures, state) in part.Strands)
            {
                html.Add($"<h2>{strand.Name}</h2>");
                if (state is { IsSentBack: true, SentBack.Comment: { } comment })
                    html.Add($"<div class=\"key\"><p><strong>The programme manager wrote:</strong> {comment}</p></div>");
                if (state.AskedAnew.Count > 0)
                    html.Add($"<div class=\"key\"><p><strong>Asked anew:</strong> {string.Join(", ", measures.Where(measure => state.AskedAnew.Contains(measure.Code)).Select(measure => measure.Title))}. Since you sent your figures, what is counted or aimed at has changed, or it has become part of the return. Please answer it as it stands now; what you said before is not used.</p></div>");
                if (strand.Leads.Where(lead => lead.Id != part.Person).ToList() is { Count: > 0 } others && strand.Leads.Count > 1)
                    html.Add($"<p>{string.Join(" and ", others.Select(lead => lead.Name))} {(others.Count == 1 ? "is" : "are")} asked for these as well. Either of you can answer; each sees what the other has written, and what is written last counts.</p>");
                foreach (var (code, question) in state.Questions)
                    html.Add($"<input type=\"hidden\" name=\"{FiguresForm.Asked(code)}\" value=\"{question}\">");
                foreach (var measure in measures)
                    AddMeasure(html, measure, Hint(measure, part, state), fields, problems);
            }

            if (part.Strands.Any(strand => strand.State.Sent is not null))
                AddText(html, FiguresForm.WhyField, "Why do you change what you sent before?", "Only if you change something. It is kept beside the figures.", fields, problems);
            AddNote(html, part, fields, problems);
            html.Add($"<h2>{(part.IsSent ? "Send corrections" : "Send them")}</h2>");
            html.Add($"<p>You can save what you have and come back by the same link. Once you have sent them, you can still correct them until the return is approved.</p>");
            html.Add($"<p class=\"buttons\"><button type=\"submit\" name=\"{DoField}\" value=\"{Send}\">Send these figures</button> <button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{Save}\">Save and come back later</button></p>");
            html.Add($"</form>");
            AddFile(html, link, token);
        }, isWrong: problems.Count > 0);
    }

    /// <summary>The page of a return that can no longer be changed.</summary>
    /// <param name="part">The lead's part.</param>
    /// <param name="written">What was typed on a page from before.</param>
    public static HtmlPage Closed(LeadsPart part, params IReadOnlyList<Written> written) => Closed(
        part, written,
        $"The return was {(part.IsApproved ? "approved" : "cancelled")} while you had the page open, so that nothing of this was kept. Copy what the programme manager should know.");

    /// <summary>The page of a return that was approved in the moment in which a lead has sent something.</summary>
    /// <param name="part">The lead's part.</param>
    /// <param name="written">What was sent.</param>
    public static HtmlPage ClosedMeanwhile(LeadsPart part, IReadOnlyList<Written> written) => Closed(
        part, written,
        $"The return was {(part.IsApproved ? "approved" : "cancelled")} in the moment in which you sent this. If it came too late, it is in no return: open your link once more in a few minutes, and look whether it stands among the final figures. If not, tell the programme manager.");

    private static HtmlPage Closed(LeadsPart part, IReadOnlyList<Written> written, string sentence)
    {
        ArgumentNullException.ThrowIfNull(part);
        var isApproved = part.IsApproved;
        return HtmlPage.Render(part.Council.Authority, $"The return for {part.Row.Name().Words} is {(isApproved ? "approved" : "cancelled")}", 200, null, html =>
        {
            html.Add($"<p>{(isApproved ? "Its figures are final. If one of them is wrong, tell the programme manager: the month can be returned once more, in another version." : "Nothing is needed from you.")}</p>");
            WrittenWords.Add(html, written, sentence);
            foreach (var (strand, measures, state) in part.Strands)
            {
                html.Add($"<h2>{strand.Name}</h2>");
                html.Add($"<dl>");
                foreach (var measure in measures)
                {
                    html.Add($"<dt>{measure.Title}</dt>");
                    html.Add($"<dd>{(part.Frozen is { } lines ? Frozen(measure, lines) : Said(measure, state.Figures.GetValueOrDefault(measure.Code)))}</dd>");
                }

                html.Add($"</dl>");
            }
        });
    }

    private static void AddSummary(HtmlBuilder html, IReadOnlyList<Measure> measures, IReadOnlyList<FieldProblem> problems)
    {
        if (problems.Count == 0)
            return;
        html.Add($"<div class=\"summary\" role=\"alert\" aria-labelledby=\"problem\">");
        html.Add($"<h2 id=\"problem\">There is a problem</h2>");
        html.Add($"<p>Nothing was saved.</p>");
        html.Add($"<ul>");
        foreach (var problem in problems)
            html.Add($"<li><a href=\"#{problem.Field}\">{(measures.FirstOrDefault(measure => FiguresForm.IsOf(measure, problem.Field)) is { } of ? $"{of.Title}: " : "")}{problem.Sentence}</a></li>");
        html.Add($"</ul>");
        html.Add($"</div>");
    }

    private static void AddState(HtmlBuilder html, LeadsPart part)
    {
        var sent = part.Strands.Select(strand => strand.State.Sent).MaxBy(mark => mark?.At);
        if (part.IsSent && sent is not null)
            html.Add($"<p class=\"lead\">Sent on {London.Describe(sent.At)}{(part.Person.Length > 0 && sent.By != part.Person ? $" by {part.NameOf(sent.By)}" : "")}.</p>");
        else if (part.Row.LeadsUntil is { } until)
            html.Add($"<p class=\"lead\">Please send them by {London.Describe(until)}.</p>");
        html.Add($"<p>Leave empty what you do not know: it shows as missing. Please give figures only, no names or other details of families.</p>");
    }

    private static void AddMeasure(
        HtmlBuilder html, Measure measure, string hint, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems)
    {
        if (measure.Kind is MeasureKind.Text)
        {
            AddText(html, FiguresForm.Text(measure.Code), measure.Title, hint, fields, problems);
            return;
        }

        html.Add($"<fieldset class=\"measure\"><legend>{measure.Title}</legend>");
        html.Add($"<p class=\"hint\">{hint}</p>");
        if (measure.Kind is MeasureKind.Milestone)
        {
            AddYesNo(html, measure, fields, problems);
        }
        else if (FiguresForm.IsShare(measure))
        {
            AddNumber(html, FiguresForm.Numerator(measure.Code), measure.Kind is MeasureKind.Rate ? "How many of them" : "Sum", fields, problems);
            AddNumber(html, FiguresForm.Denominator(measure.Code), measure.Kind is MeasureKind.Rate ? "Out of how many" : "Number of cases", fields, problems);
            AddNumber(html, FiguresForm.Value(measure.Code), measure.Kind is MeasureKind.Rate ? "Only if you do not have the two numbers: the share, like 90%" : "Only if you do not have the two numbers: the mean", fields, problems);
        }
        else
        {
            AddNumber(html, FiguresForm.Value(measure.Code), measure.Unit.Length > 0 ? $"Figure ({measure.Unit})" : "Figure", fields, problems);
        }

        AddText(html, FiguresForm.Text(measure.Code), "Anything the reader should know (optional)", null, fields, problems);
        html.Add($"</fieldset>");
    }

    // What one of several leads has written, the other sees.
    private static string SaidByOther(LeadsPart part, Submission? said) =>
        said is null || part.Person.Length == 0 || said.By == part.Person ? "" : $" Written by {part.NameOf(said.By)} on {London.Describe(said.At)}.";

    private static void AddNote(HtmlBuilder html, LeadsPart part, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems)
    {
        html.Add($"<h2>Write to the programme manager</h2>");
        foreach (var note in part.Strands.SelectMany(strand => strand.State.Notes).OrderBy(note => note.At))
            html.Add($"<div class=\"key\"><p><strong>{(note.By == part.Person ? "You" : part.NameOf(note.By))} wrote on {London.Describe(note.At)}:</strong> {note.Comment}</p></div>");
        AddText(html, FiguresForm.NoteField, "A note or a question (optional)", "The programme manager sees it beside the return. You need not give figures for it.", fields, problems);
        html.Add($"<p><button type=\"submit\" class=\"second\" name=\"{DoField}\" value=\"{Note}\">Send only this note</button></p>");
    }

    // What helps to answer: what the measure counts, what was said of it last month, and who else has answered.
    private static string Hint(Measure measure, LeadsPart part, StrandState state)
    {
        var last = part.Redefined.Contains(measure.Code) ? " This is another definition than last month's, and last month's answer does not stand for it."
            : measure.Kind is MeasureKind.Text ? "" : LastMonth(measure, part.Before);
        return measure.Definition + last + SaidByOther(part, state.Figures.GetValueOrDefault(measure.Code));
    }

    private static string LastMonth(Measure measure, IReadOnlyDictionary<string, decimal?> before) =>
        (before.GetValueOrDefault(measure.Code) is { } value ? $" Last month: {FigureWords.WithUnit(measure, value)}." : "")
        + (measure.Source is MeasureSource.CarriedForward ? " Leave it empty, and it stays as it was." : "");

    // What leads have said for the month may have been corrected for another version; what was frozen stays.
    private static string Frozen(Measure measure, IReadOnlyList<ReturnLine> lines)
    {
        var line = lines.FirstOrDefault(line => line.Measure == measure.Code);
        return measure.Kind is MeasureKind.Text ? line?.Text ?? "not stated" : FigureWords.WithUnit(measure, line?.Value);
    }

    private static string Said(Measure measure, Submission? said) =>
        said is null && measure.Source is MeasureSource.CarriedForward ? "as before"
        : measure.Kind is MeasureKind.Text ? said?.Text ?? "not stated"
        : FigureWords.WithUnit(measure, ReturnLines.Rounded(said?.Value, measure));

    private static void AddNumber(HtmlBuilder html, string field, string label, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems) =>
        AddField(html, field, label, null, problems, describedBy =>
        {
            if (describedBy is null)
                html.Add($"<input type=\"text\" inputmode=\"decimal\" class=\"short\" id=\"{field}\" name=\"{field}\" value=\"{fields.GetValueOrDefault(field)}\">");
            else
                html.Add($"<input type=\"text\" inputmode=\"decimal\" class=\"short\" id=\"{field}\" name=\"{field}\" value=\"{fields.GetValueOrDefault(field)}\" aria-describedby=\"{describedBy}\">");
        });

    private static void AddText(HtmlBuilder html, string field, string label, string? hint, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems) =>
        AddField(html, field, label, hint, problems, describedBy =>
        {
            if (describedBy is null)
                html.Add($"<textarea id=\"{field}\" name=\"{field}\" rows=\"2\">{fields.GetValueOrDefault(field)}</textarea>");
            else
                html.Add($"<textarea id=\"{field}\" name=\"{field}\" rows=\"4\" aria-describedby=\"{describedBy}\">{fields.GetValueOrDefault(field)}</textarea>");
        });

    private static void AddYesNo(HtmlBuilder html, Measure measure, IReadOnlyDictionary<string, string> fields, IReadOnlyList<FieldProblem> problems)
    {
        var field = FiguresForm.Value(measure.Code);
        var problem = problems.FirstOrDefault(wrong => wrong.Field == field)?.Sentence;
        html.Add($"<div class=\"field{(problem is null ? "" : " wrong")}\">");
        if (problem is not null)
            html.Add($"<p class=\"error\"><span class=\"hidden\">Error: </span>{problem}</p>");
        foreach (var (value, label) in new[] { ("1", "Yes"), ("0", "No") })
        {
            var id = value == "1" ? field : field + "-no";
            html.Add($"<div class=\"choice\">");
            if (fields.GetValueOrDefault(field) == value)
                html.Add($"<input type=\"radio\" id=\"{id}\" name=\"{field}\" value=\"{value}\" checked>");
            else
                html.Add($"<input type=\"radio\" id=\"{id}\" name=\"{field}\" value=\"{value}\">");
            html.Add($"<label for=\"{id}\">{label}</label></div>");
        }

        html.Add($"</div>");
    }

    private static void AddField(HtmlBuilder html, string field, string label, string? hint, IReadOnlyList<FieldProblem> problems, Action<string?> add)
    {
        var problem = problems.FirstOrDefault(wrong => wrong.Field == field)?.Sentence;
        html.Add($"<div class=\"field{(problem is null ? "" : " wrong")}\">");
        html.Add($"<label class=\"head\" for=\"{field}\">{label}</label>");
        if (hint is not null)
            html.Add($"<p class=\"hint\" id=\"{field}-hint\">{hint}</p>");
        if (problem is not null)
            html.Add($"<p class=\"error\" id=\"{field}-error\"><span class=\"hidden\">Error: </span>{problem}</p>");
        string?[] describing = [hint is null ? null : $"{field}-hint", problem is null ? null : $"{field}-error"];
        add(describing.OfType<string>().ToList() is { Count: > 0 } ids ? string.Join(' ', ids) : null);
        html.Add($"</div>");
    }

    private static void AddFile(HtmlBuilder html, string link, string token)
    {
        html.Add($"<h2>As a file instead</h2>");
        html.Add($"<p>Download the form <a href=\"{link}/{WorkbookTemplate}\">as a workbook (Excel)</a> or <a href=\"{link}/{TextTemplate}\">as CSV</a>, fill it in, and choose it here. You see what we understood before anything is sent.</p>");
        html.Add($"<form method=\"post\" action=\"{link}/file\" enctype=\"multipart/form-data\">");
        html.Add($"<input type=\"hidden\" name=\"{TokenField}\" value=\"{token}\">");
        html.Add($"<div class=\"field\"><label class=\"head\" for=\"{FileField}\">Your file</label><input type=\"file\" id=\"{FileField}\" name=\"{FileField}\" accept=\".xlsx,.csv,.txt\"></div>");
        html.Add($"<button type=\"submit\" class=\"second\">Show me what you understand</button>");
        html.Add($"</form>");
    }
}
