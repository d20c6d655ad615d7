using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
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
            || !SeriesChanges.AreSingle(series))
            return null;
        return Slots(series, master, rule);
    }

    private static IEnumerable<CalendarRow> Slots(EventSeries series, CalendarEvent master, RecurrenceRule rule)
    {
        var start = master.Start.Local;
        var until = EventSeries.LastDateOf(rule, master.Start);
        var off = SeriesChanges.DatesOff(series, master);
        foreach (var day in rule.CompletedBy(start).ByDay.Select(d => d.Day).Distinct().Order())
        {
            var from = FirstOn(rule, start, day);
            if (until < from)
                continue;
            var except = off.Where(d => Falls(d, from, until, rule.Interval)).Order().ToArray();
            if (until is not null && except.Length == (Period.DaysBetween(from, until.Value) / (7 * rule.Interval)) + 1)
                continue;
            var schedule = SessionSchedule.Weekly(day) with { EveryWeeks = rule.Interval, From = from, Until = until, Except = except };
            yield return SeriesChanges.RowOf(master, schedule);
        }

        foreach (var row in SeriesChanges.Rows(series, master))
            yield return row;
    }

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
}
