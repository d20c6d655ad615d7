using System.Buffers;
using System.Globalization;
using System.Text;
using HubAutomation.Shared.Timetables.Occurrences;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Publishing.Calendars;

/// <summary>Writes iCalendar content lines (RFC 5545 §3.1): CRLF, folded at 75 octets, never within a UTF-8 sequence.</summary>
internal sealed class ContentLines(Stream output)
{
    private const int LongestLine = 75;

    /// <summary>Writes a line whose value needs no escaping.</summary>
    public void Add(string name, string value)
    {
        var length = Encoding.UTF8.GetMaxByteCount(name.Length + 1 + value.Length);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var used = Encoding.UTF8.GetBytes(name, rented);
        rented[used++] = (byte)':';
        used += Encoding.UTF8.GetBytes(value, rented.AsSpan(used));
        Fold(rented.AsSpan(0, used));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Writes lines that were written before.</summary>
    public void Add(MemoryStream lines) => lines.WriteTo(output);

    /// <summary>Writes a line whose value is TEXT (§3.3.11).</summary>
    public void AddText(string name, string text) => Add(name, Escape(text));

    /// <summary>Writes a UTC instant (§3.3.5 form 2).</summary>
    public void Add(string name, Instant instant) => Add(name, Utc(instant));

    /// <summary>Writes a Europe/London wall-clock time (§3.3.5 form 3).</summary>
    public void Add(string name, LocalDateTime time) => Add($"{name};TZID={LondonTime.ZoneId}", Local(time));

    public static string Utc(Instant instant) => Local(instant.InUtc().LocalDateTime) + "Z";

    public static string Local(LocalDateTime time) => string.Create(
        CultureInfo.InvariantCulture, $"{time.Year:D4}{time.Month:D2}{time.Day:D2}T{time.Hour:D2}{time.Minute:D2}{time.Second:D2}");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            switch (c)
            {
                case '\n':
                    escaped.Append("\\n");
                    break;
                case '\\' or ';' or ',':
                    escaped.Append('\\').Append(c);
                    break;
                default:
                    // Control characters cannot be written in TEXT at all.
                    if (!char.IsControl(c) || c == '\t')
                        escaped.Append(c);
                    break;
            }
        }

        return escaped.ToString();
    }

    private void Fold(ReadOnlySpan<byte> line)
    {
        var room = LongestLine;
        while (line.Length > room)
        {
            var cut = room;
            while ((line[cut] & 0b1100_0000) == 0b1000_0000)
                cut--;
            output.Write(line[..cut]);
            output.Write("\r\n "u8);
            line = line[cut..];
            room = LongestLine - 1;
        }

        output.Write(line);
        output.Write("\r\n"u8);
    }
}
