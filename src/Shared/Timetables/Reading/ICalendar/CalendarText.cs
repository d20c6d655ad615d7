using System.Runtime.InteropServices;
using HubAutomation.Shared.Platform.Files;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>Splits a calendar into lines and joins folded ones: RFC 5545 §3.1.</summary>
internal static class CalendarText
{
    /// <summary>The unfolded lines, each with the number of the line on which it begins.</summary>
    /// <param name="content">The calendar.</param>
    /// <param name="maxLineBytes">Longest unfolded line; what is beyond is left out.</param>
    /// <remarks>Lines are folded between bytes, at times within a character, so they are joined before they are decoded.</remarks>
    public static IEnumerable<(int Number, string Text)> Lines(Stream content, int maxLineBytes)
    {
        var line = new List<byte>();
        var begins = 0;
        foreach (var (number, physical) in PhysicalLines(content))
        {
            var isFolded = physical.Length > 0 && physical.Span[0] is (byte)' ' or (byte)'\t';
            if (isFolded && begins > 0)
            {
                AddUpTo(line, physical[1..].Span, maxLineBytes);
                continue;
            }

            if (line.Count > 0)
                yield return (begins, Decode(line));
            line.Clear();
            AddUpTo(line, physical.Span, maxLineBytes);
            begins = number;
        }

        if (line.Count > 0)
            yield return (begins, Decode(line));
    }

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> PhysicalLines(Stream content)
    {
        var buffer = new byte[1 << 16];
        var number = 1;
        int start = 0, end = 0;
        var ended = false;
        while (!ended || start < end)
        {
            var lineBreak = buffer.AsSpan(start..end).IndexOfAny((byte)'\r', (byte)'\n');
            var needsMore = lineBreak < 0 || (buffer[start + lineBreak] == '\r' && start + lineBreak + 1 == end);
            if (needsMore && !ended)
            {
                buffer.AsSpan(start..end).CopyTo(buffer);
                (start, end) = (0, end - start);
                if (end == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var read = content.Read(buffer, end, buffer.Length - end);
                end += read;
                ended = read == 0;
                continue;
            }

            var length = lineBreak < 0 ? end - start : lineBreak;
            yield return (number++, buffer.AsMemory(start, length));
            start += length;
            if (lineBreak >= 0)
                start += buffer[start] == '\r' && start + 1 < end && buffer[start + 1] == '\n' ? 2 : 1;
        }
    }

    private static void AddUpTo(List<byte> line, ReadOnlySpan<byte> bytes, int max) =>
        line.AddRange(bytes[..Math.Min(bytes.Length, Math.Max(0, max - line.Count))]);

    private static string Decode(List<byte> line) => TextCoding.DecodeLine(CollectionsMarshal.AsSpan(line));
}
