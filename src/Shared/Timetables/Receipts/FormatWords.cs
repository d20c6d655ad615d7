namespace HubAutomation.Shared.Timetables.Receipts;

/// <summary>How a file was read, for people who do not know what an encoding is.</summary>
internal static class FormatWords
{
    /// <summary>"CSV, UTF-8, separator semicolon, headings in row 3" is "a CSV file, headings in row 3".</summary>
    public static string Plain(string? note)
    {
        var parts = (note ?? "").Split(", ");
        var (name, technical) = parts[0] switch
        {
            "CSV" => ("a CSV file", 2),
            "web page" => ("a web page", 1),
            "Excel workbook" => ("an Excel workbook", 0),
            "iCalendar" => ("a calendar", 0),
            var other => (other, 0),
        };
        return string.Join(", ", parts.Skip(1 + technical).Prepend(name));
    }
}
