using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>The parts of a rule that choose times of day, for rules that count hours, minutes or seconds.</summary>
internal static class ClockRules
{
    /// <summary>How many seconds from the beginning of a period nothing can match; 0 when the period itself can.</summary>
    public static long SecondsToPassOver(RecurrenceRule rule, LocalDateTime period)
    {
        var secondOfDay = period.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond;
        if (!DayRules.Match(rule, period.Date))
            return 86_400 - secondOfDay;
        if (rule.ByHour.Count > 0 && !rule.ByHour.Contains(period.Hour))
            return 3_600 - (secondOfDay % 3_600);
        if (rule.Frequency <= Frequency.Minutely && rule.ByMinute.Count > 0 && !rule.ByMinute.Contains(period.Minute))
            return 60 - (secondOfDay % 60);
        return rule.Frequency == Frequency.Secondly && rule.BySecond.Count > 0 && !rule.BySecond.Contains(period.Second) ? 1 : 0;
    }

    /// <summary>The times within a period that matches.</summary>
    public static IEnumerable<LocalDateTime> Times(RecurrenceRule rule, LocalDateTime period) => rule.Frequency switch
    {
        Frequency.Hourly => from minute in rule.ByMinute from second in rule.BySecond select period.Date + new LocalTime(period.Hour, minute, second),
        Frequency.Minutely => rule.BySecond.Select(second => period.Date + new LocalTime(period.Hour, period.Minute, second)),
        _ => [period],
    };
}
