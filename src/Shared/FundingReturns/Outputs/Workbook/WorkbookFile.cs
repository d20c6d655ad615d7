using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Cells = DocumentFormat.OpenXml.Spreadsheet;

namespace HubAutomation.Shared.FundingReturns.Outputs.Workbook;

/// <summary>Writes sheets as a workbook (ECMA-376). The same sheets give the same bytes: nothing in it says when it was made.</summary>
internal static class WorkbookFile
{
    private const int LongestText = 32_767;

    // The first moment that a ZIP file can name.
    private static readonly DateTimeOffset NoMoment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="title">What the workbook is, for its properties.</param>
    /// <param name="author">Whose it is.</param>
    /// <param name="footer">What stands at the foot of every printed page.</param>
    /// <param name="sheets">Its sheets.</param>
    public static byte[] Write(string title, string author, string footer, IReadOnlyList<Sheet> sheets)
    {
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            AddProperties(document, title, author);
            var book = document.AddWorkbookPart();
            document.ChangeIdOfPart(book, "workbook");
            var styles = new WorkbookStyles();
            var names = SheetNames.Legal(sheets.Select(sheet => sheet.Name));
            foreach (var (index, sheet) in sheets.Index())
                book.AddNewPart<WorksheetPart>(PartId(index)).Worksheet = SheetOf(sheet, styles, footer, isFirst: index == 0);
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = styles.ToStylesheet();
            book.Workbook = new Cells.Workbook(
                new Sheets(names.Select((name, index) => new Cells.Sheet { Name = name, SheetId = (uint)index + 1, Id = PartId(index) })),
                new DefinedNames(sheets.Index().Where(sheet => sheet.Item.HeadingRow > 0).Select(sheet => RepeatedRow(sheet.Index, names[sheet.Index], sheet.Item.HeadingRow))));
        }

        return WithoutTime(package);
    }

    private static string PartId(int index) => string.Create(CultureInfo.InvariantCulture, $"sheet{index + 1}");

    private static DefinedName RepeatedRow(int index, string name, int row) => new(
        string.Create(CultureInfo.InvariantCulture, $"'{name.Replace("'", "''", StringComparison.Ordinal)}'!${row}:${row}"))
    {
        Name = "_xlnm.Print_Titles",
        LocalSheetId = (uint)index,
    };

    private static Worksheet SheetOf(Sheet sheet, WorkbookStyles styles, string footer, bool isFirst) => new(
        new SheetProperties(new PageSetupProperties { FitToPage = true }),
        new SheetViews(View(sheet, isFirst)),
        new Columns(sheet.Widths.Select((width, index) => new Column { Min = (uint)index + 1, Max = (uint)index + 1, Width = width, CustomWidth = true })),
        new SheetData(sheet.Rows.Select((row, index) => RowOf(row, (uint)index + 1, HeightOf(row, sheet.Widths), styles))),
        new PageMargins { Left = 0.5, Right = 0.5, Top = 0.5, Bottom = 0.75, Header = 0.3, Footer = 0.3 },
        new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
        new HeaderFooter(new OddFooter($"&L{footer.Replace("&", "&&", StringComparison.Ordinal)}&R&A, page &P of &N")));

    private static SheetView View(Sheet sheet, bool isFirst)
    {
        var view = new SheetView { WorkbookViewId = 0, TabSelected = isFirst ? true : null, ShowGridLines = false };
        if (sheet.HeadingRow > 0)
        {
            view.Append(new Pane
            {
                HorizontalSplit = sheet.FixedColumns == 0 ? null : sheet.FixedColumns,
                VerticalSplit = sheet.HeadingRow,
                TopLeftCell = Address(sheet.FixedColumns, (uint)sheet.HeadingRow + 1),
                ActivePane = sheet.FixedColumns == 0 ? PaneValues.BottomLeft : PaneValues.BottomRight,
                State = PaneStateValues.Frozen,
            });
        }

        return view;
    }

    private static Row RowOf(IReadOnlyList<SheetCell> cells, uint row, double height, WorkbookStyles styles) => new(
        cells.Select((cell, column) => CellOf(cell, Address(column, row), styles)))
    {
        RowIndex = row,
        Height = height,
        CustomHeight = true,
    };

    /// <summary>In points. Said outright, since not every program makes room for text that runs over several lines when it opens a file.</summary>
    private static double HeightOf(IReadOnlyList<SheetCell> cells, IReadOnlyList<double> widths)
    {
        const double Line = 13.5, Title = 24;
        if (cells is [{ Look: CellLook.Title }, ..])
            return Title;
        var lines = cells.Zip(widths).Select(cell => cell.First.Look is CellLook.Notice or CellLook.Fact ? 1 : LinesOf(cell.First.Text ?? "", cell.Second)).DefaultIfEmpty(1).Max();
        return Math.Min(409, Math.Max(1, lines) * Line);
    }

    // Words are not cut at a line's end, so that a line is not filled to the last character.
    private static int LinesOf(string text, double width) => text.Split('\n').Sum(line => (int)Math.Ceiling(line.Length / Math.Max(1, width - (width > 12 ? 3 : 1))));

    private static Cell CellOf(SheetCell cell, string address, WorkbookStyles styles)
    {
        var made = new Cell { CellReference = address, StyleIndex = styles.Of(cell) };
        if (cell.Number is { } number)
        {
            made.CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture));
        }
        else if (cell.Text is { Length: > 0 } text)
        {
            made.DataType = CellValues.InlineString;
            made.InlineString = new InlineString(new Text(Writable(text)) { Space = SpaceProcessingModeValues.Preserve });
        }

        return made;
    }

    /// <summary>Only what XML can hold, and no more than a cell can.</summary>
    private static string Writable(string text)
    {
        var writable = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (writable.Length + rune.Utf16SequenceLength > LongestText)
                break;
            if (rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value))
                writable.Append(rune);
        }

        return writable.ToString();
    }

    private static string Address(int column, uint row)
    {
        var letters = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }

    // By hand: the library would name the part by chance and put the present moment into it.
    private static void AddProperties(SpreadsheetDocument document, string title, string author)
    {
        const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", Dublin = "http://purl.org/dc/elements/1.1/";
        var properties = document.AddCoreFilePropertiesPart();
        document.ChangeIdOfPart(properties, "properties");
        using var part = properties.GetStream(FileMode.Create);
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("cp", "coreProperties", Core);
        xml.WriteElementString("dc", "creator", Dublin, author);
        xml.WriteElementString("dc", "title", Dublin, title);
        xml.WriteEndElement();
    }

    private static byte[] WithoutTime(MemoryStream package)
    {
        using var timeless = new MemoryStream();
        using (var from = new ZipArchive(package, ZipArchiveMode.Read))
        using (var to = new ZipArchive(timeless, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Readers that do not know the format look into the first entry, which says what the others are.
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml").ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = NoMoment;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        }

        return timeless.ToArray();
    }
}
