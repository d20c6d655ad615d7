using NodaTime;
using NodaTime.Calendars;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>The parts of a rule that choose days. "Expand" and "limit" of RFC 5545 §3.3.10 come to the same: of all days of a period those that match every part.</summary>
internal static class DayRules
{
    /// <summary>True when the day matches every part that the rule has.</summary>
    public static bool Match(RecurrenceRule rule, LocalDate day) =>
        (rule.ByMonth.Count == 0 || rule.ByMonth.Contains(day.Month))
        && (rule.ByMonthDay.Count == 0 || HasNumber(rule.ByMonthDay, day.Day, day.Calendar.GetDaysInMonth(day.Year, day.Month)))
        && (rule.ByYearDay.Count == 0 || HasNumber(rule.ByYearDay, day.DayOfYear, day.Calendar.GetDaysInYear(day.Year)))
        && (rule.ByWeekNo.Count == 0 || HasWeek(rule, day))
        && (rule.ByDay.Count == 0 || HasWeekday(rule, day));

    private static bool HasNumber(IReadOnlyList<int> numbers, int number, int ofAll) =>
        numbers.Contains(number) || numbers.Contains(number - ofAll - 1);

    // Week 1 is the first with at least four days in the year.
    private static bool HasWeek(RecurrenceRule rule, LocalDate day)
    {
        var weeks = WeekYearRules.ForMinDaysInFirstWeek(4, rule.WeekStart);
        return HasNumber(rule.ByWeekNo, weeks.GetWeekOfWeekYear(day), weeks.GetWeeksInWeekYear(weeks.GetWeekYear(day)));
    }

    // "The second Tuesday" is one of the month, except in a yearly rule without months.
    private static bool HasWeekday(RecurrenceRule rule, LocalDate day)
    {
        var ofYear = rule.Frequency == Frequency.Yearly && rule.ByMonth.Count == 0;
        var number = ofYear ? day.DayOfYear : day.Day;
        var length = ofYear ? day.Calendar.GetDaysInYear(day.Year) : day.Calendar.GetDaysInMonth(day.Year, day.Month);
        foreach (var (ordinal, weekday) in rule.ByDay)
        {
            if (weekday == day.DayOfWeek
                && (ordinal == 0 || ordinal == ((number - 1) / 7) + 1 || ordinal == -(((length - number) / 7) + 1)))
                return true;
        }

        return false;
    }
}
