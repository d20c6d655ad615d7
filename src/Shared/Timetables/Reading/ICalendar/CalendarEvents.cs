using System.Globalization;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>The events of a file: which of them count, and the rows that come of them.</summary>
internal sealed class CalendarEvents
{
    private readonly CalendarFile _file;
    private readonly ReadingOptions _options;
    private readonly List<Entry[]> _series;
    private readonly int _private;
    private readonly int _cancelled;
    private readonly int _superseded;

    private readonly int _ofOneUid;

    // An event as it stands in the file, before its values are read.
    private sealed record Entry(Component Component, RowPlace Place, EventReader Reader, bool IsCancelled)
    {
        public string Uid { get; } = Component.Find("UID")?.Value.Trim() ?? "";

        public string? Title { get; } = Component.Find("SUMMARY")?.Text();

        public string Changes { get; } = Component.Find("RECURRENCE-ID")?.Value.Trim() ?? "";

        public string Start { get; } = Component.Find("DTSTART") is { } start ? $"{start.Parameter("TZID")} {start.Value.Trim()}" : "";

        // What makes it another event than one with the same UID.
        public (string? Title, string? Location, string Start) What => (Component.Find("SUMMARY")?.Value, Component.Find("LOCATION")?.Value, Start);

        public long Sequence { get; } =
            long.TryParse(Component.Find("SEQUENCE")?.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) ? n : 0;
    }

    public CalendarEvents(CalendarFile file, ReadingOptions options)
    {
        (_file, _options) = (file, options);
        var all = file.Calendars.SelectMany(Entries).Where(e => !ReferenceEquals(e.Component, file.BrokenOff)).ToArray();
        var open = all.Where(e => !IsPrivate(e.Component)).ToArray();
        _private = all.Length - open.Length;

        var named = open.GroupBy(e => e.Uid.Length > 0 ? e.Uid : $"line {e.Place.Row}", StringComparer.Ordinal).Select(SeriesOf).ToArray();
        var series = named.SelectMany(s => s).ToArray();
        _superseded = open.Length - series.Sum(s => s.Length);
        _ofOneUid = named.Where(s => s.Count > 1).Sum(s => s.Count);
        _series = [.. series.Where(s => !IsCancelledWhole(s)).OrderBy(s => s.Min(e => e.Place.Row))];
        _cancelled = series.Length - _series.Count;
    }

    /// <summary>
    /// The series among the events of one UID. Of versions of the same event the highest SEQUENCE counts, of equal ones the last
    /// (RFC 5546 §2.1.5). But some programs give all their events one UID: those that differ, and of which none says that it is newer or
    /// changes another, are events of their own.
    /// </summary>
    private static List<Entry[]> SeriesOf(IEnumerable<Entry> ofOneUid)
    {
        var newest = ofOneUid.GroupBy(e => e.Changes, StringComparer.Ordinal)
            .SelectMany(versions => versions.GroupBy(e => e.Sequence).MaxBy(same => same.Key)!)
            .ToArray();
        var distinct = newest.GroupBy(e => e.What).Select(g => g.MaxBy(e => e.Place.Row)!).ToArray();
        if (distinct.Length == 1 || newest.Any(e => e.Changes.Length > 0))
            return [[.. newest.GroupBy(e => e.Changes, StringComparer.Ordinal).Select(g => g.MaxBy(e => e.Place.Row)!)]];

        // A cancellation concerns what begins at the same time.
        var cancelled = newest.Where(e => e.IsCancelled).Select(e => e.Start).ToHashSet();
        return [.. distinct.Where(e => e.IsCancelled || !cancelled.Contains(e.Start)).Select(e => new[] { e })];
    }

    /// <summary>How many events are left when private, cancelled and superseded ones are taken out; a changed occurrence belongs to its event.</summary>
    public int Count => _series.Count + (_file.BrokenOff is { Name: "VEVENT" } ? 1 : 0);

    /// <summary>The titles of the events that are left, each once.</summary>
    public IReadOnlyCollection<string> Titles => _series.Select(s => s[0].Title).OfType<string>().Select(CellText.Words).Where(t => t.Length is > 0 and <= CellText.MaxExcerptLength)
        .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();

    /// <summary>What was left out, to be said in the receipt.</summary>
    public string Note() =>
        Said(_cancelled, "cancelled") + Said(_private, "private and not read") + Said(_superseded, "replaced by a newer version in the file")
        + Said(_ofOneUid, "with an identifier (UID) that others have too, each taken as an event of its own")
        + Said(_file.Calendars.Sum(c => c.Outside), "behind the end of the calendar, taken as part of it");

    /// <summary>The rows, in the order of the file.</summary>
    public IEnumerable<ReadItem> Items()
    {
        foreach (var entries in _series)
        {
            foreach (var item in ItemsOf(entries))
                yield return item;
        }

        if (_file.BrokenOff is { } component)
        {
            var (place, title) = (new RowPlace(component.Line) { IsEvent = true }, component.Find("SUMMARY")?.Text());
            yield return new UnreadableRow(place, new Reject(
                place, "END", CellText.Excerpt(title ?? component.Name), "file-breaks-off",
                "The calendar breaks off here, so what follows is missing. Export it again and send the new file.")
            {
                Activity = title,
            });
        }
    }

    private List<ReadItem> ItemsOf(Entry[] entries)
    {
        var items = new List<ReadItem>();
        CalendarEvent? master = null;
        var changed = new List<CalendarEvent>();
        var cancelled = new List<(CalendarTime At, bool AllAfter)>();
        foreach (var entry in entries)
        {
            try
            {
                if (entry.Changes.Length == 0)
                    master = entry.Reader.Read(entry.Component, entry.Place);
                else if (entry.IsCancelled)
                    cancelled.Add((entry.Reader.Changed(entry.Component)!, IsAllAfter(entry.Component)));
                else
                    changed.Add(entry.Reader.Read(entry.Component, entry.Place));
            }
            catch (EventRefusedException refused)
            {
                items.Add(refused.At(entry.Place, entry.Title));
                if (entry.Changes.Length > 0 && TryChanged(entry) is { } time)
                    cancelled.Add((time, false));
            }
        }

        try
        {
            var series = new EventSeries(
                master,
                [.. changed.Select(c => c with { Changes = EventSeries.MeantBy(master, c.Changes!) })],
                [.. cancelled.Select(c => (EventSeries.MeantBy(master, c.At), c.AllAfter))],
                _options);
            items.AddRange(RowsOf(series, items.Count > 0));
        }
        catch (EventRefusedException refused)
        {
            items.Add(refused.At(entries[0].Place, entries[0].Title));
        }

        return items;
    }

    private static List<CalendarRow> RowsOf(EventSeries series, bool hasRefused)
    {
        if (series.Master is null && series.Changed.Count == 0)
            return [];
        var rows = (WeeklySlots.Of(series) ?? MonthlySlots.Of(series) ?? DatedSlots.Of(series.Occurrences())).ToList();
        if (rows.Count == 0 && !hasRefused)
        {
            throw new EventRefusedException(
                "RRULE", series.Master?.Title ?? "", "event-never-happens", "This event has no date left: its rule gives none, or all of them are excluded.");
        }

        var warnings = SeriesWarnings.Of(series).ToList();
        return warnings.Count == 0 || rows.Count == 0 ? rows : [rows[0] with { Warnings = warnings }, .. rows.Skip(1)];
    }

    // The unread version of an occurrence must not appear as it was before.
    private static CalendarTime? TryChanged(Entry entry)
    {
        try
        {
            return entry.Reader.Changed(entry.Component);
        }
        catch (EventRefusedException)
        {
            return null;
        }
    }

    private IEnumerable<Entry> Entries(Component calendar, int index)
    {
        var part = _file.Calendars.Count > 1 ? (calendar.Find("X-WR-CALNAME") ?? calendar.Find("NAME"))?.Text() ?? $"calendar {index + 1}" : null;
        var reader = new EventReader(new CalendarZones(calendar, _options));
        var isCancellation = Is(calendar, "METHOD", "CANCEL");
        return calendar.Children
            .Where(c => c.Name == "VEVENT")
            .Select(c => new Entry(c, new RowPlace(c.Line, part) { IsEvent = true }, reader, isCancellation || Is(c, "STATUS", "CANCELLED")));
    }

    private static bool IsCancelledWhole(IEnumerable<Entry> series) =>
        series.Any(e => e.Changes.Length == 0 && e.IsCancelled) || series.All(e => e.IsCancelled);

    // A class that nobody knows is private: RFC 5545 §3.8.1.3.
    private static bool IsPrivate(Component component) => component.Find("CLASS")?.Value.Trim() is { Length: > 0 } && !Is(component, "CLASS", "PUBLIC");

    private static bool IsAllAfter(Component component) =>
        component.Find("RECURRENCE-ID")?.Parameter("RANGE")?.Equals("THISANDFUTURE", StringComparison.OrdinalIgnoreCase) == true;

    private static bool Is(Component component, string property, string value) =>
        component.Find(property)?.Value.Trim().Equals(value, StringComparison.OrdinalIgnoreCase) == true;

    private static string Said(int count, string what) => count == 0 ? "" : $", {count} {what}";
}
