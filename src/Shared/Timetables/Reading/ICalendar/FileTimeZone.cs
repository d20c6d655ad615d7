using NodaTime;
using NodaTime.TimeZones;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>A time zone as a VTIMEZONE describes it: RFC 5545 §3.6.5, worked out up to a last year.</summary>
internal sealed class FileTimeZone : DateTimeZone
{
    // Zones of Windows begin in 1601: four centuries of two changes a year.
    private const int MaxSteps = 2_000_000;
    private const int LastYear = 2200;

    private readonly ZoneInterval[] _intervals;

    private FileTimeZone(string id, ZoneInterval[] intervals)
        : base(id, intervals.Length == 1, intervals.Min(i => i.WallOffset), intervals.Max(i => i.WallOffset)) => _intervals = intervals;

    /// <summary>Works the zone out; null when it is malformed.</summary>
    /// <param name="component">The VTIMEZONE.</param>
    /// <param name="id">Its TZID.</param>
    /// <param name="last">The last date for which it is asked.</param>
    public static FileTimeZone? Evaluate(Component component, string id, LocalDate last)
    {
        var changes = new SortedDictionary<Instant, Offset>();
        Offset? before = null;
        var earliest = LocalDateTime.FromDateTime(DateTime.MaxValue);
        foreach (var observance in component.Children.Where(c => c.Name is "STANDARD" or "DAYLIGHT"))
        {
            if (observance.Find("DTSTART") is not { } startLine || CalendarTime.Parse(startLine.Value, Utc) is not { } start || start.Local.Year > LastYear
                || CalendarTime.ParseOffset(observance.Find("TZOFFSETFROM")?.Value ?? "") is not { } from
                || CalendarTime.ParseOffset(observance.Find("TZOFFSETTO")?.Value ?? "") is not { } to)
                return null;
            if (start.Local < earliest)
                (earliest, before) = (start.Local, from);
            if (Onsets(observance, start.Local, from, last) is not { } onsets)
                return null;
            foreach (var onset in onsets)
                changes[onset.WithOffset(from).ToInstant()] = to;
        }

        return before is null ? null : new FileTimeZone(id, Intervals(id, before.Value, changes));
    }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        int low = 0, high = _intervals.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_intervals[middle].Start <= instant)
                low = middle;
            else
                high = middle - 1;
        }

        return _intervals[low];
    }

    // The wall-clock times, in the offset before the change, at which the observance begins.
    private static SortedSet<LocalDateTime>? Onsets(Component observance, LocalDateTime start, Offset from, LocalDate last)
    {
        var onsets = new SortedSet<LocalDateTime> { start };
        var effort = new Effort(MaxSteps);
        foreach (var line in observance.All("RRULE"))
        {
            if (RecurrenceRule.Parse(line.Value) is not { Frequency: >= Frequency.Daily } rule)
                return null;
            var until = last.PlusYears(1).AtMidnight();
            if (rule.Until is not null && CalendarTime.Parse(rule.Until, Utc) is { } end && end.Local.Year <= LastYear)
                until = LocalDateTime.Min(until, rule.Until.EndsWith('Z') ? end.Instant.WithOffset(from).LocalDateTime : end.Local);
            onsets.UnionWith(Recurrence.Expand(rule, start, until, effort));
        }

        foreach (var value in observance.All("RDATE").SelectMany(l => l.Value.Split(',')))
        {
            if (CalendarTime.Parse(value, Utc) is not { } date || date.Local.Year > LastYear)
                return null;
            onsets.Add(date.Local);
        }

        return effort.IsSpent ? null : onsets;
    }

    private static ZoneInterval[] Intervals(string id, Offset before, SortedDictionary<Instant, Offset> changes)
    {
        var intervals = new List<ZoneInterval>();
        Instant? from = null;
        var offset = before;
        foreach (var (instant, next) in changes)
        {
            intervals.Add(new ZoneInterval(id, from, instant, offset, Offset.Zero));
            (from, offset) = (instant, next);
        }

        intervals.Add(new ZoneInterval(id, from, null, offset, Offset.Zero));
        return [.. intervals];
    }
}
