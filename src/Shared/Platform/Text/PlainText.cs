using System.Net;
using System.Text;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>Makes one paragraph of plain text of whatever people paste: HTML, line breaks, doubled spaces.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text without tags, entities decoded, control characters out, white space single. Capitals stay as they are: "SEND" and
    /// "HENRY" are names, and we cannot tell them from shouting.
    /// </summary>
    public static string Tidy(string text) => IsTidy(text) ? text : Spaced(WithoutMarkup(text));

    /// <summary>As <see cref="Tidy"/>, but line breaks stay.</summary>
    public static string[] Lines(string text) =>
        [.. WithoutMarkup(text, keepLines: true).Split('\n').Select(Spaced).Where(l => l.Length > 0)];

    private static bool IsTidy(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '<' or '&' || char.IsControl(c) || (char.IsWhiteSpace(c) && (c != ' ' || i == 0 || text[i - 1] == ' ')) || char.IsSurrogate(c))
                return false;
        }

        return !text.EndsWith(' ');
    }

    private static string WithoutMarkup(string text, bool keepLines = false)
    {
        var result = new StringBuilder(text.Length);
        var lastClose = text.LastIndexOf('>');
        for (var i = 0; i < text.Length; i++)
        {
            // A "<" that no tag follows is a "less than".
            var close = text[i] == '<' && i < lastClose && i + 1 < text.Length && (char.IsAsciiLetter(text[i + 1]) || text[i + 1] is '/' or '!') ? text.IndexOf('>', i) : -1;
            if (close < 0)
            {
                result.Append(text[i]);
                continue;
            }

            result.Append(keepLines && IsBreak(text.AsSpan(i + 1, close - i - 1)) ? '\n' : ' ');
            i = close;
        }

        return WebUtility.HtmlDecode(result.ToString());
    }

    private static bool IsBreak(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart('/');
        return name.StartsWith("br", StringComparison.OrdinalIgnoreCase) || name.StartsWith("p", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("li", StringComparison.OrdinalIgnoreCase) || name.StartsWith("div", StringComparison.OrdinalIgnoreCase);
    }

    private static string Spaced(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar;
            if (!isSpace)
                result.Append(rune);
            else if (result.Length > 0 && result[^1] != ' ')
                result.Append(' ');
        }

        return result.ToString().TrimEnd();
    }
}
