using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Time;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>A date and a time of day in one text, as programs export them: "2026-12-10 16:00", "10/12/2026 4pm", "2026-06-10T15:00:00Z".</summary>
internal static partial class MomentText
{
    private const int MaxLength = 60;

    private static readonly string[] Dates =
        ["yyyy-MM-dd", "yyyy/M/d", "d/M/yyyy", "d/M/yy", "d.M.yyyy", "d-M-yyyy", "d MMMM yyyy", "d MMM yyyy", "d-MMM-yyyy", "MMMM d, yyyy", "MMM d, yyyy"];

    /// <summary>Splits such a text. What names its distance from UTC is told in Europe/London.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date as it is written, or as 2026-12-10.</param>
    /// <param name="time">The time of day; null at midnight, which programs write for a date alone.</param>
    public static bool TrySplit(string text, out string date, out string? time)
    {
        (date, time) = ("", null);
        if (text.Length is < 8 or > MaxLength || !char.IsAsciiLetterOrDigit(text[0]))
            return false;
        if (Iso().Match(text) is { Success: true } iso)
            return TrySplit(iso, out date, out time);
        if (Written().Match(text) is not { Success: true } written)
            return false;
        (date, time) = (written.Groups["date"].Value, WithoutMidnight(written.Groups["time"].Value));
        return true;
    }

    /// <summary>The day before a date of such a text; the date itself when it is written in words of its own.</summary>
    public static string DayBefore(string date) =>
        DateTime.TryParseExact(date, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : date;

    private static bool TrySplit(Match iso, out string date, out string? time)
    {
        (date, time) = ("", null);
        var written = $"{iso.Groups["y"].Value}-{iso.Groups["mo"].Value}-{iso.Groups["d"].Value}T{iso.Groups["h"].Value}:{iso.Groups["mi"].Value}";
        if (!DateTime.TryParseExact(written, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) || moment.Year is < 1900 or > 2200)
            return false;
        var local = LocalDateTime.FromDateTime(moment);
        if (iso.Groups["zone"] is { Success: true, Value: var zone })
            local = local.WithOffset(OffsetOf(zone)).ToInstant().InZone(London.Zone).LocalDateTime;
        date = local.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        time = local.TimeOfDay == LocalTime.Midnight ? null : local.TimeOfDay.ToString("HH':'mm", CultureInfo.InvariantCulture);
        return true;
    }

    private static Offset OffsetOf(string zone)
    {
        var digits = string.Concat(zone.Where(char.IsAsciiDigit));
        if (digits.Length == 0)
            return Offset.Zero;
        var minutes = (int.Parse(digits[..2], CultureInfo.InvariantCulture) * 60) + (digits.Length == 4 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0);
        return Offset.FromSeconds(Math.Min(minutes, 14 * 60) * 60 * (zone[0] == '-' ? -1 : 1));
    }

    // "16:00:00" is 16:00.
    private static string? WithoutMidnight(string time)
    {
        var clock = Seconds().Replace(time, "$1");
        return clock is "00:00" or "0:00" ? null : clock;
    }

    [GeneratedRegex(@"^(?<y>[0-9]{4})-?(?<mo>[0-9]{2})-?(?<d>[0-9]{2})[T ]\s?(?<h>[0-9]{2}):?(?<mi>[0-9]{2})(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?\s?(?<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?(?:\[[\w/]{1,40}\])?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<date>(?:[a-z]{3,9}\.?,?\s+)?(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}(?:st|nd|rd|th)?[\s-]+[a-z]{3,9}\.?,?[\s-]+[0-9]{4}|[a-z]{3,9}\.?\s+[0-9]{1,2}(?:st|nd|rd|th)?,?\s+[0-9]{4})),?(?:\s+at)?\s+(?<time>[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?\s?(?:[ap]\.?m\.?)?|[0-9]{1,2}\s?[ap]\.?m\.?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Written();

    [GeneratedRegex(@"^([0-9]{1,2}:[0-9]{2}):[0-9]{2}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Seconds();
}
