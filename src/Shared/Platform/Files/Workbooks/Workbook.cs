using System.Text;
using ExcelDataReader;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>A workbook's sheets as tables.</summary>
internal static class Workbook
{
    // No table that we know has more than sixty.
    private const int MaxColumns = 100;

    // A stray format in the last corner makes a sheet of 16,384 columns and a million empty rows, which take minutes to pass over.
    private const long MaxEmptyCells = 20_000_000;

    private static readonly RowDamage TooEmpty = new(
        "sheet-too-empty", "", "From here on the sheet is empty for so long that it was not read further. Delete the empty rows and columns beyond the table and send it again.");

    private static readonly ExcelReaderConfiguration Configuration;

    // ExcelDataReader asks for code page 1252 whatever it opens, and .NET has it only when its provider is registered.
    static Workbook()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Configuration = new ExcelReaderConfiguration { LeaveOpen = true };
    }

    /// <summary>Whether a file begins like a workbook, or another zip file.</summary>
    public static bool IsZip(Stream content)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[4];
        content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return head.SequenceEqual("PK\u0003\u0004"u8) || head.SequenceEqual("PK\u0005\u0006"u8);
    }

    /// <summary>A workbook's sheets, or why it is refused. A damaged sheet is the last: none after it can be reached.</summary>
    public static (IReadOnlyList<WorkbookSheet> Sheets, WorkbookProblem? Problem) Open(Stream content, string name, WorkbookLimits limits)
    {
        if (Package.Check(content, name, limits) is { } problem)
            return ([], problem);
        try
        {
            return (Sheets(content), null);
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            return ([], new WorkbookProblem("workbook-damaged", $"{name} is not a sound workbook. Open it in Excel, save it again as .xlsx and send the new file."));
        }
    }

    private static List<WorkbookSheet> Sheets(Stream content)
    {
        using var reader = Open(content);
        var sheets = new List<WorkbookSheet>();
        do
        {
            sheets.Add(new WorkbookSheet(sheets.Count, reader.Name ?? $"Sheet {sheets.Count + 1}", reader.VisibleState is null or "visible")
            {
                HiddenColumns = [.. Enumerable.Range(0, Math.Min(reader.FieldCount, MaxColumns)).Where(i => reader.GetColumnWidth(i) == 0)],
            });
        }
        while (MoveOn(reader, sheets));
        return sheets;
    }

    private static bool MoveOn(IExcelDataReader reader, List<WorkbookSheet> sheets)
    {
        try
        {
            return reader.NextResult();
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            sheets.Add(new WorkbookSheet(sheets.Count, $"Sheet {sheets.Count + 1}", true));
            return false;
        }
    }

    /// <summary>A sheet's rows without the empty ones; the text of merged cells stands in all of the cells that they cover.</summary>
    /// <param name="content">The workbook.</param>
    /// <param name="sheet">Its place, from 0.</param>
    public static IEnumerable<TableRow> Rows(Stream content, int sheet)
    {
        using var pass = new WorkbookPass(content, null);
        foreach (var row in pass.Rows(sheet))
            yield return row;
    }

    /// <summary>The rows of the sheet at which a reader stands.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="struckCells">What is struck through, by row and column from 0; null when nothing is.</param>
    /// <param name="errors">What cells show whose formula failed, likewise; null when there are none.</param>
    internal static IEnumerable<TableRow> Rows(IExcelDataReader reader, Dictionary<int, Dictionary<int, string>>? struckCells, Dictionary<int, Dictionary<int, string>>? errors)
    {
        var merged = new MergedCells(reader.MergeCells ?? []);
        long emptyCells = 0;
        while (reader.Read())
        {
            var columns = Math.Min(reader.FieldCount, MaxColumns);
            var failed = errors?.GetValueOrDefault(reader.Depth);
            if (failed is null && IsEmpty(reader, columns))
            {
                if ((emptyCells += reader.FieldCount) > MaxEmptyCells)
                {
                    yield return new TableRow(reader.Depth + 1, []) { Damage = TooEmpty };
                    yield break;
                }

                continue;
            }

            emptyCells = 0;
            var cells = new string[columns];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = failed?.GetValueOrDefault(i) ?? CellValue.Text(reader, i);
            yield return merged.Spread(reader.Depth, cells, reader.RowHeight == 0, struckCells?.GetValueOrDefault(reader.Depth));
        }
    }

    private static bool IsEmpty(IExcelDataReader reader, int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            if (reader.GetValue(i) is not null)
                return false;
        }

        return true;
    }

    /// <summary>A reader that stands at the first sheet.</summary>
    internal static IExcelDataReader Open(Stream content)
    {
        content.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(content, Configuration);
    }
}

/// <summary>A sheet of a workbook.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsVisible">Whether people see it.</param>
internal sealed record WorkbookSheet(int Index, string Name, bool IsVisible)
{
    /// <summary>Columns that nobody sees, from 0.</summary>
    public IReadOnlyList<int> HiddenColumns { get; init; } = [];
}

/// <summary>How much of a machine a workbook may use.</summary>
/// <param name="MaxUnpackedBytes">Most bytes that it may unpack to.</param>
/// <param name="MaxCompressionRatio">Most unpacked bytes for each packed byte of one of its parts.</param>
internal sealed record WorkbookLimits(long MaxUnpackedBytes, double MaxCompressionRatio);

/// <summary>Why a workbook is refused as a whole.</summary>
/// <param name="Rule">A stable code: "workbook-damaged".</param>
/// <param name="Sentence">What is wrong and what to send instead.</param>
internal sealed record WorkbookProblem(string Rule, string Sentence);
