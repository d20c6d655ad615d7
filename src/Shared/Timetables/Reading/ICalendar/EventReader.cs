using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>Reads the values of a VEVENT.</summary>
/// <param name="zones">The zones of its calendar.</param>
internal sealed class EventReader(CalendarZones zones)
{
    private static readonly LocalDate FirstDate = new(1900, 1, 1);
    private static readonly LocalDate LastDate = new(2200, 12, 31);

    /// <summary>The event.</summary>
    /// <exception cref="EventRefusedException">The event cannot stand in a timetable, or is malformed.</exception>
    public CalendarEvent Read(Component component, RowPlace place)
    {
        var title = Short(component, "SUMMARY") ?? "";
        if (title.Length == 0)
            throw new EventRefusedException("SUMMARY", "", "title-missing", "This event has no title. Give it one.");
        Check(component, title);
        var start = Start(component, title);
        return new CalendarEvent
        {
            Place = place,
            Title = title,
            Description = component.Find("DESCRIPTION") is { } about ? TextOrNull((about with { Value = CellText.Cut(about.Value) }).Text()) : null,
            Location = TextOrNull(Short(component, "LOCATION")),
            Start = start,
            Length = Length(component, start, title),
            Rules = [.. component.All("RRULE").Select(Rule)],
            ExceptRules = [.. component.All("EXRULE").Select(Rule)],
            Further = [.. component.All("RDATE").SelectMany(Periods).Select(further => (further.Start.FloatingIn(start.Zone), further.Length))],
            Except = [.. component.All("EXDATE").SelectMany(Times).Select(except => except.FloatingIn(start.Zone))],
            Changes = component.Find("RECURRENCE-ID") is { } changed ? Time(changed, changed.Value) : null,
            ChangesAllAfter = component.Find("RECURRENCE-ID")?.Parameter("RANGE")?.Equals("THISANDFUTURE", StringComparison.OrdinalIgnoreCase) == true,
        };
    }

    /// <summary>Which occurrence an event changes; null for a series itself.</summary>
    public CalendarTime? Changed(Component component) =>
        component.Find("RECURRENCE-ID") is { } line ? Time(line, line.Value) : null;

    /// <summary>An event that may not take place, or tells two different things of what it may tell once (RFC 5545 §3.6.1), is given back.</summary>
    private static void Check(Component component, string title)
    {
        if (component.Find("RECURRENCE-ID") is null && component.Find("STATUS")?.Value.Trim() is { Length: > 0 } status
            && status.ToUpperInvariant() is not ("CONFIRMED" or "CANCELLED"))
            throw new EventRefusedException("STATUS", status, "not-to-be-shown", $"The event \"{title}\" is marked \"{status}\", so it is not shown. Mark it as confirmed if it takes place.");

        // What Outlook shows the colour of: somebody is away, or has not decided.
        if (component.Find("X-MICROSOFT-CDO-BUSYSTATUS")?.Value.Trim() is { } busy && busy.ToUpperInvariant() is "OOF" or "TENTATIVE" or "WORKINGELSEWHERE")
            throw new EventRefusedException("STATUS", busy, "not-to-be-shown", $"The event \"{title}\" is shown as \"{(busy.Equals("OOF", StringComparison.OrdinalIgnoreCase) ? "out of office" : busy.ToLowerInvariant())}\" in its calendar, so families do not see it. Show it as busy if it takes place.");
        foreach (var (name, what) in new[] { ("DTSTART", "starts"), ("DTEND", "ends"), ("SUMMARY", "titles"), ("LOCATION", "places") })
        {
            var values = component.All(name).Where(line => line.Parameter("LANGUAGE") is null).Select(line => line.Value.Trim()).Distinct().ToList();
            if (values.Count > 1)
                throw new EventRefusedException(name, values[1], "two-values", $"The event \"{title}\" has two different {what}. Enter it again.");
        }
    }

    private CalendarTime Start(Component component, string title)
    {
        var line = component.Find("DTSTART")
            ?? throw new EventRefusedException("DTSTART", title, "start-missing", $"The event \"{title}\" does not say when it starts.");
        var start = Time(line, line.Value);
        return start.IsDate ? throw AllDay(line.Value, title) : start.FloatingIn(CalendarZones.London);
    }

    private Duration? Length(Component component, CalendarTime start, string title)
    {
        Duration? length = null;
        if (component.Find("DTEND") is { } end)
        {
            var time = Time(end, end.Value).FloatingIn(start.Zone);
            length = time.IsDate ? throw AllDay(end.Value, title) : time.Instant - start.Instant;
        }
        else if (component.Find("DURATION") is { } duration)
        {
            length = CalendarTime.ParseDuration(duration.Value) ?? throw Malformed(duration);
        }

        if (length is null || length == Duration.Zero)
            return null;
        if (length < Duration.Zero)
            throw new EventRefusedException("DTEND", title, "end-before-start", $"The event \"{title}\" ends before it starts.");
        if (start.Local.TimeOfDay == LocalTime.Midnight && length >= Duration.FromHours(23))
            throw AllDay(start.Local.Date.ToString("uuuu-MM-dd", null), title);
        return length < Duration.FromDays(1)
            ? length
            : throw new EventRefusedException("DTEND", title, "longer-than-a-day", $"The event \"{title}\" lasts longer than a day. Enter each day as an event of its own.");
    }

    private static EventRefusedException AllDay(string value, string title) =>
        new("DTSTART", value, "all-day-event", $"The event \"{title}\" is entered as all day. A timetable needs a start and an end time.");

    private static RecurrenceRule Rule(ContentLine line) =>
        RecurrenceRule.Parse(line.Value)
        ?? throw new EventRefusedException(line.Name, line.Value, "repeat-not-understood", "How this event repeats is written in a way that the calendar standard does not know. Enter it again.");

    private IEnumerable<CalendarTime> Times(ContentLine line) =>
        line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(v => Time(line, v));

    private IEnumerable<(CalendarTime Start, Duration? Length)> Periods(ContentLine line)
    {
        foreach (var value in line.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var slash = value.IndexOf('/', StringComparison.Ordinal);
            var start = Time(line, slash < 0 ? value : value[..slash]);
            if (slash < 0)
            {
                yield return (start, null);
                continue;
            }

            var end = value[(slash + 1)..];
            var length = CalendarTime.ParseDuration(end) ?? (Time(line, end).Instant - start.Instant);
            if (length < Duration.Zero || length >= Duration.FromDays(1))
                throw Malformed(line);
            yield return (start, length);
        }
    }

    private CalendarTime Time(ContentLine line, string value)
    {
        var (zone, isUtc) = (CalendarZones.London, value.TrimEnd().EndsWith('Z'));
        if (line.Parameter("TZID") is { } tzid && !isUtc)
        {
            zone = zones.Find(tzid) ?? throw new EventRefusedException(
                line.Name, tzid, "time-zone-unknown", $"The time zone \"{CellText.Excerpt(tzid)}\" is not known and the calendar does not describe it. Use \"Europe/London\".");
        }

        var time = CalendarTime.Parse(value, zone) ?? throw Malformed(line);
        return time.Local.Date >= FirstDate && time.Local.Date <= LastDate
            ? time with { IsFloating = !isUtc && !time.IsDate && line.Parameter("TZID") is null }
            : throw Malformed(line);
    }

    private static EventRefusedException Malformed(ContentLine line) =>
        new(line.Name, line.Value, "calendar-value-malformed", $"{line.Name} of this event is not written as the calendar standard asks. Export the calendar again.");

    /// <summary>A text of one line. One too long for any timetable is looked at no further.</summary>
    private static string? Short(Component component, string name)
    {
        var line = component.Find(name);
        return line is not { Value.Length: > CellText.MaxLength }
            ? line?.Text()
            : throw new EventRefusedException(
                name, line.Value, "text-too-long", $"{name} of this event has {line.Value.Length:N0} characters. Shorten it; at most {CellText.MaxLength:N0} are read.");
    }

    private static string? TextOrNull(string? text) => text is { Length: > 0 } ? text : null;
}
