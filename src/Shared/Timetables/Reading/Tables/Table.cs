using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>A table within a file: a CSV file's only one, a sheet, an HTML table.</summary>
/// <param name="Part">Its name when the file has several, otherwise null.</param>
/// <param name="Rows">Reads its rows from the beginning.</param>
internal sealed record Table(string? Part, Func<IEnumerable<TableRow>> Rows)
{
    /// <summary>What stands over it outside its rows, nearest first: the sheet's name, a caption, headings of a web page.</summary>
    public IReadOnlyList<string> Headings { get; init; } = [];

    /// <summary>Which of these are ordinary lines of a page.</summary>
    public IReadOnlyList<string> Prose { get; init; } = [];

    /// <summary>Columns that nobody sees, from 0.</summary>
    public IReadOnlyList<int> HiddenColumns { get; init; } = [];

    /// <summary>Reads a row with its hidden columns, by its number; null when there are none.</summary>
    public Func<int, TableRow?>? Unhidden { get; init; }

    /// <summary>The table without some of its columns, which belong to another that shares the rest with it.</summary>
    /// <param name="from">The first of them.</param>
    /// <param name="to">The column behind the last of them.</param>
    public Table Without(int from, int to)
    {
        var others = Enumerable.Range(from, to - from).ToArray();
        return this with
        {
            Part = $"{(Part is null ? "" : $"{Part}, ")}columns from {GridRows.ColumnLetter(to)}",
            Rows = () => Rows().Select(row => row.Without(others)),
            HiddenColumns = [.. HiddenColumns.Where(c => c >= to)],
            Unhidden = Unhidden is null ? null : number => Unhidden(number)?.Without(others),
        };
    }

    /// <summary>A part of it, side by side with others.</summary>
    /// <param name="from">Its first column.</param>
    /// <param name="to">The column behind its last.</param>
    public Table Columns(int from, int to)
    {
        var columns = $"columns {GridRows.ColumnLetter(from)} to {GridRows.ColumnLetter(to - 1)}";
        return this with
        {
            Part = Part is null ? columns : $"{Part}, {columns}",
            Rows = () => Rows().Select(row => row.Columns(from, to)),
            HiddenColumns = [.. HiddenColumns.Where(c => c >= from && c < to).Select(c => c - from)],
            Unhidden = Unhidden is null ? null : number => Unhidden(number)?.Columns(from, to),
        };
    }
}

/// <summary>Rows that could not be read, as the receipt tells of them.</summary>
internal static class DamagedRows
{
    /// <summary>The damage as a row that is given back.</summary>
    public static UnreadableRow At(this RowDamage damage, RowPlace place) =>
        new(place, new Reject(place, "row", CellText.Excerpt(damage.Value), damage.Rule, damage.Sentence));
}
