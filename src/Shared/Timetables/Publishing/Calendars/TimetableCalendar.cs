using System.Globalization;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Publishing.Documents;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing.Calendars;

/// <summary>
/// A timetable as an iCalendar stream to subscribe to (RFC 5545, RFC 7986). A weekly pattern is one event with RRULE, UNTIL and EXDATE;
/// other dates are one event each. A session that was withdrawn is simply not there any more: a subscribed calendar drops it.
/// </summary>
internal static class TimetableCalendar
{
    /// <summary>How often a subscriber should look again. Timetables change weekly at most; half a day is soon enough for a cancellation.</summary>
    private const string Refresh = "PT12H";

    public static void Write(Stream output, Timetable timetable, string url)
    {
        var authority = timetable.Settings.Authority;
        var lines = new ContentLines(output);
        lines.Add("BEGIN", "VCALENDAR");
        lines.Add("VERSION", "2.0");
        lines.AddText("PRODID", $"-//{authority.Name}//{authority.ServiceName}//EN");
        lines.Add("CALSCALE", "GREGORIAN");
        lines.Add("METHOD", "PUBLISH");
        lines.AddText("NAME", timetable.Title);
        lines.AddText("X-WR-CALNAME", timetable.Title);
        if (authority.Notice is { } notice)
        {
            lines.AddText("DESCRIPTION", notice);
            lines.AddText("X-WR-CALDESC", notice);
        }

        lines.Add("X-WR-TIMEZONE", LondonTime.ZoneId);
        lines.Add("SOURCE;VALUE=URI", url);
        if (timetable.LastModified is { } modified)
            lines.Add("LAST-MODIFIED", modified);
        lines.Add("REFRESH-INTERVAL;VALUE=DURATION", Refresh);
        lines.Add("X-PUBLISHED-TTL", Refresh);
        LondonTimeZone.Write(lines);
        foreach (var entry in timetable.Entries)
            WriteEvents(lines, timetable, entry);
        lines.Add("END", "VCALENDAR");
    }

    private static void WriteEvents(ContentLines lines, Timetable timetable, TimetableEntry entry)
    {
        // The words are most of an event and the same on every date.
        using var words = new MemoryStream();
        WriteWords(new ContentLines(words), timetable, entry);
        if (entry.Session.Schedule.Kind == ScheduleKind.Weekly)
        {
            WriteEvent(lines, timetable, entry, entry.Dates[0], repeats: entry.Dates.Count > 1, words);
            return;
        }

        foreach (var date in entry.Dates)
            WriteEvent(lines, timetable, entry, date, repeats: false, words);
    }

    private static void WriteEvent(
        ContentLines lines, Timetable timetable, TimetableEntry entry, LocalDate date, bool repeats, MemoryStream words)
    {
        var (session, published) = (entry.Session, entry.Published);
        lines.Add("BEGIN", "VEVENT");
        lines.Add("UID", CalendarUid.Of(timetable.Settings.Authority.Id, session, date, timetable.Season));
        lines.Add("DTSTAMP", published.LastModified);
        lines.Add("LAST-MODIFIED", published.LastModified);
        lines.Add("SEQUENCE", SequenceOf(timetable, published).ToString(CultureInfo.InvariantCulture));
        lines.Add("DTSTART", session.StartOn(date));
        if (session.EndOn(date) is { } end)
            lines.Add("DTEND", end);
        if (repeats)
            WriteRule(lines, timetable, entry);
        lines.Add(words);
        lines.Add("END", "VEVENT");
    }

    private static int SequenceOf(Timetable timetable, PublishedSession published)
    {
        var since = published.Session.Schedule.Kind == ScheduleKind.Weekly ? timetable.StretchedSince : null;
        return new[] { since, timetable.Settings.Since }.OfType<Instant>().Select(EventSequence.At).Append(published.Sequence).Max();
    }

    private static void WriteWords(ContentLines lines, Timetable timetable, TimetableEntry entry)
    {
        lines.AddText("SUMMARY", entry.Session.Title);
        lines.AddText("LOCATION", EventWords.Location(entry.Session, entry.Place));
        lines.AddText("DESCRIPTION", EventWords.Description(entry.Published, timetable.Settings.Authority.Notice));
        if (SafeLink.Of(entry.Session.Booking.Url) is { } url)
            lines.Add("URL", url);
        lines.Add("STATUS", "CONFIRMED");

        // Somebody who follows a timetable is not busy whenever something is on.
        lines.Add("TRANSP", "TRANSPARENT");
    }

    private static void WriteRule(ContentLines lines, Timetable timetable, TimetableEntry entry)
    {
        var (session, dates) = (entry.Session, entry.Dates);
        var schedule = session.Schedule;
        var days = string.Join(',', schedule.Days.Select(d => d.ToString()[..2].ToUpperInvariant()));
        var interval = schedule.EveryWeeks > 1 ? string.Create(CultureInfo.InvariantCulture, $";INTERVAL={schedule.EveryWeeks}") : "";
        var until = ContentLines.Utc(session.StartOn(dates[^1]).InLondon().ToInstant());
        lines.Add("RRULE", $"FREQ=WEEKLY{interval};UNTIL={until};WKST=MO;BYDAY={days}");

        var off = SchedulePattern.Dates(schedule, timetable.Settings.Calendar, dates[0], dates[^1])
            .Where(d => OccurrenceExpander.WhyNot(schedule, timetable.Settings.Calendar, d) is not null)
            .Select(d => ContentLines.Local(session.StartOn(d)))
            .ToList();
        if (off.Count > 0)
            lines.Add($"EXDATE;TZID={LondonTime.ZoneId}", string.Join(',', off));
    }
}
