using ExcelDataReader;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>Spreads the text of a merged cell, which a workbook keeps in its top left corner, over the cells that it covers.</summary>
/// <remarks>Rows come in order, so only the merged cells that the current row touches are looked at.</remarks>
internal sealed class MergedCells(IEnumerable<CellRange> ranges)
{
    private readonly Queue<CellRange> _waiting = new(ranges.OrderBy(r => r.FromRow));
    private readonly List<(CellRange Range, string Text)> _open = [];

    /// <summary>The row with its merged texts.</summary>
    /// <param name="row">0-based row.</param>
    /// <param name="cells">Its texts; changed by this call.</param>
    /// <param name="isHidden">True when nobody sees the row.</param>
    /// <param name="struck">Its cells with text that is struck through; see <see cref="TableRow.Struck"/>.</param>
    public TableRow Spread(int row, string[] cells, bool isHidden, Dictionary<int, string>? struck)
    {
        while (_waiting.TryPeek(out var next) && next.FromRow <= row)
        {
            _waiting.Dequeue();
            _open.Add((next, next.FromRow == row && next.FromColumn < cells.Length ? cells[next.FromColumn] : ""));
        }

        _open.RemoveAll(o => o.Range.ToRow < row);
        if (_open.Count == 0)
            return new TableRow(row + 1, cells) { IsHidden = isHidden, Struck = struck };

        var fromAbove = new HashSet<int>();
        var fromLeft = new HashSet<int>();
        foreach (var (range, text) in _open)
        {
            for (var column = range.FromColumn; column <= range.ToColumn && column < cells.Length; column++)
            {
                cells[column] = text;
                if (column > range.FromColumn && range.FromRow == row && struck?.TryGetValue(range.FromColumn, out var seen) == true)
                    struck[column] = seen;
                if (range.FromRow < row)
                    fromAbove.Add(column);
                if (range.FromColumn < column)
                    fromLeft.Add(column);
            }
        }

        return new TableRow(row + 1, cells) { FromAbove = fromAbove, FromLeft = fromLeft, IsHidden = isHidden, Struck = struck };
    }
}
