using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>A table within a file: a CSV file's only one, a sheet, an HTML table.</summary>
/// <param name="Part">Its name when the file has several, otherwise null.</param>
/// <param name="Rows">Reads its rows from the beginning.</param>
internal sealed record Table(string? Part, Func<IEnumerable<TableRow>> Rows)
{
    /// <summary>What stands over it outside its rows: the sheet's name, a caption, the heading of a web page.</summary>
    public string? Heading { get; init; }

    /// <summary>Columns that nobody sees, from 0.</summary>
    public IReadOnlyList<int> HiddenColumns { get; init; } = [];
}

/// <summary>Rows that could not be read, as the receipt tells of them.</summary>
internal static class DamagedRows
{
    /// <summary>The damage as a row that is given back.</summary>
    public static UnreadableRow At(this RowDamage damage, RowPlace place) =>
        new(place, new Reject(place, "row", CellText.Excerpt(damage.Value), damage.Rule, damage.Sentence));
}
