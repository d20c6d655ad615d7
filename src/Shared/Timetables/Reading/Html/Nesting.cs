using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Reading.Html;

/// <summary>
/// Looks how deep a page's elements stand in one another before it is parsed. Parsing takes time with the square of the
/// depth, and what walks a page does so by recursion: a page made for the purpose could bring the hub down.
/// </summary>
internal static class Nesting
{
    private const int MaxDepth = 1_000;

    // Ten thousand rows of ten cells with what word processors put into each.
    private const int MaxParts = 400_000;
    private const int MaxAttributes = 200;

    // Elements without an end tag, or whose end tag may be left out (HTML standard §13.1.2.4).
    private static readonly FrozenSet<string> EndLess = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param",
        "p", "li", "dt", "dd", "option", "optgroup", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup", "caption", "html", "head", "body",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsEndLess = EndLess.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True when the page has more elements and attributes than a timetable needs: each takes hundreds of bytes of memory.</summary>
    public static bool HasTooManyParts(string page)
    {
        var (parts, attributes, isTag, quote) = (0, 0, false, '\0');
        foreach (var c in page)
        {
            if (!isTag)
            {
                isTag = c == '<';
                (attributes, parts) = (0, isTag ? parts + 1 : parts);
            }
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '>')
                isTag = false;
            else if (char.IsWhiteSpace(c) || c == '/')
                (attributes, parts) = (attributes + 1, parts + 1);
            if (parts > MaxParts || attributes > MaxAttributes)
                return true;
        }

        return false;
    }

    /// <summary>True when more elements are open at some place than any page needs.</summary>
    public static bool IsTooDeep(string page)
    {
        var depth = 0;
        var text = page.AsSpan();
        for (var position = 0; position < text.Length && depth <= MaxDepth;)
        {
            var bracket = text[position..].IndexOf('<');
            if (bracket < 0)
                break;
            position += bracket + 1;
            var isEnd = position < text.Length && text[position] == '/';
            var name = NameAt(text[(isEnd ? position + 1 : position)..]);
            if (name.Length > 0 && !IsEndLess.Contains(name))
                depth = isEnd ? Math.Max(0, depth - 1) : depth + 1;
        }

        return depth > MaxDepth;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 40 && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '-' or ':'))
            length++;
        return length > 0 && char.IsAsciiLetter(text[0]) ? text[..length] : [];
    }
}
