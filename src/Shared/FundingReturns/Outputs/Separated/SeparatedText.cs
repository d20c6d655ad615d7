using System.Globalization;
using System.Text;

namespace HubAutomation.Shared.FundingReturns.Outputs.Separated;

/// <summary>
/// Writes comma-separated text (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes it for Windows-1252. Text that a
/// spreadsheet would take for a formula is led by an apostrophe.
/// </summary>
internal sealed class SeparatedText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a row. A cell is a text, a number, or nothing.</summary>
    public void Add(params IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        string words => Quoted(CannotBeFormula(words)),
        _ => throw new ArgumentException($"A cell cannot hold a {cell.GetType().Name}.", nameof(cell)),
    };

    private static string CannotBeFormula(string words) =>
        words.Length > 0 && words.TrimStart(' ') is [('=' or '+' or '-' or '@' or '\t' or '\r' or '\n'), ..] ? "'" + words : words;

    private static string Quoted(string words) =>
        words.AsSpan().IndexOfAny(",\"\r\n") < 0 ? words : $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
