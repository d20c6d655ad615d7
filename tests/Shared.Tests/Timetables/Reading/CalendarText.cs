using System.Globalization;
using System.Text;
using HubAutomation.Shared.Timetables;
using HubAutomation.Shared.Timetables.Reading;
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
        if (row.Schedule.Kind == ScheduleKind.Dates)
            return row.Schedule.Dates.Select(d => d + row.Start);
        var dates = new List<LocalDate>();
        for (var date = row.Schedule.From!.Value; date <= last && !(date > row.Schedule.Until); date = date.PlusWeeks(row.Schedule.EveryWeeks))
            dates.Add(date);
        return dates.Except(row.Schedule.Except).Select(d => d + row.Start);
    }
}
