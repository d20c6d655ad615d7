using System.Globalization;
using System.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading;
using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>Writes calendars for the tests and lists when their events take place.</summary>
internal static class CalendarText
{
    public static string Calendar(params string[] lines) =>
        string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tests//EN", .. lines, "END:VCALENDAR", ""]);

    public static string[] Event(params string[] lines) => ["BEGIN:VEVENT", .. lines, "END:VEVENT"];

    /// <summary>The times of one event in Europe/London, in order, from its first until the end of the last day.</summary>
    public static IReadOnlyList<LocalDateTime> TimesOf(string start, LocalDate last, params string[] lines)
    {
        var first = LocalDate.FromDateTime(DateTime.ParseExact(start[..8], "yyyyMMdd", CultureInfo.InvariantCulture));
        var options = new ReadingOptions(first, last, MaxOccurrences: 1_000_000);
        var text = Calendar(Event(["UID:1", "SUMMARY:Rhyme time", $"DTSTART:{start}", .. lines]));
        var readable = Assert.IsType<Readable>(TimetableReader.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "rule.ics", Given.Library, options));
        return [.. readable.Items.OfType<CalendarRow>().SelectMany(r => TimesOf(r, last)).Order()];
    }

    private static IEnumerable<LocalDateTime> TimesOf(CalendarRow row, LocalDate last)
    {
        var (schedule, dates) = (row.Schedule, new List<LocalDate>());
        if (schedule.Kind == ScheduleKind.Dates)
            dates.AddRange(schedule.Dates.Where(d => d <= last));
        else if (schedule.Kind == ScheduleKind.Monthly)
            dates.AddRange(DaysFrom(schedule.From!.Value, schedule.Until < last ? schedule.Until.Value : last).Where(d => IsInMonthlyPattern(schedule, d)));
        for (var date = schedule.From; schedule.Kind == ScheduleKind.Weekly && date <= last && !(date > schedule.Until); date = date?.PlusWeeks(schedule.EveryWeeks))
            dates.Add(date.Value);
        return dates.Except(schedule.Except).Select(d => d + row.Start);
    }

    private static IEnumerable<LocalDate> DaysFrom(LocalDate first, LocalDate last) =>
        Enumerable.Range(0, Math.Max(0, Period.DaysBetween(first, last) + 1)).Select(first.PlusDays);

    private static bool IsInMonthlyPattern(SessionSchedule schedule, LocalDate date)
    {
        var same = DaysFrom(new(date.Year, date.Month, 1), new LocalDate(date.Year, date.Month, 1).PlusMonths(1).PlusDays(-1)).Where(d => d.DayOfWeek == date.DayOfWeek).ToList();
        return schedule.Days.Contains(date.DayOfWeek) && schedule.WeeksOfMonth.Any(w => (w < 0 ? same[^1] : same.ElementAtOrDefault(w - 1)) == date);
    }
}
