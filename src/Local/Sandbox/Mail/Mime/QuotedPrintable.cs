using System.Text;

namespace HubAutomation.Local.Sandbox.Mail.Mime;

/// <summary>Quoted-printable (RFC 2045, section 6.7): UTF-8 in lines of at most 76 characters.</summary>
internal static class QuotedPrintable
{
    // One less than 76, since a line that goes on ends with an equals sign.
    private const int LongestLine = 75;

    public static string Encode(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return string.Join("\r\n", lines.Select(EncodeLine));
    }

    private static string EncodeLine(string line)
    {
        var encoded = new StringBuilder();
        var length = 0;
        var bytes = Encoding.UTF8.GetBytes(line);
        for (var i = 0; i < bytes.Length; i++)
        {
            var piece = Piece(bytes[i], isLast: i == bytes.Length - 1);
            if (length + piece.Length > LongestLine)
            {
                encoded.Append("=\r\n");
                length = 0;
            }

            encoded.Append(piece);
            length += piece.Length;
        }

        return encoded.ToString();
    }

    // Blanks at a line's end get lost on the way, so they are written as codes there.
    private static string Piece(byte value, bool isLast) => value switch
    {
        (byte)' ' or (byte)'\t' when !isLast => ((char)value).ToString(),
        > 32 and < 127 and not (byte)'=' => ((char)value).ToString(),
        _ => $"={value:X2}",
    };
}
