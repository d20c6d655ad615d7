using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>Texts that somebody else has written.</summary>
public static class WholeText
{
    // Letters and signs by their category, and blank: the Hangul fillers, the empty Braille cell, and what stands for an object that is not there.
    private static readonly int[] Fillers = [0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0xFFFC];

    /// <summary>
    /// Whether every character is one that can be shown and stored: no control character, no line separator, no half of a pair, and none that XML
    /// cannot hold, since what is given ends up in workbooks.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="allowed">Control characters that may be there all the same.</param>
    public static bool IsClean(string text, string allowed = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
                i++;
            else if (!allowed.Contains(text[i], StringComparison.Ordinal) && (char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' || !XmlConvert.IsXmlChar(text[i])))
                return false;
        }

        return true;
    }

    /// <summary>Whether there is anything to see: a text of joiners, marks and fillers is as good as none, and none is sent or published.</summary>
    public static bool ShowsSomething(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && !Fillers.Contains(rune.Value) && Rune.GetUnicodeCategory(rune) is
            not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
    }

    /// <summary>What somebody typed, without blanks about it and with one kind of line break; null when there is nothing to see in it.</summary>
    public static string? Typed(string? text) => text?.ReplaceLineEndings("\n").Trim() is { } typed && ShowsSomething(typed) ? typed : null;

    /// <summary>A text of JSON; null when it holds half a character: an escape like \ud800 alone, which no text can hold.</summary>
    public static string? Of(JsonElement text) => Whole(text, static element => element.GetString()!);

    /// <summary>A key of JSON; null when it holds half a character.</summary>
    public static string? Of(JsonProperty property) => Whole(property, static member => member.Name);

    private static string? Whole<T>(T from, Func<T, string> read)
    {
        try
        {
            return read(from);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
