using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>One event cannot be read, for a reason to be told; caught where the calendar's events are gone through.</summary>
internal sealed class EventRefusedException(string column, string value, string rule, string sentence) : Exception(sentence)
{
    /// <summary>The refusal as the row that the partner sees.</summary>
    /// <param name="place">Where the event stands.</param>
    /// <param name="title">What it is called; null when it has no title.</param>
    public UnreadableRow At(RowPlace place, string? title) =>
        new(place, new Reject(place, column, CellText.Excerpt(value), rule, Message) { Activity = title is null ? null : CellText.Excerpt(title) });
}
