using System.Globalization;

namespace HubAutomation.Shared.Platform.Files;

/// <summary>The one way in which dates and times of spreadsheet cells are written as text: "2026-09-14", "09:30", "2026-09-14 09:30".</summary>
internal static class SpreadsheetMoment
{
    private const string DateThenTime = "yyyy-MM-dd HH:mm";

    // Days are counted from the end of 1899, in workbooks of old Macs from 1 January 1904: day 0 is a time without a date.
    private static readonly DateTime FirstDate = new(1904, 1, 2, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Writes a cell's value, which spreadsheets keep as a count of days; a value below one day is a time of day.</summary>
    public static string Write(DateTime moment)
    {
        // 09:30 is kept as a fraction of a day and comes back as 09:29:59.999.
        var rounded = new DateTime((moment.Ticks + (TimeSpan.TicksPerSecond * 30)) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute);
        if (rounded < FirstDate)
            return rounded.ToString("HH:mm", CultureInfo.InvariantCulture);
        return rounded.ToString(rounded.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : DateThenTime, CultureInfo.InvariantCulture);
    }

    /// <summary>The day before a date in this form.</summary>
    public static string DayBefore(string date) =>
        DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Splits "2026-09-14 09:30", also with seconds or a "T" between.</summary>
    public static bool TrySplit(string text, out string date, out string time)
    {
        date = time = "";
        if (text.Length is < 16 or > 19 || text[4] != '-' || text[10] is not (' ' or 'T')
            || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return false;
        date = moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        time = moment.ToString("HH:mm", CultureInfo.InvariantCulture);
        return true;
    }
}
