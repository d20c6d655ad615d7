using System.Buffers;
using System.Text;

namespace HubAutomation.Shared.Platform.Files;

/// <summary>How a text file's characters are written.</summary>
/// <param name="Name">As the receipt names it.</param>
/// <param name="Encoding">Its decoder; wrong bytes become U+FFFD.</param>
internal sealed record TextCoding(string Name, Encoding Encoding)
{
    private const int ChunkBytes = 1 << 16;

    private static readonly TextCoding Utf8 = new("UTF-8", new UTF8Encoding(false));
    private static readonly TextCoding Utf16Little = new("UTF-16 LE", new UnicodeEncoding(false, false));
    private static readonly TextCoding Utf16Big = new("UTF-16 BE", new UnicodeEncoding(true, false));

    // Code pages come from System.Text.Encoding.CodePages, which .NET does not register by itself.
    private static readonly TextCoding Windows1252 = new("Windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

    /// <summary>Decides by byte order mark, by the zeros that UTF-16 puts beside every Latin letter, and by whether it is valid UTF-8.</summary>
    public static TextCoding Of(Stream content)
    {
        content.Position = 0;
        Span<byte> head = stackalloc byte[1024];
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Utf8;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Utf16Little;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Utf16Big;
        if (Utf16WithoutMark(head) is { } utf16)
            return utf16;
        return IsUtf8(content) ? Utf8 : Windows1252;
    }

    /// <summary>The text from its beginning as UTF-8 without a byte order mark, whatever it is written in; leaves the stream open.</summary>
    public Stream ReadAsUtf8(Stream content)
    {
        content.Position = MarkLength(content);
        return ReferenceEquals(this, Utf8)
            ? content
            : Encoding.CreateTranscodingStream(content, Encoding, Utf8.Encoding, leaveOpen: true);
    }

    /// <summary>
    /// As <see cref="ReadAsUtf8"/>, but leaves what is not valid UTF-8 as it is: a calendar may be folded within a letter, so
    /// that only its joined lines can be decoded, with <see cref="DecodeLine"/>.
    /// </summary>
    public Stream ReadAsLines(Stream content) => ReferenceEquals(this, Windows1252) ? Utf8.ReadAsUtf8(content) : ReadAsUtf8(content);

    /// <summary>Decodes a line by itself: UTF-8 if it is that, otherwise Windows-1252.</summary>
    public static string DecodeLine(ReadOnlySpan<byte> line) =>
        (Utf8Valid(line) ? Utf8 : Windows1252).Encoding.GetString(line);

    /// <summary>Reads the text from its beginning; leaves the stream open.</summary>
    public StreamReader Read(Stream content)
    {
        content.Position = 0;
        return new StreamReader(content, Encoding, detectEncodingFromByteOrderMarks: true, ChunkBytes, leaveOpen: true);
    }

    private int MarkLength(Stream content)
    {
        ReadOnlySpan<byte> mark = ReferenceEquals(this, Utf8) ? [0xEF, 0xBB, 0xBF]
            : ReferenceEquals(this, Utf16Little) ? [0xFF, 0xFE]
            : ReferenceEquals(this, Utf16Big) ? [0xFE, 0xFF]
            : [];
        content.Position = 0;
        Span<byte> head = stackalloc byte[3];
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return mark.Length > 0 && head.StartsWith(mark) ? mark.Length : 0;
    }

    private static TextCoding? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        var most = head.Length / 2 * 7 / 10;
        if (head.Length < 4 || (even <= most && odd <= most) || (even > 0 && odd > 0))
            return null;
        return odd > even ? Utf16Little : Utf16Big;
    }

    // The whole file: the only "£" may stand in its last row. A character cut off at the very end still counts as UTF-8.
    private static bool IsUtf8(Stream content)
    {
        content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            var kept = 0;
            while (true)
            {
                var read = content.Read(buffer, kept, ChunkBytes - kept);
                if (read == 0)
                    return true;
                var text = buffer.AsSpan(0, kept + read);
                var whole = text.Length - IncompleteTail(text);
                if (!Utf8Valid(text[..whole]))
                    return false;
                kept = text.Length - whole;
                text[whole..].CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Utf8Valid(ReadOnlySpan<byte> text) => System.Text.Unicode.Utf8.IsValid(text);

    // Bytes at the end that begin a character without finishing it.
    private static int IncompleteTail(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var b = text[^back];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return Rune.DecodeFromUtf8(text[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
        }

        return 0;
    }
}
