using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Publishing.Pages;
using HubAutomation.Shared.Timetables.Receipts;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>What a partner sees before sending: what is wrong, what families will see, and what will go from the website.</summary>
/// <param name="council">Whose page.</param>
/// <param name="draft">The chosen file.</param>
/// <param name="preview">What was understood; something of it.</param>
/// <param name="question">How it can be sent.</param>
/// <param name="today">Europe/London.</param>
internal sealed class CheckPage(AuthoritySettings council, UploadDraft draft, TimetablePreview preview, SendQuestion question, LocalDate today)
{
    private const int NamedInAnAnswer = 5;
    private const int DaysAhead = 400;

    /// <summary>Adds what stands below the heading.</summary>
    /// <param name="html">The page.</param>
    /// <param name="form">Where the form goes, its token, and the page to choose another file on.</param>
    /// <param name="problem">What is missing in the answer that was given; null at first.</param>
    public void Add(HtmlBuilder html, SendForm form, string? problem)
    {
        var report = preview.Report;
        Form.AddErrorSummary(html, problem, $"{UploadPages.AnswerField}-{question.Answers[0].Value}");
        html.Add($"<p class=\"lead\">{Receipt.SafeName(draft.FileName)}: {Receipt.Count(report.Accepted, "activity", "activities")} understood{(report.Rejected > 0 ? $", {Receipt.Count(report.Rejected, "row has a problem", "rows have a problem")}" : "")}.</p>");
        html.Add($"<p>We read it as {FormatWords.Plain(report.Format)}. Nothing is sent yet.</p>");
        if (report.Past == report.Accepted)
            html.Add($"<p class=\"notice\">Every date in this file has passed: families would see nothing of it. Is the year right?</p>");
        FindingLists.AddProblems(html, preview);
        FindingLists.AddWarnings(html, preview);
        AddSessions(html);
        AddLosses(html);
        AddOtherLosses(html);
        html.Add($"<h2>Send it</h2>");
        if (report.Rejected > 0)
            html.Add($"<p>You can send it as it is: rows with a problem are left out. Or correct your file first and <a href=\"{form.ChooseUrl}\">choose it again</a>. Always send the whole timetable: what is not in the newest one goes from the website.</p>");
        html.Add($"<form method=\"post\" action=\"{form.SendUrl}\" novalidate>");
        html.Add($"<input type=\"hidden\" name=\"{UploadPages.TokenField}\" value=\"{form.Token}\">");
        html.Add($"<input type=\"hidden\" name=\"{UploadPages.DraftField}\" value=\"{draft.Key}\">");
        AddQuestion(html, problem);
        html.Add($"<button type=\"submit\">Send this timetable</button>");
        html.Add($"</form>");
    }

    private void AddSessions(HtmlBuilder html)
    {
        html.Add($"<h2>What families will see</h2>");
        html.Add($"<table><caption class=\"hidden\">Activities that we understand</caption>");
        html.Add($"<thead><tr><th scope=\"col\" class=\"w-time\">When</th><th scope=\"col\" class=\"w-what\">Activity</th><th scope=\"col\" class=\"w-where\">Where</th><th scope=\"col\" class=\"w-ages\">Ages</th><th scope=\"col\" class=\"w-how\">Booking and cost</th></tr></thead>");
        html.Add($"<tbody>");
        foreach (var session in preview.Sessions.Select(row => row.Session))
        {
            var where = council.Places.FirstOrDefault(place => place.Id == session.PlaceId) is { } place ? SessionWords.Where(session, place) : session.PlaceId;
            html.Add($"<tr><td class=\"time\">{SessionWords.Capital(SessionWords.When(session))}</td>");
            SessionCells.AddActivity(html, session, Note(session), teller: null);
            html.Add($"<td data-label=\"Where\">{where}</td>");
            SessionCells.AddAges(html, session);
            SessionCells.AddBookingAndCost(html, session);
        }

        html.Add($"</tbody></table>");
        if (preview.Report.Accepted > preview.Sessions.Count)
            html.Add($"<p>And {preview.Report.Accepted - preview.Sessions.Count} more.</p>");
    }

    // Its next date shows a slip in the year or the weekday; the days off are those of the season that families see now.
    private string Note(Session session)
    {
        var dates = OccurrenceExpander.Dates(session.Schedule, council.Calendar, today, today.PlusDays(DaysAhead));
        if (dates.Count == 0)
            return "No date to come: families do not see it.";
        var seasonEnd = council.Calendar.Seasons.Where(season => season.To >= dates[0]).Select(season => (LocalDate?)season.To).Min() ?? dates[0];
        var off = session.Schedule.Kind == ScheduleKind.Dates
            ? [] : RunningWords.DaysOff(session.Schedule with { Except = [] }, council.Calendar, today, seasonEnd);
        return string.Join(' ', off.Prepend($"Next on {DateWords.FullWithDay(dates[0])}."));
    }

    // What goes without a question is named here; else each answer names it.
    private void AddLosses(HtmlBuilder html)
    {
        if (question.SameList is null)
            return;
        var answer = question.Answers[0];
        if (answer.FileName != draft.FileName)
            html.Add($"<p>We take it for a new version of “{Receipt.SafeName(answer.FileName)}”, which you sent before.</p>");
        else if (question.Obvious is not null)
            html.Add($"<p>It takes the place of the file of the same name that you sent before.</p>");
        AddKept(html, answer.Loss);
        if (answer.Loss.Gone == 0)
            return;
        html.Add($"<h2>What {(question.Obvious is null ? "would go" : "goes")} from the website</h2>");
        html.Add($"<p>{Receipt.Count(answer.Loss.Gone, "activity that families see now is", "activities that families see now are")} not in this file{(question.Obvious is null ? ". If the file replaces everything, families no longer see" : ", and families no longer see them")}:</p>");
        AddGoing(html, answer.Loss);
    }

    // What goes by an answer that nobody would expect is named as fully as what goes by the likely one.
    private void AddOtherLosses(HtmlBuilder html)
    {
        foreach (var answer in question.Answers.Where(a => a.SentAs == InputFile.Replaces && a.FileName != question.SameList?.FileName && a.Loss.Gone > 0))
        {
            html.Add($"<h2>What would go if it replaces “{Receipt.SafeName(answer.FileName)}”</h2>");
            AddGoing(html, answer.Loss);
        }
    }

    private void AddGoing(HtmlBuilder html, Loss loss)
    {
        html.Add($"<ul>");
        foreach (var session in loss.Sessions)
            html.Add($"<li>{SessionWords.Line(session, council.Places)}</li>");
        html.Add($"</ul>");
        if (loss.Gone > loss.Sessions.Count)
            html.Add($"<p>And {loss.Gone - loss.Sessions.Count} more.</p>");
    }

    private void AddKept(HtmlBuilder html, Loss loss)
    {
        if (loss.Kept.Count == 0)
            return;
        html.Add($"<h2>What stays as it is</h2>");
        html.Add($"<p>{Receipt.Count(loss.Kept.Count, "activity stays as families see it now, because its row", "activities stay as families see them now, because their rows")} in this file {(loss.Kept.Count == 1 ? "has" : "have")} a problem:</p>");
        html.Add($"<ul>");
        foreach (var session in loss.Kept)
            html.Add($"<li>{SessionWords.Line(session, council.Places)}</li>");
        html.Add($"</ul>");
    }

    private void AddQuestion(HtmlBuilder html, string? problem)
    {
        if (question.Obvious is not null)
            return;
        html.Add($"<fieldset class=\"field{(problem is null ? "" : " wrong")}\"><legend>What is this file?</legend>");
        if (problem is not null)
            html.Add($"<p class=\"error\"><span class=\"hidden\">Error: </span>{problem}</p>");
        foreach (var answer in question.Answers)
        {
            var id = $"{UploadPages.AnswerField}-{answer.Value}";
            html.Add($"<div class=\"choice\">");
            html.Add($"<input type=\"radio\" id=\"{id}\" name=\"{UploadPages.AnswerField}\" value=\"{answer.Value}\">");
            html.Add($"<label for=\"{id}\">{Label(answer)}</label></div>");
        }

        html.Add($"</fieldset>");
    }

    private static string Label(SendAnswer answer)
    {
        var name = Receipt.SafeName(answer.FileName);
        return answer.SentAs switch
        {
            InputFile.Replaces => $"It replaces everything in “{name}”. {Gone(answer.Loss)}",
            InputFile.Adds => $"It adds to “{name}”. Everything that is there stays.",
            _ => "It is a timetable of its own. Families see it beside the others.",
        };
    }

    private static string Gone(Loss loss)
    {
        if (loss.Gone == 0)
            return "Nothing goes from the website.";
        var named = loss.Sessions.Take(NamedInAnAnswer).Select(session => $"“{session.Title}”").ToList();
        var rest = loss.Gone - named.Count;
        return $"{Receipt.Count(loss.Gone, "activity goes", "activities go")} from the website: {(rest == 0 ? DateWords.And(named) : $"{string.Join(", ", named)} and {Receipt.Count(rest, "other", "others")}")}.";
    }
}

/// <summary>What a form needs beside its fields.</summary>
/// <param name="ChooseUrl">The page to choose another file on.</param>
/// <param name="SendUrl">Where the form goes.</param>
/// <param name="Token">The form's token.</param>
public sealed record SendForm(string ChooseUrl, string SendUrl, string Token);
