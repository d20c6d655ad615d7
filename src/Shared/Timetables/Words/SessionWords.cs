using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Words;

/// <summary>A session's parts in a few words each, for pages, calendars, receipts and the list of changes.</summary>
internal static class SessionWords
{
    /// <summary>
    /// Everything that a partner has said of when: "Tuesdays, 9:30am to 11am, from 8 September to 15 December 2026, not on 27 October 2026,
    /// term time only".
    /// </summary>
    public static string When(Session session)
    {
        var schedule = session.Schedule;
        string?[] parts =
        [
            schedule.Kind == ScheduleKind.Dates ? DateWords.ListWithYear(schedule.Dates) : Days(schedule),
            Time(session),
            Bounds(schedule.From, schedule.Until),
            schedule.Except.Count > 0 ? $"not on {DateWords.ListWithYear(schedule.Except)}" : null,
            schedule.TermTimeOnly ? "term time only" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>"“Baby massage”, Mondays, 9:30am to 11am, Kingsway Family Hub": a session in a list.</summary>
    public static string Line(Session session, IReadOnlyList<Place> places) =>
        $"“{session.Title}”, {When(session)}, {(places.FirstOrDefault(p => p.Id == session.PlaceId) is { } place ? Where(session, place) : session.PlaceId)}";

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

    private static string? Bounds(LocalDate? from, LocalDate? until) => (from, until) switch
    {
        ({ } first, { } last) when first == last => $"on {DateWords.Full(first)} only",
        ({ } first, { } last) => $"from {(first.Year == last.Year ? DateWords.DayAndMonth(first) : DateWords.Full(first))} to {DateWords.Full(last)}",
        ({ } first, null) => $"from {DateWords.Full(first)}",
        (null, { } last) => $"until {DateWords.Full(last)}",
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
