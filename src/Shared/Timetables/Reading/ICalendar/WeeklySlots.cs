using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>
/// Keeps a plain weekly series weekly, with its open end, instead of listing its dates. Changed occurrences become exceptions of
/// the weekly slot and rows of their own.
/// </summary>
internal static class WeeklySlots
{
    // A year between two sessions is no weekly slot.
    private const int MaxInterval = 52;

    /// <summary>The rows of the series; null when it is not plainly weekly in London time.</summary>
    public static IEnumerable<CalendarRow>? Of(EventSeries series)
    {
        if (series.Master is not { Rules: [var rule], ExceptRules.Count: 0, Further.Count: 0 } master
            || !rule.IsPlainWeekly || rule.Interval > MaxInterval || !master.Start.Zone.Equals(CalendarZones.London) || !WeeksCountFromMonday(rule, master.Start)
            || series.Changed.Any(c => c.ChangesAllAfter) || series.Cancelled.Any(c => c.AllAfter))
            return null;
        return Slots(series, master, rule);
    }

    private static IEnumerable<CalendarRow> Slots(EventSeries series, CalendarEvent master, RecurrenceRule rule)
    {
        var start = master.Start.Local;
        var until = EventSeries.UntilOf(rule, master.Start) is { } moment
            ? moment.TimeOfDay < start.TimeOfDay ? moment.Date.PlusDays(-1) : moment.Date
            : (LocalDate?)null;
        LocalTime? end = master.Length is { } length ? (master.Start.Instant + length).InZone(CalendarZones.London).TimeOfDay : null;
        var off = DatesOff(series, master);
        foreach (var day in rule.CompletedBy(start).ByDay.Select(d => d.Day).Distinct().Order())
        {
            var from = FirstOn(rule, start, day);
            if (until < from)
                continue;
            var except = off.Where(d => Falls(d, from, until, rule.Interval)).Order().ToArray();
            if (until is not null && except.Length == (Period.DaysBetween(from, until.Value) / (7 * rule.Interval)) + 1)
                continue;
            var schedule = SessionSchedule.Weekly(day) with { EveryWeeks = rule.Interval, From = from, Until = until, Except = except };
            yield return new CalendarRow(master.Place, master.Uid, master.Title, master.Description, master.Location, schedule, start.TimeOfDay, end);
        }

        foreach (var row in DatedSlots.Of(series.Changed.Where(c => !IsAsUsual(c, master)).Select(c => new Occurrence(InLondon(c.Start), InLondon(c), c))))
            yield return row;
    }

    // Dates that the calendar excludes, and those whose occurrence was cancelled or changed.
    private static HashSet<LocalDate> DatesOff(EventSeries series, CalendarEvent master)
    {
        var excluded = master.Except.Where(e => e.IsDate || InLondon(e).TimeOfDay == master.Start.Local.TimeOfDay);
        var changed = series.Changed.Where(c => !IsAsUsual(c, master)).Select(c => c.Changes!).Concat(series.Cancelled.Select(c => c.At));
        return [.. excluded.Concat(changed).Select(t => InLondon(t).Date)];
    }

    // Only the notes were changed: the occurrence is still one of the weekly slot.
    private static bool IsAsUsual(CalendarEvent changed, CalendarEvent master) =>
        changed.Start.Instant == changed.Changes!.Instant && changed.Length == master.Length
        && changed.Title == master.Title && changed.Location == master.Location;

    private static bool Falls(LocalDate date, LocalDate from, LocalDate? until, int everyWeeks) =>
        date >= from && !(date > until) && Period.DaysBetween(from, date) % (7 * everyWeeks) == 0;

    // The first time on a weekday, in a week that counts.
    private static LocalDate FirstOn(RecurrenceRule rule, LocalDateTime start, IsoDayOfWeek day)
    {
        var monday = start.Date.PlusDays(1 - (int)start.DayOfWeek);
        var inFirstWeek = monday.PlusDays((int)day - 1);
        return inFirstWeek >= start.Date ? inFirstWeek : inFirstWeek.PlusWeeks(rule.Interval);
    }

    // Which day begins the week matters for every other week only, and there only when Sundays take part.
    private static bool WeeksCountFromMonday(RecurrenceRule rule, CalendarTime start) =>
        rule.Interval == 1 || rule.WeekStart == IsoDayOfWeek.Monday
        || (rule.WeekStart == IsoDayOfWeek.Sunday && start.Local.DayOfWeek != IsoDayOfWeek.Sunday
            && rule.ByDay.All(d => d.Day != IsoDayOfWeek.Sunday));

    private static LocalDateTime InLondon(CalendarTime time) =>
        time.IsDate ? time.Local : time.Instant.InZone(CalendarZones.London).LocalDateTime;

    private static LocalDateTime? InLondon(CalendarEvent changed) =>
        changed.Length is { } length ? (changed.Start.Instant + length).InZone(CalendarZones.London).LocalDateTime : null;
}

/// <summary>Groups occurrences that differ in nothing but their week into rows with dates.</summary>
internal static class DatedSlots
{
    /// <summary>A row for each title, place, weekday, start and end.</summary>
    public static IEnumerable<CalendarRow> Of(IEnumerable<Occurrence> occurrences) => occurrences
        .GroupBy(o => (o.Source.Title, o.Source.Location, o.Start.DayOfWeek, o.Start.TimeOfDay, o.End?.TimeOfDay))
        .Select(slot =>
        {
            var source = slot.First().Source;
            var schedule = SessionSchedule.On(slot.Select(o => o.Start.Date));
            return new CalendarRow(
                source.Place, source.Uid, source.Title, source.Description, source.Location, schedule, slot.Key.Item4, slot.Key.Item5);
        });
}
