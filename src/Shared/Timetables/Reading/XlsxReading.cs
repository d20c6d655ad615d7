using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Files.Workbooks;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Columns;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading;

/// <summary>Opens a workbook.</summary>
internal static class XlsxReading
{
    /// <summary>Checks the package and finds the headings of every visible sheet.</summary>
    public static ReadingResult Open(Stream content, string name, Partner partner, ReadingOptions options)
    {
        var (sheets, problem) = Workbook.Open(content, name, new WorkbookLimits(options.MaxUnpackedBytes, options.MaxCompressionRatio));
        if (problem is not null)
            return new Unreadable(problem.Rule, problem.Sentence);
        var pass = new WorkbookPass(content, Strikes.In(content));
        var tables = sheets
            .Where(s => s.IsVisible)
            .Select(s => new Table(sheets.Count > 1 ? s.Name : null, () => pass.Rows(s.Index).UntilDamaged().UntilTooMuchIsSpread().Select(r => r.Without(s.HiddenColumns)))
            {
                Headings = [s.Name],
                HiddenColumns = s.HiddenColumns,
                Unhidden = s.HiddenColumns.Count == 0 ? null : number => pass.Rows(s.Index).UntilDamaged().FirstOrDefault(r => r.Number == number),
            })
            .ToArray();
        var hidden = sheets.Where(s => !s.IsVisible).Select(s => $"\"{s.Name}\"").ToArray();
        var note = hidden.Length == 0 ? "Excel workbook" : $"Excel workbook, hidden sheets not read: {string.Join(", ", hidden)}";
        return TablesOfFile.Plan(tables, new HeadingWords(partner)).Result(FileFormat.Xlsx, name, note);
    }
}
