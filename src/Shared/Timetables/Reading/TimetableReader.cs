using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Csv;
using HubAutomation.Shared.Timetables.Reading.Html;
using HubAutomation.Shared.Timetables.Reading.ICalendar;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>Reads whatever partners send: separated text, workbooks, calendars, web pages.</summary>
internal static class TimetableReader
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
        if (!seekableContent.CanSeek)
            throw new ArgumentException("The content is read more than once, so it must be seekable.", nameof(seekableContent));

        var name = CellText.FileName(fileName ?? "");
        try
        {
            var result = OpenAs(seekableContent, name, partner, options);
            return result is Readable readable ? readable with { Items = UntilBroken(readable.Items) } : result;
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            return new Unreadable("file-damaged", $"{name} is damaged, or built in a way that the hub cannot read. Open it, save it again and send the new file.");
        }
    }

    private static ReadingResult OpenAs(Stream content, string name, Partner partner, ReadingOptions options)
    {
        var format = FileKind.Of(content, name, out var coding, out var refusal);
        return format switch
        {
            FileFormat.Csv => CsvReading.Open(content, name, coding!, partner, options),
            FileFormat.Xlsx => XlsxReading.Open(content, name, partner, options),
            FileFormat.Html => HtmlReading.Open(content, name, coding!, partner, options),
            FileFormat.ICalendar => CalendarReading.Open(content, name, coding!, options),
            _ => refusal!,
        };
    }

    // Whatever a format throws in the midst of a file, the rows before it stand and the partner is told of the rest.
    private static IEnumerable<ReadItem> UntilBroken(IEnumerable<ReadItem> items)
    {
        using var enumerator = items.GetEnumerator();
        var place = new RowPlace(1);
        while (true)
        {
            ReadItem item;
            var broken = false;
            try
            {
                if (!enumerator.MoveNext())
                    yield break;
                item = enumerator.Current;
                place = item.Place;
            }
            catch (Exception e) when (ReadGuard.IsDamage(e))
            {
                broken = true;
                item = ReadGuard.BreaksOff.At(place with { Row = place.Row + 1, Column = null });
            }

            yield return item;
            if (broken)
                yield break;
        }
    }
}
