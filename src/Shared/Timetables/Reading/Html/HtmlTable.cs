using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>A table element's rows, with spans laid out as a browser does (HTML standard §4.9.12.1, forming a table).</summary>
internal static class HtmlTable
{
    // The standard's own limit for colspan is 1,000 and for rowspan 65,534; a timetable is narrower.
    private const int MaxColumns = 256;

    private sealed record Cell(string Text, string Seen, int FirstColumn, int FirstRow)
    {
        public int RowsLeft { get; set; }
    }

    /// <summary>The rows; the text of a cell that spans columns or rows stands in each of them.</summary>
    public static IEnumerable<TableRow> Rows(IHtmlTableElement table, HtmlSight sight)
    {
        var covering = new Cell?[MaxColumns];
        var number = 0;
        foreach (var row in table.Rows)
        {
            number++;
            PlaceCells(row, covering, number, sight);
            yield return ToRow(covering, number, sight.HidesItself(row) || (row.ParentElement is { } group && sight.HidesItself(group)));
            for (var i = 0; i < MaxColumns; i++)
            {
                if (covering[i] is { } cell && cell.FirstColumn == i && --cell.RowsLeft <= 0)
                    Array.ForEach(Enumerable.Range(i, MaxColumns - i).Where(c => ReferenceEquals(covering[c], cell)).ToArray(), c => covering[c] = null);
            }
        }
    }

    private static void PlaceCells(IHtmlTableRowElement row, Cell?[] covering, int number, HtmlSight sight)
    {
        var column = 0;
        var isStruck = sight.Strikes(row);
        foreach (var element in row.Cells)
        {
            // A hidden cell is not laid out, so it has no column either.
            if (sight.HidesItself(element))
                continue;
            while (column < MaxColumns && covering[column] is not null)
                column++;
            var cell = new Cell(TextOf(element, sight, isSeenOnly: false), isStruck || sight.Strikes(element) ? "" : TextOf(element, sight, isSeenOnly: true), column, number) { RowsLeft = RowSpan(element) };
            for (var span = Math.Clamp(element.ColumnSpan, 1, MaxColumns); span > 0 && column < MaxColumns && covering[column] is null; span--)
                covering[column++] = cell;
        }
    }

    private static TableRow ToRow(Cell?[] covering, int number, bool isHidden)
    {
        var width = Array.FindLastIndex(covering, c => c is not null) + 1;
        var cells = new string[width];
        var fromAbove = new HashSet<int>();
        var fromLeft = new HashSet<int>();
        Dictionary<int, string>? struck = null;
        for (var i = 0; i < width; i++)
        {
            cells[i] = covering[i]?.Text ?? "";
            if (covering[i] is { } cell && cell.FirstRow < number)
                fromAbove.Add(i);
            if (covering[i] is { } seen && seen.Seen != seen.Text)
                (struck ??= [])[i] = seen.Seen;
            if (covering[i] is { } other && other.FirstColumn < i)
                fromLeft.Add(i);
        }

        return new TableRow(number, cells) { FromAbove = fromAbove, FromLeft = fromLeft, IsHidden = isHidden, Struck = struck };
    }

    // rowspan="0" reaches to the end of the table.
    private static int RowSpan(IHtmlTableCellElement cell) => cell.RowSpan == 0 ? int.MaxValue : Math.Max(1, cell.RowSpan);

    // Text as it is seen: blocks and <br> break lines, other white space is one space, scripts and styles are not text.
    private static string TextOf(IElement element, HtmlSight sight, bool isSeenOnly)
    {
        var text = new StringBuilder();
        Append(element, text, sight, isSeenOnly);
        var lines = text.ToString().Split('\n').Select(l => string.Join(' ', l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return string.Join('\n', lines).Trim('\n');
    }

    private static void Append(INode node, StringBuilder text, HtmlSight sight, bool isSeenOnly)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
            {
                text.Append(words.Data.Replace('\n', ' ').Replace('\r', ' '));
                continue;
            }

            if (child is not IElement element || element.LocalName is "script" or "style" or "template" or "noscript" || sight.HidesItself(element) || (isSeenOnly && sight.Strikes(element)))
                continue;
            if (element.LocalName == "br")
            {
                text.Append('\n');
                continue;
            }

            var isBlock = element.LocalName is "p" or "div" or "li" or "ul" or "ol" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "section";
            BreakLine(isBlock, text);
            Append(element, text, sight, isSeenOnly);
            BreakLine(isBlock, text);
        }
    }

    private static void BreakLine(bool isBlock, StringBuilder text)
    {
        if (isBlock && text.Length > 0 && text[^1] != '\n')
            text.Append('\n');
    }
}
