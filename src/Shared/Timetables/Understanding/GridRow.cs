using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Puts the words of a grid cell beside what the row's own columns and headings say.</summary>
internal static class GridRow
{
    /// <summary>
    /// The row's cells with the grid cell's words: a time, a day or another place in the cell is nearer than the row's own; elsewhere the row's
    /// column holds.
    /// </summary>
    public static Dictionary<TimetableField, string> Merge(IReadOnlyDictionary<TimetableField, string> row, Dictionary<TimetableField, string> cell, Func<string, Place?> placeOf)
    {
        var merged = row.ToDictionary();
        merged.Remove(TimetableField.Cell);
        foreach (var (field, text) in cell)
        {
            if (field == TimetableField.Dates && !text.AsSpan().ContainsAnyInRange('0', '9') && merged.ContainsKey(field) && !merged.ContainsKey(TimetableField.Day))
                merged[TimetableField.Day] = text; // "fortnightly" below a date says no more than the date, and is told of
            else if (field == TimetableField.Dates && merged.TryGetValue(field, out var dates))
                merged[field] = $"{dates}; {text}";
            else if (field is TimetableField.Time or TimetableField.Day || (field == TimetableField.Venue && IsElsewhere(text)))
                merged[field] = text;
            else
                merged.TryAdd(field, text);
        }

        return merged;

        bool IsElsewhere(string venue) => row.TryGetValue(TimetableField.Venue, out var own) && placeOf(venue) is { } named && placeOf(own) != named;
    }

    /// <summary>Everything that a row's cells say about when, and the clear clauses of its notes.</summary>
    public static WhenCells WhenCellsOf(IReadOnlyDictionary<TimetableField, string> cells, string? notes) => new(
        cells.GetValueOrDefault(TimetableField.Day), cells.GetValueOrDefault(TimetableField.Dates),
        cells.GetValueOrDefault(TimetableField.DateFrom), cells.GetValueOrDefault(TimetableField.DateTo),
        cells.GetValueOrDefault(TimetableField.Time), cells.GetValueOrDefault(TimetableField.Start), cells.GetValueOrDefault(TimetableField.End),
        cells.GetValueOrDefault(TimetableField.TermTime), cells.GetValueOrDefault(TimetableField.Except), notes);
}
