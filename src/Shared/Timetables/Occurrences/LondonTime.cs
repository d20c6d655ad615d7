using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Occurrences;

/// <summary>Wall-clock times of sessions on the time line.</summary>
internal static class LondonTime
{
    public const string ZoneId = "Europe/London";

    public static LocalDateTime StartOn(this Session session, LocalDate date) => date + session.Start;

    /// <summary>An end at or before the start is on the next day.</summary>
    public static LocalDateTime? EndOn(this Session session, LocalDate date) => session.End is { } end
        ? (end > session.Start ? date : date.PlusDays(1)) + end
        : null;

    /// <summary>
    /// A time that the clocks skip moves on by the hour they skip, one that comes twice is the first of the two:
    /// what RFC 5545 §3.3.5 says of such times, so that calendars and JSON agree.
    /// </summary>
    public static ZonedDateTime InLondon(this LocalDateTime time) => time.InZoneLeniently(London.Zone);
}
