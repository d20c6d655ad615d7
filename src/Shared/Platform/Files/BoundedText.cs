using System.Text;

namespace HubAutomation.Shared.Platform.Files;

/// <summary>
/// Hands separated text (UTF-8) on unchanged, but for what would make a parser swallow the rest of the file: lines without end and
/// quotation marks that are never closed. Each of these is replaced by one line, <see cref="Marker"/>, and noted in <see cref="Damage"/>.
/// </summary>
/// <remarks>RFC 4180 §2: a quoted field may contain line breaks, so one forgotten mark joins all rows up to the next one.</remarks>
internal sealed class BoundedText(Stream source, byte separator, int maxLineBytes) : ReadOnlyStream
{
    /// <summary>Stands in place of what was cut out. U+FDD0 is a noncharacter that no text contains.</summary>
    public const string Marker = "\uFDD0";

    // A quoted cell with more line breaks than this (CR and LF counted each) is a quotation mark that was never closed.
    private const int MaxBreaksInCell = 200;
    private const int ChunkBytes = 1 << 16;

    private static readonly byte[] MarkerLine = Encoding.UTF8.GetBytes(Marker + "\n");

    private byte[] _buffer = new byte[2 * ChunkBytes];
    private int _start;      // handed on up to here
    private int _approved;   // may be handed on up to here; always the beginning of a record
    private int _end;        // filled up to here
    private bool _sourceEnded;
    private ReadOnlyMemory<byte> _insert;

    /// <summary>What was cut out, in order.</summary>
    public Queue<RowDamage> Damage { get; } = new();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (_insert.IsEmpty && _start == _approved)
        {
            if (!Approve())
                return 0;
        }

        var next = _insert.IsEmpty ? _buffer.AsSpan(_start.._approved) : _insert.Span;
        var count = Math.Min(next.Length, buffer.Length);
        next[..count].CopyTo(buffer);
        if (_insert.IsEmpty)
            _start += count;
        else
            _insert = _insert[count..];
        return count;
    }

    // Approves at least one record, or cuts one out, or says that the text has ended.
    private bool Approve()
    {
        if (_end == _approved && !Fill())
            return false;
        if (ApproveLinesWithoutQuotes())
            return true;
        while (true)
        {
            var record = Scan();
            switch (record.Outcome)
            {
                case RecordOutcome.Complete:
                    _approved = record.Next;
                    return true;
                case RecordOutcome.StrayQuote:
                    CutOut(record.Next);
                    return true;
                case RecordOutcome.TooLong:
                    CutOutLine();
                    return true;
                default:
                    Fill();
                    break;
            }
        }
    }

    // Most of most files: quotation marks are rare, and lines without any need no looking into.
    private bool ApproveLinesWithoutQuotes()
    {
        var text = _buffer.AsSpan(_approved.._end);
        var quote = text.IndexOf((byte)'"');
        var lastBreak = (quote < 0 ? text : text[..quote]).LastIndexOf((byte)'\n');
        if (lastBreak < 0 || lastBreak >= maxLineBytes)
            return false;
        _approved += lastBreak + 1;
        return true;
    }

    private (RecordOutcome Outcome, int Next) Scan()
    {
        var scan = new RecordScan(_buffer.AsSpan(_approved.._end), separator, _sourceEnded);
        var (outcome, length) = scan.Run(MaxBreaksInCell);
        var longest = outcome == RecordOutcome.Complete ? length : _end - _approved;
        if (outcome == RecordOutcome.StrayQuote || longest <= maxLineBytes)
            return (outcome, _approved + length);
        return scan.QuoteCrossedLine
            ? (RecordOutcome.StrayQuote, _approved + scan.EndOfQuoteLine)
            : (RecordOutcome.TooLong, 0);
    }

    private void CutOut(int upTo)
    {
        Note("quote-not-closed", upTo, "A quotation mark in this row is not closed, so where its cell ends cannot be told. Take the mark out, or close it.");
        _start = _approved = upTo;
        _insert = MarkerLine;
    }

    private void CutOutLine()
    {
        Note("line-too-long", _end, $"This line is longer than {maxLineBytes:N0} characters and cannot be right. The rows after it were read.");
        int length;
        while ((length = RecordScan.LineLength(_buffer.AsSpan(_approved.._end), _sourceEnded)) < 0)
        {
            // A CR at the end is kept: the LF that belongs to it may follow.
            _start = _approved = _end - (_buffer[_end - 1] == '\r' ? 1 : 0);
            Fill();
        }

        _start = _approved += length;
        _insert = MarkerLine;
    }

    private void Note(string rule, int upTo, string sentence)
    {
        var length = Math.Min(upTo - _approved, 4 * CellText.MaxExcerptLength);
        var text = Encoding.UTF8.GetString(_buffer, _approved, length);
        Damage.Enqueue(new RowDamage(rule, text.TrimEnd('\r', '\n'), sentence));
    }

    private bool Fill()
    {
        if (_sourceEnded)
            return false;
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_approved, _end, _start) = (_approved - _start, _end - _start, 0);
        if (_end + ChunkBytes > _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = source.Read(_buffer, _end, ChunkBytes);
        _end += read;
        _sourceEnded = read == 0;
        return !_sourceEnded;
    }
}
