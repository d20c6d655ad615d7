using System.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading;
using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>What the reading tests have in common: a partner, a day, and short ways to open a file and look at it.</summary>
internal static class Given
{
    static Given() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static readonly ReadingOptions Options = new(Today: new LocalDate(2026, 9, 1), Horizon: new LocalDate(2027, 7, 31));

    public static readonly Partner Library = PartnerWith();

    public static Encoding Windows1252 => Encoding.GetEncoding(1252);

    public static Partner PartnerWith(params (string Heading, string Field)[] columns) =>
        new("widnes-library", "Widnes Library", columns.ToDictionary(c => c.Heading, c => c.Field), null, null);

    public static ReadingResult Open(byte[] content, string fileName = "timetable.csv", Partner? partner = null, ReadingOptions? options = null) =>
        TimetableReader.Open(new MemoryStream(content), fileName, partner ?? Library, options ?? Options);

    public static ReadingResult Open(string text, string fileName = "timetable.csv", Partner? partner = null, ReadingOptions? options = null) =>
        Open(Encoding.UTF8.GetBytes(text), fileName, partner, options);

    public static Readable Read(string text, string fileName = "timetable.csv", Partner? partner = null) =>
        Assert.IsType<Readable>(Open(text, fileName, partner));

    public static Readable Read(byte[] content, string fileName = "timetable.csv") => Assert.IsType<Readable>(Open(content, fileName));

    /// <summary>One line for each item: "2 Day=Monday | Start=9:30"; an unreadable row is "4 ! quote-not-closed: Mon,…".</summary>
    public static string[] Lines(this Readable readable) => [.. readable.Items.Select(Line)];

    public static string Line(ReadItem item) => item switch
    {
        TextRow row => $"{At(row.Place)} {string.Join(" | ", row.Cells.Select(c => $"{c.Key}={c.Value.Replace("\n", "⏎", StringComparison.Ordinal)}"))}",
        UnreadableRow row => $"{At(row.Place)} ! {row.Reject.Rule}: {row.Reject.Value}",
        CalendarRow row => $"{At(row.Place)} {row.Title} @ {row.Location} {When(row.Schedule)} {row.Start:HH':'mm}-{row.End?.ToString("HH':'mm", null)}",
        GroupHeading heading => $"{At(heading.Place)} # {heading.Text}",
        Remark remark => $"{At(remark.Place)} ~ {remark.Warning.Rule}",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item.GetType().Name, "not a known item"),
    };

    private static string At(RowPlace place) =>
        (place.Part is null ? "" : place.Part + "!") + (place.Column ?? "") + place.Row;

    private static string When(SessionSchedule schedule) => schedule.Kind == ScheduleKind.Dates
        ? string.Join(',', schedule.Dates.Select(Iso))
        : $"{string.Join('+', schedule.Days)}/{(schedule.Kind == ScheduleKind.Monthly ? $"month {string.Join('+', schedule.WeeksOfMonth)}" : schedule.EveryWeeks)} {(schedule.From is { } from ? Iso(from) : "")}..{(schedule.Until is { } until ? Iso(until) : "")}"
            + (schedule.Except.Count == 0 ? "" : $" not {string.Join(',', schedule.Except.Select(Iso))}");

    private static string Iso(LocalDate date) => date.ToString("uuuu-MM-dd", null);
}
