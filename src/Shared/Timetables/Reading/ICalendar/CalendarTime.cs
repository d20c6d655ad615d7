using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>A date or a time in its zone: RFC 5545 §3.3.4 and §3.3.5. A floating time is a Europe/London one.</summary>
/// <param name="Local">Wall-clock time in the zone; midnight for a date.</param>
/// <param name="Zone">UTC, the named zone, or Europe/London.</param>
/// <param name="IsDate">True for VALUE=DATE.</param>
internal sealed record CalendarTime(LocalDateTime Local, DateTimeZone Zone, bool IsDate)
{
    /// <summary>True when the calendar names no zone for it.</summary>
    public bool IsFloating { get; init; }

    private static readonly LocalDatePattern DatePattern = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HHmmss");

    /// <summary>The instant. A time that the clocks skip is as much later as they skip; of one that comes twice it is the first (§3.3.5).</summary>
    public Instant Instant => Zone.AtLeniently(Local).ToInstant();

    /// <summary>The same time with a zone that is understood when it names none itself.</summary>
    public CalendarTime FloatingIn(DateTimeZone zone) => IsFloating ? this with { Zone = zone, IsFloating = false } : this;

    /// <summary>The same moment on the wall clocks of a zone.</summary>
    public CalendarTime In(DateTimeZone zone) => IsFloating ? FloatingIn(zone) : this with { Local = Instant.InZone(zone).LocalDateTime, Zone = zone };

    /// <summary>Reads a value; null when it is malformed.</summary>
    public static CalendarTime? Parse(string value, DateTimeZone zone)
    {
        var text = value.Trim();
        if (text.Length == 8)
            return DatePattern.Parse(text) is { Success: true } day ? new(day.Value.AtMidnight(), zone, IsDate: true) : null;
        var isUtc = text.EndsWith('Z') || text.EndsWith('z');
        var moment = isUtc ? text[..^1] : text;
        if (moment.Length != 15 || moment[8] is not ('T' or 't'))
            return null;
        // A leap second is the last second of its minute.
        var clock = moment.EndsWith("60", StringComparison.Ordinal) ? string.Concat(moment.AsSpan(9, 4), "59") : moment[9..];
        return DatePattern.Parse(moment[..8]) is { Success: true } date && TimePattern.Parse(clock) is { Success: true } time
            ? new(date.Value + time.Value, isUtc ? DateTimeZone.Utc : zone, IsDate: false)
            : null;
    }

    /// <summary>Reads "P1DT2H30M": RFC 5545 §3.3.6; null when it is malformed or absurd.</summary>
    public static Duration? ParseDuration(string value)
    {
        var text = value.Trim().TrimStart('+');
        if (!text.StartsWith('P') || text.Length < 3)
            return null;
        long seconds = 0, number = -1;
        foreach (var c in text.AsSpan(1))
        {
            if (char.IsAsciiDigit(c) && number < 1_000_000)
                number = (Math.Max(number, 0) * 10) + (c - '0');
            else if (c != 'T' || number >= 0)
            {
                if (number < 0 || SecondsOf(c) is not { } unit)
                    return null;
                seconds += number * unit;
                number = -1;
            }
        }

        return number >= 0 ? null : Duration.FromSeconds(seconds);
    }

    /// <summary>Reads "+0100" or "-001500": RFC 5545 §3.3.14; null when it is malformed.</summary>
    public static Offset? ParseOffset(string value)
    {
        var text = value.Trim();
        if (text.Length is not (5 or 7) || text[0] is not ('+' or '-')
            || !int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            return null;
        var hhmmss = text.Length == 5 ? digits * 100 : digits;
        var seconds = (hhmmss / 10_000 * 3600) + (hhmmss / 100 % 100 * 60) + (hhmmss % 100);
        return seconds > 18 * 3600 ? null : Offset.FromSeconds(text[0] == '-' ? -seconds : seconds);
    }

    private static long? SecondsOf(char unit) => unit switch
    {
        'W' => 7 * 86_400,
        'D' => 86_400,
        'H' => 3_600,
        'M' => 60,
        'S' => 1,
        _ => null,
    };
}
