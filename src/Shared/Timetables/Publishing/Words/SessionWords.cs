using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing.Words;

/// <summary>A session's parts in a few words each, for pages, calendars, receipts and the list of changes.</summary>
public static class SessionWords
{
    /// <summary>"Mondays and Wednesdays, 9:30am to 11am, term time only".</summary>
    public static string When(Session session) =>
        $"{Days(session.Schedule)}, {Time(session)}{(session.Schedule.TermTimeOnly ? ", term time only" : "")}";

    /// <summary>"9:30am to 11am".</summary>
    public static string Time(Session session) => TimeWords.Range(session.Start, session.End);

    /// <summary>"Kingsway Family Hub, Sensory Room".</summary>
    public static string Where(Session session, Place place) => session.Room is { } room ? $"{place.Name}, {room}" : place.Name;

    /// <summary>The days as a pattern: "every other Monday", "first Tuesday of the month", "14 and 21 September".</summary>
    public static string Days(SessionSchedule schedule) => schedule.Kind switch
    {
        ScheduleKind.Dates => DateWords.List(schedule.Dates),
        ScheduleKind.Monthly => Monthly(schedule.WeeksOfMonth, schedule.Days),
        _ => Weekly(schedule.EveryWeeks, schedule.Days),
    };

    /// <summary>"Drop in", "Booking needed"; null when the partner said nothing.</summary>
    public static string? Booking(Booking booking) => booking.Kind switch
    {
        BookingKind.DropIn => "Drop in",
        BookingKind.Recommended => "Booking advised",
        BookingKind.Required => "Booking needed",
        BookingKind.Referral => "By referral only",
        _ => null,
    };

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    internal static string Weekly(int everyWeeks, IReadOnlyList<IsoDayOfWeek> days) => everyWeeks switch
    {
        1 => DateWords.Plural(days),
        2 => "every other " + DateWords.And([.. days.Select(d => d.ToString())]),
        _ => $"every {everyWeeks} weeks on {DateWords.And([.. days.Select(d => d.ToString())])}",
    };

    internal static string Monthly(IReadOnlyList<int> weeks, IReadOnlyList<IsoDayOfWeek> days) =>
        $"{DateWords.And([.. weeks.Select(DateWords.Ordinal)])} {DateWords.And([.. days.Select(d => d.ToString())])} of the month";
}
