using System.Globalization;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Occurrences;

/// <summary>
/// The iCalendar UID of a session's events (RFC 5545 §3.8.4.7), the same in calendars and JSON and from one publication to
/// the next. A weekly pattern is one event with a rule; any other date is an event of its own, because Outlook leaves out RDATE.
/// </summary>
internal static class CalendarUid
{
    /// <summary>The UID of the event that holds the session's occurrence on <paramref name="date"/>.</summary>
    /// <param name="authority">The authority's id.</param>
    /// <param name="session">The session.</param>
    /// <param name="date">One of its dates.</param>
    /// <param name="season">
    /// The season whose timetable it is in; null for a timetable of all seasons. A pattern ends with its season, and so is another event
    /// there than in the next season's timetable: somebody may subscribe to both.
    /// </param>
    public static string Of(string authority, Session session, LocalDate date, string? season = null) => session.Schedule.Kind == ScheduleKind.Weekly
        ? $"{session.Id}{(season is null ? "" : $"-{season}")}@{authority}.familyhubs"
        : string.Create(CultureInfo.InvariantCulture, $"{session.Id}-{date.Year:D4}{date.Month:D2}{date.Day:D2}@{authority}.familyhubs");
}
