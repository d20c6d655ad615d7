using System.IO.Compression;
using System.Xml;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>
/// Looks over the cells of every sheet before a parser follows them. A parser makes each row as wide as the widest, so that one cell far
/// out to the right takes memory by the gigabyte. Excel's last column is XFD, the 16,384th, and its last row the 1,048,576th (ECMA-376
/// part 1, §18.3.1; "Excel specifications and limits", support.microsoft.com).
/// </summary>
internal static class SheetSize
{
    private const int LastColumn = 16_384;
    private const int LastRow = 1_048_576;

    // As many as a sheet of a million rows has that is a hundred columns wide, twice.
    private const long MostCells = 200_000_000;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true };

    /// <summary>Why the workbook is refused; null when its sheets are of a size that a spreadsheet program writes.</summary>
    public static WorkbookProblem? Problem(ZipArchive zip, string name)
    {
        foreach (var part in zip.Entries)
        {
            if (IsXml(part) && OfSheet(part) is { } size && size.Problem(name) is { } problem)
                return problem;
        }

        return null;
    }

    private static bool IsXml(ZipArchiveEntry part) =>
        part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || !Path.HasExtension(part.Name);

    // Any part may be named as a sheet, so each is asked what it is. What is no XML is for the parser to refuse.
    private static Size? OfSheet(ZipArchiveEntry part)
    {
        var size = new Size();
        try
        {
            using var stream = part.Open();
            using var xml = XmlReader.Create(stream, Settings);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "worksheet")
                return null;
            while (xml.Read() && !size.IsBeyond)
            {
                if (xml.NodeType == XmlNodeType.Element)
                    size.Note(xml);
            }
        }
        catch (XmlException)
        {
            return size;
        }

        return size;
    }

    /// <summary>The column of a reference, from 1: "C7" is column 3. Case does not matter to parsers. Null without one.</summary>
    internal static long? ColumnOf(string? reference)
    {
        long column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetter(c) || column > LastColumn)
                break;
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        }

        return column == 0 ? null : column;
    }

    private sealed class Size
    {
        private long _rows;
        private long _row;
        private long _column;
        private long _widest;
        private string? _beyond;

        public bool IsBeyond => _beyond is not null;

        public void Note(XmlReader xml)
        {
            switch (xml.LocalName)
            {
                case "row":
                    _rows++;
                    _row = long.TryParse(xml.GetAttribute("r"), out var row) ? row : _row + 1;
                    _column = 0;
                    NoteCell($"row {_row}");
                    break;
                case "c":
                    _column = ColumnOf(xml.GetAttribute("r")) ?? _column + 1;
                    NoteCell(xml.GetAttribute("r"));
                    break;
                case "dimension":
                    NoteEnd(xml.GetAttribute("ref"));
                    break;
            }
        }

        public WorkbookProblem? Problem(string name)
        {
            if (_beyond is { } at)
            {
                return new("workbook-beyond-its-edge", $"{name} has something at {CellText.Excerpt(at)}, beyond the last column or row that Excel has (XFD and {LastRow}). Open it in Excel, save it again as .xlsx and send the new file.");
            }

            return _rows * _widest > MostCells
                ? new("workbook-too-large", $"{name} has a sheet of {_rows} rows and {_widest} columns, far more than a table needs. Copy the table into a new workbook and send that.")
                : null;
        }

        private void NoteCell(string? at)
        {
            _widest = Math.Max(_widest, _column);
            if (_column > LastColumn || _row is < 0 or > LastRow)
                _beyond ??= at ?? $"row {_row}";
        }

        // "A1:D20"; without rows, as in "A:D", nothing is beyond.
        private void NoteEnd(string? range)
        {
            foreach (var corner in (range ?? "").Split(':'))
            {
                if (ColumnOf(corner) > LastColumn || (long.TryParse(corner.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"]), out var row) && row > LastRow))
                    _beyond ??= corner;
            }
        }
    }
}
