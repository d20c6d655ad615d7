using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Reading.Csv;
using HubAutomation.Shared.Timetables.Reading.Html;
using HubAutomation.Shared.Timetables.Reading.ICalendar;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>Reads whatever partners send: separated text, workbooks, calendars, web pages.</summary>
public static class TimetableReader
{
    /// <summary>Decides what a file is and how its rows are to be read. The rows themselves are read when they are enumerated.</summary>
    /// <param name="seekableContent">The file; it must stay open while the items are read, and is not closed.</param>
    /// <param name="fileName">The partner's name for it. Used in messages and as a hint, never to open anything.</param>
    /// <param name="partner">Whose file it is: their own headings come before the common ones.</param>
    /// <param name="options">Dates and limits.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="IOException">The stream itself failed; nothing is said about the file.</exception>
    public static ReadingResult Open(Stream seekableContent, string fileName, Partner partner, ReadingOptions options)
    {
        ArgumentNullException.ThrowIfNull(seekableContent);
        ArgumentNullException.ThrowIfNull(partner);
        ArgumentNullException.ThrowIfNull(options);
        if (!seekableContent.CanSeek)
            throw new ArgumentException("The content is read more than once, so it must be seekable.", nameof(seekableContent));

        var name = CellText.FileName(fileName ?? "");
        var format = FileKind.Of(seekableContent, name, out var coding, out var refusal);
        return format switch
        {
            FileFormat.Csv => CsvReading.Open(seekableContent, name, coding!, partner, options),
            FileFormat.Xlsx => XlsxReading.Open(seekableContent, name, partner, options),
            FileFormat.Html => HtmlReading.Open(seekableContent, name, coding!, partner, options),
            FileFormat.ICalendar => CalendarReading.Open(seekableContent, name, coding!, options),
            _ => refusal!,
        };
    }
}
