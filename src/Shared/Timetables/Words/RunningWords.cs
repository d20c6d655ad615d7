using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Words;

/// <summary>What a family must know before it trusts "every Monday": when it starts and ends, and when it is off.</summary>
internal static class RunningWords
{
    /// <summary>Sentences about one session on one weekday of a season; empty when it simply takes place every week.</summary>
    /// <param name="schedule">The session's schedule.</param>
    /// <param name="calendar">Terms and bank holidays.</param>
    /// <param name="season">The season that is printed.</param>
    /// <param name="day">The weekday.</param>
    /// <param name="dates">Its dates on that weekday in the season, at least one.</param>
    public static string Note(
        SessionSchedule schedule, AuthorityCalendar calendar, Season season, IsoDayOfWeek day, IReadOnlyList<LocalDate> dates)
    {
        var sentences = schedule.Kind switch
        {
            ScheduleKind.Dates => [$"Runs on {DateWords.List(dates)}."],
            ScheduleKind.Monthly => [$"{SessionWords.Capital(SessionWords.Monthly(schedule.WeeksOfMonth, [day]))}: {DateWords.List(dates)}."],
            _ when schedule.EveryWeeks > 1 => [$"{SessionWords.Capital(SessionWords.Weekly(schedule.EveryWeeks, [day]))}: {DateWords.List(dates)}."],
            _ => EveryWeek(schedule, calendar, season, day, dates),
        };
        return string.Join(' ', schedule.TermTimeOnly ? sentences.Prepend("Term time only.") : sentences);
    }

    private static List<string> EveryWeek(
        SessionSchedule schedule, AuthorityCalendar calendar, Season season, IsoDayOfWeek day, IReadOnlyList<LocalDate> dates)
    {
        if (dates.Count == 1)
            return [$"Only on {DateWords.List(dates)}."];

        var (first, last) = (DateWords.DayAndMonth(dates[0]), DateWords.DayAndMonth(dates[^1]));
        string[] bounds = (schedule.From > season.From.PlusDays(6), schedule.Until < season.To.PlusDays(-6)) switch
        {
            (true, true) => [$"Runs from {first} to {last}."],
            (true, false) => [$"Starts {first}."],
            (false, true) => [$"Last one {last}."],
            _ => [],
        };
        return [.. bounds, .. DaysOff(schedule, calendar, season.From, season.To, day)];
    }

    /// <summary>"Not on 26 October (school holiday)." All of them, since a parent does not know a council's terms by heart.</summary>
    /// <param name="schedule">The session's schedule.</param>
    /// <param name="calendar">Terms and bank holidays.</param>
    /// <param name="from">First date that counts.</param>
    /// <param name="to">Last date that counts.</param>
    /// <param name="day">The weekday; null for all.</param>
    public static IEnumerable<string> DaysOff(
        SessionSchedule schedule, AuthorityCalendar calendar, LocalDate from, LocalDate to, IsoDayOfWeek? day = null)
    {
        var off = new Dictionary<FreeDay, List<LocalDate>>();
        foreach (var date in SchedulePattern.Dates(schedule, calendar, from, to).Where(d => day is null || d.DayOfWeek == day))
        {
            if (OccurrenceExpander.WhyNot(schedule, calendar, date) is not { } reason)
                continue;
            if (!off.TryGetValue(reason, out var list))
                off[reason] = list = [];
            list.Add(date);
        }

        return off.OrderBy(o => o.Value[0]).Select(o => $"Not on {DateWords.List(o.Value)}{Because(o.Key)}.");
    }

    private static string Because(FreeDay reason) => reason switch
    {
        FreeDay.BankHoliday => " (bank holiday)",
        FreeDay.SchoolHoliday => " (school holiday)",
        _ => "",
    };
}
