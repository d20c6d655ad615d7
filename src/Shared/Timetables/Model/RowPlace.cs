using System.Text.Json.Serialization;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>Where a row stands in the partner's file, in the words a partner would use to find it.</summary>
/// <param name="Row">1-based row as a spreadsheet shows it (the heading row counts); for iCalendar the line on which BEGIN:VEVENT stands; for HTML the row within its table; 0 for the file or part as a whole.</param>
/// <param name="Part">Sheet name, "table 2" or calendar name when the file has several parts; otherwise null.</param>
/// <param name="Column">Column letter for a grid cell ("C"), because one spreadsheet row holds several sessions; otherwise null.</param>
public sealed record RowPlace(int Row, string? Part = null, string? Column = null)
{
    /// <summary>True for an event of a calendar, whose line nobody sees.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsEvent { get; init; }
}
