using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>
/// Keeps "every second Saturday of the month" monthly where its dates would go on beyond the horizon: a list of them would be another
/// one every month, and read like a change. A rule that ends before stays a list, which names its dates on bank holidays too.
/// </summary>
internal static class MonthlySlots
{
    /// <summary>The rows of the series; null when it is not plainly monthly in London time, or ends before the horizon.</summary>
    public static IEnumerable<CalendarRow>? Of(EventSeries series)
    {
        if (series.Master is not { Rules: [var rule], ExceptRules.Count: 0, Further.Count: 0 } master
            || WeeksOf(rule) is not { Count: > 0 } weeks || !master.Start.Zone.Equals(CalendarZones.London) || !SeriesChanges.AreSingle(series)
            || EventSeries.LastDateOf(rule, master.Start) <= series.LastDay)
            return null;
        return Slots(series, master, rule, weeks);
    }

    private static IEnumerable<CalendarRow> Slots(EventSeries series, CalendarEvent master, RecurrenceRule rule, IReadOnlyList<int> weeks)
    {
        var (from, until) = (master.Start.Local.Date, EventSeries.LastDateOf(rule, master.Start));
        var schedule = SessionSchedule.Monthly(weeks, [.. rule.ByDay.Select(d => d.Day)]) with { From = from, Until = until };
        var except = SeriesChanges.DatesOff(series, master).Where(d => d >= from && !(d > until) && Falls(d, schedule)).Order().ToArray();
        return SeriesChanges.Rows(series, master).Prepend(SeriesChanges.RowOf(master, schedule with { Except = except }));
    }

    /// <summary>Which weeks of the month all the rule's days share: "2SA", "1TU,3TU", or "SA" with BYSETPOS=2; empty when the rule says anything else.</summary>
    private static IReadOnlyList<int> WeeksOf(RecurrenceRule rule)
    {
        if (!rule.IsPlainMonthly)
            return [];
        var days = rule.ByDay.GroupBy(d => d.Day, d => d.Ordinal).Select(g => g.Order().ToArray()).ToArray();
        var weeks = days is [[0]] ? rule.BySetPos : rule.BySetPos.Count == 0 && days.Length > 0 && days.All(d => d.SequenceEqual(days[0])) ? days[0] : [];
        return weeks.All(w => w is -1 or (>= 1 and <= 5)) ? weeks : [];
    }

    private static bool Falls(LocalDate date, SessionSchedule schedule) =>
        schedule.Days.Contains(date.DayOfWeek)
        && (schedule.WeeksOfMonth.Contains(((date.Day - 1) / 7) + 1) || (schedule.WeeksOfMonth.Contains(-1) && date.PlusWeeks(1).Month != date.Month));
}
