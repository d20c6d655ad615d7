using System.Text;
using ExcelDataReader;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading.Xlsx;

/// <summary>A workbook's sheets as tables.</summary>
internal static class Workbook
{
    // A timetable has a dozen columns. A sheet formatted to its last column has 16,384, a million times over.
    private const int MaxColumns = 256;

    private static readonly ExcelReaderConfiguration Configuration;

    // ExcelDataReader asks for code page 1252 whatever it opens, and .NET has it only when its provider is registered.
    static Workbook()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Configuration = new ExcelReaderConfiguration { LeaveOpen = true };
    }

    /// <summary>The sheets by number, name and whether people see them.</summary>
    public static IReadOnlyList<(int Index, string Name, bool IsVisible)> Sheets(Stream content)
    {
        using var reader = Open(content);
        var sheets = new List<(int, string, bool)>();
        do
        {
            sheets.Add((sheets.Count, reader.Name ?? $"Sheet {sheets.Count + 1}", reader.VisibleState is null or "visible"));
        }
        while (reader.NextResult());
        return sheets;
    }

    /// <summary>A sheet's rows; the text of merged cells stands in all of the cells that they cover.</summary>
    public static IEnumerable<TableRow> Rows(Stream content, int sheet)
    {
        using var reader = Open(content);
        for (var i = 0; i < sheet; i++)
            reader.NextResult();
        var merged = new MergedCells(reader.MergeCells ?? []);
        while (reader.Read())
        {
            var cells = new string[Math.Min(reader.FieldCount, MaxColumns)];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = CellValue.Text(reader, i);
            yield return merged.Spread(reader.Depth, cells);
        }
    }

    private static IExcelDataReader Open(Stream content)
    {
        content.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(content, Configuration);
    }
}
