using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.Columns;

/// <summary>The only text of a row, often merged over the whole width: it heads the rows below it.</summary>
internal static class LoneText
{
    /// <summary>The text; null when the row holds none or several.</summary>
    public static string? Of(TableRow row)
    {
        string? only = null;
        for (var i = 0; i < row.Cells.Length; i++)
        {
            var text = string.IsNullOrWhiteSpace(row.Cells[i]) ? "" : row[i];
            if (text.Length == 0)
                continue;
            if (only is not null && text != only)
                return null;
            only = text;
        }

        return only;
    }
}
