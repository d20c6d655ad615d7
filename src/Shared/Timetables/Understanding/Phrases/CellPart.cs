namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>A stretch of a line between brackets, commas, asterisks and spaced dashes.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Mark">What stands before it, to put a title together again.</param>
/// <param name="IsAside">True in brackets or between asterisks.</param>
internal readonly record struct CellPart(string Text, string Mark, bool IsAside)
{
    private static readonly string[] StartsOfRanges = ["birth", "newborn", "bump", "pregnancy", "walking", "crawling"];

    /// <summary>The parts of a line; none is empty.</summary>
    public static List<CellPart> Of(string line)
    {
        var parts = new List<CellPart>();
        var (start, mark, aside) = (0, "", false);
        var depth = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            var length = i == line.Length ? 1 : MarkLength(line, i, isAside: depth > 0);
            if (length == 0)
                continue;
            if (line[start..i].Trim() is { Length: > 0 } text)
                parts.Add(new(text, mark, aside));
            if (i == line.Length)
                break;
            depth += line[i] is '(' or '[' ? 1 : line[i] is ')' or ']' && depth > 0 ? -1 : 0;
            mark = line[i] switch { ',' or ':' or ';' => $"{line[i]} ", '|' => " – ", _ => line.Substring(i, length) };
            aside = line[i] is '(' or '[' || (line[i] == '*' && !aside);
            start = i + length;
            i = start - 1;
        }

        return parts;
    }

    private static int MarkLength(string line, int at, bool isAside)
    {
        if (line[at] is '(' or ')' or '[' or ']' or '*' or '|' or ';')
            return 1;
        var spaced = at + 1 < line.Length && line[at + 1] == ' ';
        if (line[at] == ',' || (line[at] == ':' && spaced) || (line[at] == '.' && (spaced || at + 1 == line.Length)))
            return 1;
        var isDash = line[at] == ' ' && at + 3 < line.Length && line[at + 1] is '-' or '–' or '—' or '@' && line[at + 2] == ' ';
        return isDash && !isAside && !IsRange(line, at) ? 3 : 0;
    }

    /// <summary>True for the dash of "12 months – 3 years" and "birth – walking", which parts nothing.</summary>
    private static bool IsRange(string line, int dash)
    {
        var word = line[(line.LastIndexOf(' ', dash - 1, dash) + 1)..dash];
        return char.IsAsciiDigit(line[dash + 3]) || StartsOfRanges.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
