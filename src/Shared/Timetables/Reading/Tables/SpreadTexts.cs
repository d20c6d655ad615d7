using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Tables;

/// <summary>
/// A cell that spans rows and columns is a few bytes in a file and a text in each place that it covers. Each of these is looked at, so
/// that they count.
/// </summary>
internal static class SpreadTexts
{
    // A place of twenty characters beside each of a million rows comes to a fifth of it.
    private const long Most = 100_000_000;

    private static readonly RowDamage TooMuch = new(
        "cells-span-too-much", "", "From here on the table was not read: cells that span others repeat their text too often. Take the spanning cells apart and send it again.");

    /// <summary>The rows up to the first with which that is too much, and then one that says so.</summary>
    public static IEnumerable<TableRow> UntilTooMuchIsSpread(this IEnumerable<TableRow> rows)
    {
        long spread = 0;
        foreach (var row in rows)
        {
            spread += Length(row, row.FromAbove) + Length(row, row.FromLeft);
            if (spread > Most)
            {
                yield return new TableRow(row.Number, []) { Damage = TooMuch };
                yield break;
            }

            yield return row;
        }
    }

    private static long Length(TableRow row, IReadOnlySet<int>? columns)
    {
        if (columns is null)
            return 0;
        long length = 0;
        foreach (var column in columns)
            length += column < row.Cells.Length ? row.Cells[column].Length : 0;
        return length;
    }
}
