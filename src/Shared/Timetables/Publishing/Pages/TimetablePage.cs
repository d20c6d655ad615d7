using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing.Pages;

/// <summary>"Widnes autumn timetable": what families open most and what a hub pins to its wall.</summary>
internal static class TimetablePage
{
    private static readonly IsoDayOfWeek[] Week =
    [
        IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday,
        IsoDayOfWeek.Friday, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday,
    ];

    public static void Write(Stream output, Timetable timetable, TimetableScope scope, Season season, TimetableAddresses addresses) =>
        PageLayout.Write(output, timetable.Settings.Authority, timetable.Title, new BackLink(addresses.IndexUrl, "All timetables"), html =>
        {
            AddLead(html, timetable, season);
            AddDayLinks(html);
            foreach (var day in Week)
                AddDay(html, timetable, scope, season, day);
            AddKey(html, timetable, season);
            AddPlaces(html, timetable);
            AddSubscribe(html, scope, season, addresses);
        });

    private static void AddLead(HtmlBuilder html, Timetable timetable, Season season)
    {
        html.Add($"<p class=\"lead\">{SeasonWords.Stretch(season)}</p>");
        if (timetable.LastModified is { } modified)
            html.Add($"<p>Last changed on {DateWords.Full(modified.InZone(London.Zone).Date)}.</p>");
        else
            html.Add($"<p>No activities have been listed for these dates yet.</p>");
    }

    private static void AddDayLinks(HtmlBuilder html)
    {
        html.Add($"<nav aria-label=\"Days of the week\"><ul class=\"days\">");
        foreach (var day in Week)
            html.Add($"<li><a href=\"#{Anchor(day)}\">{day.ToString()}</a></li>");
        html.Add($"</ul></nav>");
    }

    private static void AddDay(HtmlBuilder html, Timetable timetable, TimetableScope scope, Season season, IsoDayOfWeek day)
    {
        var rows = timetable.Entries
            .Where(entry => entry.Session.Schedule is { Kind: ScheduleKind.Dates } || entry.Session.Schedule.Days.Contains(day))
            .Select(entry => (Entry: entry, Dates: (List<LocalDate>)[.. entry.Dates.Where(d => d.DayOfWeek == day)]))
            .Where(row => row.Dates.Count > 0)
            .ToList();
        html.Add($"<section aria-labelledby=\"{Anchor(day)}\">");
        html.Add($"<h2 id=\"{Anchor(day)}\">{day.ToString()}</h2>");
        if (rows.Count == 0)
        {
            html.Add($"<p>Nothing on {day.ToString()}s.</p>");
        }
        else
        {
            AddTableHead(html, day);
            foreach (var (entry, dates) in rows)
                AddRow(html, entry, scope, RunningWords.Note(entry.Session.Schedule, timetable.Settings.Calendar, season, day, dates));
            html.Add($"</tbody></table>");
        }

        html.Add($"</section>");
    }

    private static void AddTableHead(HtmlBuilder html, IsoDayOfWeek day)
    {
        html.Add($"<table><caption class=\"hidden\">Activities on {day.ToString()}s</caption>");
        html.Add($"<thead><tr><th scope=\"col\" class=\"w-time\">Time</th><th scope=\"col\" class=\"w-what\">Activity</th><th scope=\"col\" class=\"w-where\">Where</th><th scope=\"col\" class=\"w-ages\">Ages</th><th scope=\"col\" class=\"w-how\">Booking and cost</th></tr></thead>");
        html.Add($"<tbody>");
    }

    private static void AddRow(HtmlBuilder html, TimetableEntry entry, TimetableScope scope, string note)
    {
        var session = entry.Session;
        html.Add($"<tr><td class=\"time\">{SessionWords.Capital(SessionWords.Time(session))}</td>");
        SessionCells.AddActivity(html, session, note, Teller(entry.Published));
        html.Add($"<td data-label=\"Where\">{Where(session, entry.Place, scope)}</td>");
        SessionCells.AddAges(html, session);
        SessionCells.AddBookingAndCost(html, session);
    }

    private static string Teller(PublishedSession published) => published.LinkedPartners.Count == 0
        ? $"Run by {published.PartnerName}"
        : $"Run by {published.PartnerName}, also listed by {DateWords.And(published.LinkedPartners)}";

    /// <summary>On a place's own page its name need not stand in every row.</summary>
    private static string Where(Session session, Place place, TimetableScope scope) =>
        scope.PlaceId is not null && session.Room is { } room ? room : SessionWords.Where(session, place);

    private static void AddKey(HtmlBuilder html, Timetable timetable, Season season)
    {
        if (!timetable.Entries.Any(e => e.Session.Schedule.TermTimeOnly))
            return;
        var terms = timetable.Settings.Calendar.Terms.Where(t => t.To >= season.From && t.From <= season.To).OrderBy(t => t.From);
        html.Add($"<div class=\"key\">");
        html.Add($"<p>Term time means these school terms:</p>");
        html.Add($"<ul>");
        foreach (var term in terms)
            html.Add($"<li>{DateWords.Full(term.From)} to {DateWords.Full(term.To)}</li>");
        html.Add($"</ul></div>");
    }

    private static void AddPlaces(HtmlBuilder html, Timetable timetable)
    {
        var places = timetable.Entries.Select(e => e.Place).DistinctBy(p => p.Id).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        if (places.Count == 0)
            return;
        html.Add($"<section aria-labelledby=\"where\">");
        html.Add($"<h2 id=\"where\">Where to find us</h2>");
        html.Add($"<ul>");
        foreach (var place in places)
            html.Add($"<li><strong>{place.Name}</strong>, {place.Address}, {place.Postcode}</li>");
        html.Add($"</ul></section>");
    }

    private static void AddSubscribe(HtmlBuilder html, TimetableScope scope, Season season, TimetableAddresses addresses)
    {
        var calendar = TimetableAddresses.ScopeCalendarPath(scope.Id);
        html.Add($"<section aria-labelledby=\"calendar\">");
        html.Add($"<h2 id=\"calendar\">In your calendar</h2>");
        html.Add($"<p>Subscribe and changes come to your phone or computer by themselves:</p>");
        html.Add($"<ul class=\"links\">");
        html.Add($"<li class=\"screen\"><a href=\"{addresses.SubscribeUrl(calendar)}\">Subscribe to the {scope.Name} calendar</a></li>");
        html.Add($"<li>Calendar address: <span class=\"url\">{addresses.Url(calendar)}</span></li>");
        html.Add($"<li class=\"screen\"><a href=\"{addresses.Url(TimetableAddresses.SeasonPath(scope.Id, season.Id, "ics"))}\">Download {season.Name} as a calendar file</a></li>");
        html.Add($"</ul>");
        html.Add($"<p>This page: <span class=\"url\">{addresses.PageUrl(scope.Id, season.Id)}</span></p>");
        html.Add($"</section>");
    }

    private static string Anchor(IsoDayOfWeek day) => day.ToString().ToLowerInvariant();
}
