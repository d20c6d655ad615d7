using System.Globalization;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>
/// Says times, dates and schedules in the words that partners should write. Whatever this says is understood again as the same thing.
/// </summary>
internal static class PlainEnglish
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>"9:30am", "11am", "12 noon", "12 midnight", "12:30 at night": what "12am" means depends on who reads it.</summary>
    public static string Say(LocalTime time)
    {
        if (time.Minute == 0 && time.Hour is 0 or 12)
            return time.Hour == 12 ? "12 noon" : "12 midnight";
        if (time.Hour == 0)
            return string.Create(English, $"12:{time.Minute:00} at night");
        var hour = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        var half = time.Hour < 12 ? "am" : "pm";
        return time.Minute == 0 ? $"{hour}{half}" : string.Create(English, $"{hour}:{time.Minute:00}{half}");
    }

    /// <summary>"9:30am to 11am", or the start alone.</summary>
    public static string Say(LocalTime start, LocalTime? end) => end is { } e ? $"{Say(start)} to {Say(e)}" : Say(start);

    /// <summary>"14 September 2026".</summary>
    public static string Say(LocalDate date) => date.ToString("d MMMM uuuu", English);

    /// <summary>"Monday 14 September 2026".</summary>
    public static string SayWithDay(LocalDate date) => $"{date.DayOfWeek} {Say(date)}";

    /// <summary>"every other Tuesday from 15 September 2026, term time only, not 27 October 2026".</summary>
    public static string Say(SessionSchedule schedule)
    {
        var pattern = schedule.Kind switch
        {
            ScheduleKind.Dates => List(schedule.Dates.Select(Say)),
            ScheduleKind.Monthly => $"{List(schedule.WeeksOfMonth.Select(Ordinal))} {List(schedule.Days.Select(d => d.ToString()))} of the month",
            _ => schedule.EveryWeeks switch
            {
                1 => List(schedule.Days.Select(d => d + "s")),
                2 => $"every other {List(schedule.Days.Select(d => d.ToString()))}",
                var n => string.Create(English, $"every {n} weeks on {List(schedule.Days.Select(d => d + "s"))}"),
            },
        };
        return pattern
            + (schedule.From is { } from ? $" from {Say(from)}" : "")
            + (schedule.Until is { } until ? $" until {Say(until)}" : "")
            + (schedule.TermTimeOnly ? ", term time only" : "")
            + (schedule.Except.Count > 0 ? $", not {List(schedule.Except.Select(Say))}" : "");
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IEnumerable<string> parts)
    {
        var all = parts.ToList();
        return all.Count <= 1 ? string.Concat(all) : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }

    private static string Ordinal(int week) => week switch { 1 => "1st", 2 => "2nd", 3 => "3rd", -1 => "last", _ => string.Create(English, $"{week}th") };
}
