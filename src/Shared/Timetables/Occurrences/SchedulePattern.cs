using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Occurrences;

/// <summary>The dates that a schedule's pattern names, before holidays and exceptions are taken out.</summary>
internal static class SchedulePattern
{
    /// <summary>Ascending and distinct, from <paramref name="from"/> to <paramref name="to"/> and within the schedule's own bounds.</summary>
    public static IEnumerable<LocalDate> Dates(SessionSchedule schedule, AuthorityCalendar calendar, LocalDate from, LocalDate to)
    {
        var first = Later(from, FirstDate(schedule, calendar));
        var last = Earlier(to, LastDate(schedule, calendar));
        return schedule.Kind switch
        {
            ScheduleKind.Weekly => Weekly(schedule, first, last),
            ScheduleKind.Monthly => Monthly(schedule, first, last),
            _ => schedule.Dates.Where(d => first <= d && d <= last),
        };
    }

    /// <summary>The schedule's first date; without one a pattern starts with the calendar's first season.</summary>
    public static LocalDate? FirstDate(SessionSchedule schedule, AuthorityCalendar calendar) =>
        schedule.From ?? (IsOpen(schedule, calendar) ? calendar.Seasons.Min(s => s.From) : null);

    /// <summary>The schedule's last date; without one a pattern ends with the calendar's last season.</summary>
    public static LocalDate? LastDate(SessionSchedule schedule, AuthorityCalendar calendar) =>
        schedule.Until ?? (IsOpen(schedule, calendar) ? calendar.Seasons.Max(s => s.To) : null);

    private static bool IsOpen(SessionSchedule schedule, AuthorityCalendar calendar) =>
        schedule.Kind != ScheduleKind.Dates && calendar.Seasons.Count > 0;

    private static IEnumerable<LocalDate> Weekly(SessionSchedule schedule, LocalDate first, LocalDate last)
    {
        for (var monday = FirstWeek(schedule, first); monday <= last; monday = monday.PlusWeeks(schedule.EveryWeeks))
        {
            foreach (var day in schedule.Days)
            {
                var date = monday.PlusDays((int)day - 1);
                if (first <= date && date <= last)
                    yield return date;
            }
        }
    }

    /// <summary>The Monday of the first week that counts, at or after the week of <paramref name="first"/>.</summary>
    private static LocalDate FirstWeek(SessionSchedule schedule, LocalDate first)
    {
        var monday = MondayOf(first);
        if (schedule.EveryWeeks <= 1)
            return monday;
        var anchor = MondayOf(schedule.From ?? throw new ArgumentException("A schedule of every n-th week needs its first date.", nameof(schedule)));
        var weeks = Period.DaysBetween(anchor, monday) / 7;
        var past = weeks % schedule.EveryWeeks;
        return past == 0 ? monday : monday.PlusWeeks(schedule.EveryWeeks - past);
    }

    private static IEnumerable<LocalDate> Monthly(SessionSchedule schedule, LocalDate first, LocalDate last)
    {
        for (var month = first.With(DateAdjusters.StartOfMonth); month <= last; month = month.PlusMonths(1))
        {
            foreach (var date in InMonth(schedule, month).Distinct().Order())
            {
                if (first <= date && date <= last)
                    yield return date;
            }
        }
    }

    private static IEnumerable<LocalDate> InMonth(SessionSchedule schedule, LocalDate month)
    {
        foreach (var day in schedule.Days)
        {
            var firstOne = month.With(DateAdjusters.NextOrSame(day));
            foreach (var week in schedule.WeeksOfMonth)
            {
                var date = week < 0
                    ? month.With(DateAdjusters.EndOfMonth).With(DateAdjusters.PreviousOrSame(day))
                    : firstOne.PlusWeeks(week - 1);
                if (date.Month == month.Month)
                    yield return date;
            }
        }
    }

    private static LocalDate MondayOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    private static LocalDate Later(LocalDate a, LocalDate? b) => b is { } other && other > a ? other : a;

    private static LocalDate Earlier(LocalDate a, LocalDate? b) => b is { } other && other < a ? other : a;
}
