using System.Text;
using ExcelDataReader;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading.Xlsx;

/// <summary>A workbook's sheets as tables.</summary>
internal static class Workbook
{
    // A timetable has a dozen columns.
    private const int MaxColumns = 100;

    // A stray format in the last corner makes a sheet of 16,384 columns and a million empty rows, which take minutes to pass over.
    private const long MaxEmptyCells = 20_000_000;

    private static readonly RowDamage TooEmpty = new(
        "sheet-too-empty", "", "From here on the sheet is empty for so long that it was not read further. Delete the empty rows and columns beyond the timetable and send it again.");

    private static readonly ExcelReaderConfiguration Configuration;

    // ExcelDataReader asks for code page 1252 whatever it opens, and .NET has it only when its provider is registered.
    static Workbook()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Configuration = new ExcelReaderConfiguration { LeaveOpen = true };
    }

    /// <summary>The sheets by number, name and whether people see them. A damaged sheet is the last: none after it can be reached.</summary>
    public static IReadOnlyList<(int Index, string Name, bool IsVisible)> Sheets(Stream content)
    {
        using var reader = Open(content);
        var sheets = new List<(int Index, string Name, bool IsVisible)>();
        do
        {
            sheets.Add((sheets.Count, reader.Name ?? $"Sheet {sheets.Count + 1}", reader.VisibleState is null or "visible"));
        }
        while (MoveOn(reader, sheets));
        return sheets;
    }

    private static bool MoveOn(IExcelDataReader reader, List<(int Index, string Name, bool IsVisible)> sheets)
    {
        try
        {
            return reader.NextResult();
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            sheets.Add((sheets.Count, $"Sheet {sheets.Count + 1}", true));
            return false;
        }
    }

    /// <summary>A sheet's rows without the empty ones; the text of merged cells stands in all of the cells that they cover.</summary>
    public static IEnumerable<TableRow> Rows(Stream content, int sheet)
    {
        using var reader = Open(content);
        for (var i = 0; i < sheet; i++)
            reader.NextResult();
        var merged = new MergedCells(reader.MergeCells ?? []);
        long emptyCells = 0;
        while (reader.Read())
        {
            var columns = Math.Min(reader.FieldCount, MaxColumns);
            if (IsEmpty(reader, columns))
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
                cells[i] = CellValue.Text(reader, i);
            yield return merged.Spread(reader.Depth, cells);
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

    private static IExcelDataReader Open(Stream content)
    {
        content.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(content, Configuration);
    }
}
