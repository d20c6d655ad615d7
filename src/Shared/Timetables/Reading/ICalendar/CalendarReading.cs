using System.Globalization;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Lookalikes;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>Opens a calendar.</summary>
internal static class CalendarReading
{
    /// <summary>Reads the file's calendars; their events are worked out when the items are enumerated.</summary>
    public static ReadingResult Open(Stream content, string name, TextCoding coding, ReadingOptions options)
    {
        if (content.Length > options.MaxDocumentBytes)
            return new Unreadable("calendar-too-large", $"{name} is larger than a calendar of sessions can be. Export the coming year only.");
        var file = CalendarFile.Parse(coding.ReadAsLines(content), options.MaxLineBytes);
        if (file.IsTooLarge)
            return new Unreadable("calendar-too-large", $"{name} has more events than a calendar of sessions can have; at most {CalendarFile.MaxComponents:N0} are read. Export the coming year only.");
        var events = new CalendarEvents(file, options);
        if (events.Count == 0)
            return new Unreadable("no-sessions", $"{name} holds no events that can be published{events.Note()}. Nothing was changed. If all sessions have ended, tell the hub team.");
        if (OtherFiles.OfTitles(events.Titles) is { } other)
            return new Unreadable("not-a-timetable", other.Sentence(name));
        return new Readable(FileFormat.ICalendar, Note(file, events), events.Items(), []);
    }

    private static string Note(CalendarFile file, CalendarEvents events)
    {
        var calendars = file.Calendars.Count == 1 ? "iCalendar" : $"iCalendar, {file.Calendars.Count} calendars";
        var count = events.Count == 1 ? "1 event" : string.Create(CultureInfo.InvariantCulture, $"{events.Count} events");
        return $"{calendars}, {count}{events.Note()}";
    }
}
