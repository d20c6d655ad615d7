using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>Counts weekdays between dates, and says what is wrong with them.</summary>
internal static class DaysOfWeek
{
    /// <summary>A period without weekdays means every day of it only when it is this short ("26–30 October").</summary>
    private const int EveryDayOfPeriod = 7;

    // Far more than a timetable has.
    private const int MostDays = 3 * 366;

    /// <summary>True for a period that is so short that it means every day.</summary>
    public static bool AreFew(LocalDate first, LocalDate last) => Period.DaysBetween(first, last) < EveryDayOfPeriod;

    /// <summary>The dates of a period that fall on some weekdays.</summary>
    public static LocalDate[] Between(LocalDate first, LocalDate last, DaySet days) =>
        [.. Enumerable.Range(0, Math.Clamp(Period.DaysBetween(first, last) + 1, 0, MostDays)).Select(first.PlusDays).Where(d => days.Has(d.DayOfWeek))];

    /// <summary>The first date on one of some weekdays, at or after a date.</summary>
    public static LocalDate FirstOn(LocalDate from, DaySet days)
    {
        while (!days.Has(from.DayOfWeek))
            from = from.PlusDays(1);
        return from;
    }

    /// <summary>How many weeks lie between the weeks of two dates.</summary>
    public static int WeeksBetween(LocalDate one, LocalDate other) => Period.DaysBetween(MondayOf(one), MondayOf(other)) / 7;

    /// <summary>What is wrong when a date falls on none of some weekdays; null when it falls on one.</summary>
    public static Misunderstanding? Differ(LocalDate date, DaySet days)
    {
        if (days.Has(date.DayOfWeek))
            return null;
        return days.Count == 1
            ? DateSettlement.WeekdayDiffers(date, days.ToArray()[0])
            : new("weekday-differs", $"{PlainEnglish.Say(date)} is a {date.DayOfWeek}, which is not one of {PlainEnglish.List(days.ToArray().Select(d => d.ToString()))}. Correct the days or the date.");
    }

    /// <summary>No weekday is said.</summary>
    /// <param name="text">What is said; "" when nothing is.</param>
    public static Misunderstanding Missing(string text) => new(
        "day-missing", text.Length == 0 ? "The row does not say on which day. Write a weekday or dates." : $"\"{Misunderstanding.Quoted(text)}\" does not say on which day of the week. {DayPhrase.Advice}");

    private static LocalDate MondayOf(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);
}
