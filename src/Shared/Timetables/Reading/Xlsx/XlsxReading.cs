using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Reading.Tables;

namespace HubAutomation.Shared.Timetables.Reading.Xlsx;

/// <summary>Opens a workbook.</summary>
internal static class XlsxReading
{
    /// <summary>Checks the package and finds the headings of every visible sheet.</summary>
    public static ReadingResult Open(Stream content, string name, Partner partner, ReadingOptions options)
    {
        if (Package.Check(content, name, options) is { } refusal)
            return refusal;
        IReadOnlyList<(int Index, string Name, bool IsVisible)> sheets;
        try
        {
            sheets = Workbook.Sheets(content);
        }
        catch (Exception e) when (ReadGuard.IsDamage(e))
        {
            return new Unreadable("workbook-damaged", $"{name} is not a sound workbook. Open it in Excel, save it again as .xlsx and send the new file.");
        }

        var tables = sheets
            .Where(s => s.IsVisible)
            .Select(s => new Table(sheets.Count > 1 ? s.Name : null, () => Workbook.Rows(content, s.Index).UntilDamaged()))
            .ToArray();
        var hidden = sheets.Where(s => !s.IsVisible).Select(s => $"\"{s.Name}\"").ToArray();
        var note = hidden.Length == 0 ? "Excel workbook" : $"Excel workbook, hidden sheets not read: {string.Join(", ", hidden)}";
        return TableFile.Plan(tables, new HeadingWords(partner)).Result(FileFormat.Xlsx, name, note);
    }
}
