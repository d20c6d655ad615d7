using System.Globalization;
using ExcelDataReader;

namespace HubAutomation.Shared.Platform.Files.Workbooks;

/// <summary>A cell as a person reads it in the sheet: the value and not the formula, dates and times in one written form.</summary>
internal static class CellValue
{
    /// <summary>The cell's text; empty for an empty cell. What a failed formula shows is told by <see cref="FormulaErrors"/>.</summary>
    public static string Text(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        bool yes => yes ? "Yes" : "No",
        DateTime moment => SpreadsheetMoment.Write(moment),
        TimeSpan time when time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) => SpreadsheetMoment.Write(DateTime.MinValue + time),
        double number => Number(number, reader.GetNumberFormatString(column) ?? ""),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    // "£#,##0.00" shows 2.5 as £2.50, a 9.30 typed with the format "0.00" is 9.30, and 0.9 with the format "0%" is 90%.
    private static string Number(double number, string format)
    {
        var shown = format.Split(';')[0];
        if (shown.Contains('£', StringComparison.Ordinal))
            return "£" + number.ToString(number % 1 == 0 ? "0" : "0.00", CultureInfo.InvariantCulture);
        if (shown.Contains('%', StringComparison.Ordinal))
            return Plain(number * 100) + "%";
        var point = shown.IndexOf("0.0", StringComparison.Ordinal);
        if (point < 0)
            return Plain(number);
        var decimals = shown.AsSpan(point + 2).IndexOfAnyExcept('0');
        return number.ToString("F" + (decimals < 0 ? shown.Length - point - 2 : decimals), CultureInfo.InvariantCulture);
    }

    private static string Plain(double number) => ((decimal)Math.Clamp(number, -1e15, 1e15)).ToString("0.##########", CultureInfo.InvariantCulture);
}
