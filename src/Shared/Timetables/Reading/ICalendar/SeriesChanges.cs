using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>
/// What changes single occurrences of a series that is kept as a pattern: they become exceptions of the pattern and rows of their own.
/// </summary>
internal static class SeriesChanges
{
    /// <summary>False when a change or cancellation reaches to all occurrences after it: that is no exception.</summary>
    public static bool AreSingle(EventSeries series) => !series.Changed.Any(c => c.ChangesAllAfter) && !series.Cancelled.Any(c => c.AllAfter);

    /// <summary>The series' own row.</summary>
    public static CalendarRow RowOf(CalendarEvent master, SessionSchedule schedule)
    {
        LocalTime? end = master.Length is { } length ? (master.Start.Instant + length).InZone(CalendarZones.London).TimeOfDay : null;
        return new(master.Place, master.Title, master.Description, master.Location, schedule, master.Start.Local.TimeOfDay, end);
    }

    /// <summary>Dates that the calendar excludes, and those whose occurrence was cancelled or changed.</summary>
    public static HashSet<LocalDate> DatesOff(EventSeries series, CalendarEvent master)
    {
        var excluded = master.Except.Select(e => EventSeries.MeantBy(master, e));
        var changed = series.Changed.Where(c => !IsAsUsual(c, master)).Select(c => c.Changes!).Concat(series.Cancelled.Select(c => c.At));
        return [.. excluded.Concat(changed).Select(t => InLondon(t).Date)];
    }

    /// <summary>A row for what the changed occurrences have become.</summary>
    public static IEnumerable<CalendarRow> Rows(EventSeries series, CalendarEvent master) =>
        DatedSlots.Of(series.Changed.Where(c => !IsAsUsual(c, master)).Select(c => new EventOccurrence(InLondon(c.Start), InLondon(c), c)));

    // Only the notes were changed: the occurrence is still one of the pattern.
    private static bool IsAsUsual(CalendarEvent changed, CalendarEvent master) =>
        changed.Start.Instant == changed.Changes!.Instant && changed.Length == master.Length
        && changed.Title == master.Title && changed.Location == master.Location;

    private static LocalDateTime InLondon(CalendarTime time) =>
        time.IsDate ? time.Local : time.Instant.InZone(CalendarZones.London).LocalDateTime;

    private static LocalDateTime? InLondon(CalendarEvent changed) =>
        changed.Length is { } length ? (changed.Start.Instant + length).InZone(CalendarZones.London).LocalDateTime : null;
}
