using System.Globalization;

namespace HubAutomation.Shared.Platform.Files;

/// <summary>The one way in which dates and times of spreadsheet cells are written as text: "2026-09-14", "09:30", "2026-09-14 09:30".</summary>
internal static class SpreadsheetMoment
{
    // Days are counted from the end of 1899, in workbooks of old Macs from 1 January 1904: day 0 is a time without a date.
    private static readonly DateTime FirstDate = new(1904, 1, 2, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Writes a cell's value, which spreadsheets keep as a count of days; a value below one day is a time of day.</summary>
    public static string Write(DateTime moment)
    {
        // 09:30 is kept as a fraction of a day and comes back as 09:29:59.999.
        var rounded = new DateTime((moment.Ticks + (TimeSpan.TicksPerSecond * 30)) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute);
        if (rounded < FirstDate)
            return rounded.ToString("HH:mm", CultureInfo.InvariantCulture);
        return rounded.ToString(rounded.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
