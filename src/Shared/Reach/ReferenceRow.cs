using System.Globalization;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Reach;

/// <summary>The cells of one line of comma-separated text (RFC 4180, without line breaks in cells). Filled anew for each line.</summary>
internal sealed class ReferenceRow
{
    private ReadOnlyMemory<byte> line;
    private (int Start, int Length, bool HasDoubledQuotes)[] cells = new (int, int, bool)[64];

    /// <summary>How many cells the line has.</summary>
    public int Count { get; private set; }

    /// <summary>What is wrong with a row: its column by number (negative for the whole row), the rule, and a sentence. The first is kept.</summary>
    public (int Column, string Rule, string Sentence)? Mistake { get; private set; }

    /// <summary>A cell's text, trimmed; empty when the line has no such cell.</summary>
    public string this[int column] => column >= 0 && column < Count ? Text(cells[column]) : "";

    /// <summary>Splits a line.</summary>
    public void Read(ReadOnlyMemory<byte> next)
    {
        (line, Count, Mistake) = (next, 0, null);
        var text = next.Span;
        for (var at = 0; ; at++)
        {
            at = at < text.Length && text[at] == '"' ? TakeQuoted(text, at) : TakePlain(text, at);
            if (at >= text.Length)
                return;
        }
    }

    /// <summary>Notes what is wrong; returns an empty text to go on with.</summary>
    public string Wrong(int column, string rule, string sentence)
    {
        Mistake ??= (column, rule, sentence);
        return "";
    }

    /// <summary>A code like E01007800: the letters and digits of one of the United Kingdom's areas, or empty.</summary>
    public string Code(int column)
    {
        var text = this[column];
        return text.Length is 0 or 8 or 9 && text.All(char.IsAsciiLetterOrDigit) ? text : Wrong(column, "not-a-code", "This must be a code of nine letters and digits, like E01007800.");
    }

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public int Number(int column, int least)
    {
        var text = this[column];
        if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;
        Wrong(column, "not-a-number", $"This must be a whole number, {least} or more.");
        return least;
    }

    private int TakePlain(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOf((byte)',');
        if (length < 0)
            length = text.Length - at;
        Add(at, length, false);
        return at + length;
    }

    private int TakeQuoted(ReadOnlySpan<byte> text, int at)
    {
        var (close, doubled) = (at + 1, false);
        while (true)
        {
            var next = text[close..].IndexOf((byte)'"');
            if (next < 0)
            {
                Wrong(Count, "quote-not-closed", "A quotation mark is not closed.");
                Add(at, text.Length - at, false);
                return text.Length;
            }

            close += next;
            if (close + 1 >= text.Length || text[close + 1] != '"')
                break;
            (close, doubled) = (close + 2, true);
        }

        Add(at + 1, close - at - 1, doubled);
        if (close + 1 < text.Length && text[close + 1] != ',')
        {
            Wrong(Count - 1, "text-after-quote", "There is text behind a closing quotation mark.");
            return text.Length;
        }

        return close + 1;
    }

    private void Add(int start, int length, bool hasDoubledQuotes)
    {
        if (Count == cells.Length)
            Array.Resize(ref cells, 2 * cells.Length);
        cells[Count++] = (start, length, hasDoubledQuotes);
    }

    private string Text((int Start, int Length, bool HasDoubledQuotes) cell)
    {
        var text = TextCoding.DecodeLine(line.Span.Slice(cell.Start, cell.Length));
        return CellText.Clean(cell.HasDoubledQuotes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text);
    }
}
