using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;
using TimeZoneConverter;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>
/// Finds the zone that a TZID means: an IANA name, a Windows name, or what the calendar's own VTIMEZONE says.
/// </summary>
/// <remarks>
/// Outlook and Exchange write "GMT Standard Time", "GMT Standard Time 1", "GMT" or "(UTC+00:00) Dublin, Edinburgh, Lisbon, London"
/// and mean London with its summer time. Taken for plain GMT, half the year would be an hour late.
/// </remarks>
internal sealed class CalendarZones
{
    public static readonly DateTimeZone London = Platform.Time.London.Zone;

    private readonly Dictionary<string, Component> _described;
    private readonly Dictionary<string, DateTimeZone?> _found = new(StringComparer.Ordinal);
    private readonly ReadingOptions _options;

    public CalendarZones(Component calendar, ReadingOptions options)
    {
        _options = options;
        _described = calendar.Children
            .Where(c => c.Name == "VTIMEZONE")
            .GroupBy(c => Tidy(c.Find("TZID")?.Text() ?? ""), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
    }

    /// <summary>The zone, or null when neither the name nor the calendar tells.</summary>
    public DateTimeZone? Find(string tzid)
    {
        var id = Tidy(tzid.Replace("\\,", ",", StringComparison.Ordinal));
        if (!_found.TryGetValue(id, out var zone))
            _found[id] = zone = Resolve(id);
        return zone;
    }

    private DateTimeZone? Resolve(string id)
    {
        var described = _described.GetValueOrDefault(id);
        // IANA's "GMT" never has summer time; a calendar that describes it means its own.
        if (described is not null && id is "GMT" or "UTC" or "Etc/GMT")
            return Evaluate(described, id) ?? ByName(id);
        return ByName(id)
            ?? (described?.Find("X-LIC-LOCATION") is { } location ? ByName(location.Text()) : null)
            ?? (described is null ? null : Evaluate(described, id));
    }

    private static DateTimeZone? ByName(string id)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } iana)
            return iana;
        var windows = id.TrimEnd("0123456789 ".ToCharArray());
        if (TZConvert.TryWindowsToIana(id, out var name) || TZConvert.TryWindowsToIana(windows, out name))
            return DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
        if (id.StartsWith('(') && id.Contains("London", StringComparison.OrdinalIgnoreCase))
            return London;
        return ByTail(id);
    }

    // "/mozilla.org/20070129_1/Europe/London"
    private static DateTimeZone? ByTail(string id)
    {
        var parts = id.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 3 ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull($"{parts[^2]}/{parts[^1]}");
    }

    // A described zone that changes its clocks when London does is London, so that its weekly events stay weekly.
    private DateTimeZone? Evaluate(Component described, string id)
    {
        var zone = FileTimeZone.Evaluate(described, id, _options.Horizon);
        if (zone is null)
            return null;
        var from = _options.Today.PlusYears(-1).AtStartOfDayInZone(London).ToInstant();
        var to = _options.Horizon.PlusDays(1).AtStartOfDayInZone(London).ToInstant();
        return Changes(zone, from, to).SequenceEqual(Changes(London, from, to)) ? London : zone;
    }

    private static IEnumerable<(Instant, Offset)> Changes(DateTimeZone zone, Instant from, Instant to)
    {
        var offset = zone.GetUtcOffset(from);
        yield return (from, offset);
        foreach (var interval in zone.GetZoneIntervals(from, to))
        {
            if (interval.WallOffset == offset)
                continue;
            offset = interval.WallOffset;
            yield return (interval.Start, offset);
        }
    }

    private static string Tidy(string id) => id.Trim().Trim('"');
}
