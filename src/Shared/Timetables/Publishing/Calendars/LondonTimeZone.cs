using HubAutomation.Shared.Timetables.Occurrences;

namespace HubAutomation.Shared.Timetables.Publishing.Calendars;

/// <summary>
/// VTIMEZONE of Europe/London (RFC 5545 §3.6.5): summer time from the last Sunday of March to the last Sunday of October, 01:00 UTC,
/// as the law has had it since 1996 (first Directive 94/21/EC, then the Summer Time Order 2002).
/// </summary>
internal static class LondonTimeZone
{
    public static void Write(ContentLines lines)
    {
        lines.Add("BEGIN", "VTIMEZONE");
        lines.Add("TZID", LondonTime.ZoneId);
        lines.Add("X-LIC-LOCATION", LondonTime.ZoneId);
        WritePart(lines, "DAYLIGHT", "BST", "19960331T010000", "+0000", "+0100", month: "3");
        WritePart(lines, "STANDARD", "GMT", "19961027T020000", "+0100", "+0000", month: "10");
        lines.Add("END", "VTIMEZONE");
    }

    private static void WritePart(ContentLines lines, string part, string name, string start, string from, string to, string month)
    {
        lines.Add("BEGIN", part);
        lines.Add("TZNAME", name);
        lines.Add("TZOFFSETFROM", from);
        lines.Add("TZOFFSETTO", to);
        lines.Add("DTSTART", start);
        lines.Add("RRULE", $"FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU");
        lines.Add("END", part);
    }
}
