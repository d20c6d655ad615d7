using System.Globalization;
using System.Text;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>
/// A text as a person reads it: letters and signs of another width are plain ones, digits of any script are 0 to 9, what nobody can see is not there, several blanks are one.
/// </summary>
/// <param name="Text">The text as it is read.</param>
/// <param name="At">Where each of its characters stood in the text as it was written.</param>
internal readonly record struct TextAsRead(string Text, IReadOnlyList<int>? At)
{
    // A mark that joins, and is drawn nowhere.
    private const int GraphemeJoiner = 0x034F;

    /// <summary>Reads a text; one that has nothing of that kind is given back as it is.</summary>
    public static TextAsRead Of(string text) => IsPlain(text) ? new TextAsRead(text, null) : Read(text);

    /// <summary>Where a character stood in the text as it was written.</summary>
    public int WrittenAt(int index) => index < 0 || At is null ? index : At[index];

    private static TextAsRead Read(string text)
    {
        var (read, at) = (new StringBuilder(text.Length), new List<int>(text.Length));
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var c in Shown(rune))
            {
                if (c == ' ' && read.Length > 0 && read[^1] == ' ')
                    continue;
                read.Append(c);
                at.Add(index);
            }

            index += rune.Utf16SequenceLength;
        }

        return new TextAsRead(read.ToString(), at);
    }

    private static string Shown(Rune rune) => rune switch
    {
        { Value: '\n' or '\r' } => "\n",
        _ when Rune.IsWhiteSpace(rune) => " ",
        { Value: GraphemeJoiner } => "",
        _ when Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark && !WholeText.ShowsSomething(rune.ToString()) => "",
        _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber => Rune.GetNumericValue(rune).ToString(CultureInfo.InvariantCulture),
        { IsAscii: true } => rune.ToString(),
        _ when rune == Rune.ReplacementChar => "",
        _ => rune.ToString() is var written && written.Normalize(NormalizationForm.FormKC) is [> ' ' and <= '~'] plain ? plain : written,
    };

    private static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not '\n' and (< ' ' or > '~' and not ('£' or '–' or '—' or '’' or '‘')) || (text[i] == ' ' && i > 0 && text[i - 1] == ' '))
                return false;
        }

        return true;
    }
}
