namespace HubAutomation.Shared.Platform.Files;

/// <summary>What became of a record.</summary>
internal enum RecordOutcome
{
    /// <summary>It ends within the text at hand.</summary>
    Complete,

    /// <summary>More text is needed to tell.</summary>
    Unfinished,

    /// <summary>It contains a quotation mark that is not closed where it should be.</summary>
    StrayQuote,

    /// <summary>It is longer than allowed.</summary>
    TooLong,
}

/// <summary>Looks for the end of the record that a text begins with, following quotation marks as RFC 4180 §2 has them.</summary>
/// <param name="text">UTF-8 text.</param>
/// <param name="separator">The separator, ASCII.</param>
/// <param name="textEnds">True when nothing follows the text.</param>
internal ref struct RecordScan(ReadOnlySpan<byte> text, byte separator, bool textEnds)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;
    private int _quoteAt;

    /// <summary>True when the last quoted cell runs over the end of a line.</summary>
    public bool QuoteCrossedLine { get; private set; }

    /// <summary>Where the line with the last opening mark ends: reading can go on there when the mark was a mistake.</summary>
    public readonly int EndOfQuoteLine => LineLength(_text[_quoteAt..], textEnds) is >= 0 and var length ? _quoteAt + length : _text.Length;

    /// <summary>The length of the first line with its line break; negative when that is not known yet.</summary>
    public static int LineLength(ReadOnlySpan<byte> text, bool textEnds)
    {
        var lineBreak = text.IndexOfAny((byte)'\r', (byte)'\n');
        if (lineBreak < 0 || (lineBreak == text.Length - 1 && text[lineBreak] == '\r'))
            return textEnds ? text.Length : -1;
        return text[lineBreak] == '\r' && text[lineBreak + 1] == '\n' ? lineBreak + 2 : lineBreak + 1;
    }

    /// <summary>The outcome, and how much of the text the record, or the line that spoils it, takes.</summary>
    public (RecordOutcome Outcome, int Length) Run(int maxBreaksInCell)
    {
        while (true)
        {
            var next = _text[_position..].IndexOfAny((byte)'"', (byte)'\n', (byte)'\r');
            if (next < 0)
                return textEnds ? (RecordOutcome.Complete, _text.Length) : (RecordOutcome.Unfinished, 0);
            _position += next;
            if (_text[_position] != '"')
                return (RecordOutcome.Complete, _position + 1);
            if (_position > 0 && _text[_position - 1] != separator)
            {
                // A mark within a cell is text: 5" wheels.
                _position++;
                continue;
            }

            var outcome = SkipQuotedCell(maxBreaksInCell);
            if (outcome != RecordOutcome.Complete)
                return (outcome, outcome == RecordOutcome.StrayQuote ? EndOfQuoteLine : 0);
        }
    }

    // From the opening mark to the separator or line break behind the cell.
    private RecordOutcome SkipQuotedCell(int maxBreaks)
    {
        (_quoteAt, QuoteCrossedLine) = (_position++, false);
        var open = true;
        for (var breaks = 0; breaks <= maxBreaks;)
        {
            var rest = _text[_position..];
            var next = open ? rest.IndexOfAny((byte)'"', (byte)'\n', (byte)'\r') : rest.IndexOfAny([(byte)'"', (byte)'\n', (byte)'\r', separator]);
            if (next < 0)
                return !textEnds ? RecordOutcome.Unfinished : open ? RecordOutcome.StrayQuote : RecordOutcome.Complete;
            _position += next;
            if (_text[_position] == '"')
            {
                if (++_position == _text.Length && !textEnds)
                    return RecordOutcome.Unfinished;
                open = !open;
                if (!open && QuoteCrossedLine && !IsCellEnd())
                    return RecordOutcome.StrayQuote;
            }
            else if (!open)
            {
                return RecordOutcome.Complete;
            }
            else
            {
                QuoteCrossedLine = true;
                _position++;
                breaks++;
            }
        }

        return RecordOutcome.StrayQuote;
    }

    // A closing mark is followed by a separator or a line break; a doubled mark stands for one.
    private readonly bool IsCellEnd() => _position >= _text.Length || _text[_position] == separator || _text[_position] is (byte)'\r' or (byte)'\n' or (byte)'"';
}
