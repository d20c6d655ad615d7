using System.Text;

namespace HubAutomation.Shared.Platform.Files;

/// <summary>Tidies what stands in a cell: trimmed, without invisible characters, one form for each letter (NFC).</summary>
internal static class CellText
{
    /// <summary>Longest value that a message about it repeats, in characters.</summary>
    public const int MaxExcerptLength = 200;

    /// <summary>
    /// Most characters of a cell that are read. Excel holds three times as many, a timetable's longest text a tenth; what is longer is not
    /// read at all, so that no cell can hold up its file.
    /// </summary>
    public const int MaxLength = 10_000;

    /// <summary>A text too long to be read, cut; one character more than may be is left, so that it still shows.</summary>
    public static string Cut(string text) =>
        text.Length <= MaxLength + 1 ? text : text[..(char.IsHighSurrogate(text[MaxLength]) ? MaxLength + 2 : MaxLength + 1)];

    /// <summary>Plain spaces for no-break ones, no control or zero-width characters except line breaks, NFC, trimmed.</summary>
    public static string Clean(string text)
    {
        if (IsPlain(text))
            return text.Trim();

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\r')
                continue;
            if (rune.Value is '\n' or '\u2028' or '\u2029' or '\v')
                clean.Append('\n');
            else if (Rune.IsWhiteSpace(rune))
                clean.Append(' ');
            else if (!IsInvisible(rune))
                clean.Append(rune);
        }

        return clean.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>
    /// A text as it is compared with others: its words with one space between them, whatever white space stood there. "Triple  P" is "Triple P",
    /// be it a programme, a place, a strand, a course or a column's heading.
    /// </summary>
    public static string Words(string text)
    {
        var clean = Clean(text);
        return clean.Contains("  ", StringComparison.Ordinal) || clean.Contains('\n', StringComparison.Ordinal)
            ? string.Join(' ', clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : clean;
    }

    /// <summary>A value as rejects repeat it: at most <see cref="MaxExcerptLength"/> characters, never half of a pair.</summary>
    public static string Excerpt(string text)
    {
        if (text.Length <= MaxExcerptLength)
            return text;
        var length = MaxExcerptLength - 1;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>A file's name as messages show it: without folders and control characters, at most 80 characters.</summary>
    public static string FileName(string name)
    {
        var last = Clean(name).Split(['/', '\\', '\n'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? "";
        if (last.Trim('.').Length == 0)
            return "The file";
        return last.Length <= 80 ? last : string.Concat(last.AsSpan(0, char.IsHighSurrogate(last[78]) ? 78 : 79), "…");
    }

    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    // Zero-width characters, the byte order mark and bidirectional controls are written by word processors and seen by nobody.
    private static bool IsInvisible(Rune rune) => Rune.IsControl(rune)
        || rune.Value is (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF or 0x00AD;
}
