using System.Buffers;
using System.Globalization;
using System.Text;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>
/// Looks for the nearest phrase that is understood: letters typed for digits ("9:3O"), words within two slips of a known one
/// ("Tusday"), wrong marks inside a time ("9;30"). A suggestion is always checked to be understood, and is never used by itself.
/// </summary>
internal static class SpellingRepair
{
    private static readonly SearchValues<char> LooksLikeDigits = SearchValues.Create("0123456789OoIl|:./-–");

    /// <summary>Longest phrase for which a suggestion is looked for.</summary>
    private const int MaxLength = 200;

    /// <summary>The nearest phrase that <paramref name="isUnderstood"/> accepts, or null.</summary>
    public static string? Suggest(string text, IReadOnlyList<string> vocabulary, Func<string, bool> isUnderstood)
    {
        if (text.Length > MaxLength)
            return null;
        var digits = WithDigits(text);
        var marks = WithTimeMarks(digits);
        string[] candidates = [digits, marks, WithKnownWords(text, vocabulary), WithKnownWords(marks, vocabulary)];
        return candidates.FirstOrDefault(c => c != text && isUnderstood(c));
    }

    /// <summary>The one word of the vocabulary that is nearest, or null when none or several are.</summary>
    public static string? Nearest(string word, IReadOnlyList<string> vocabulary)
    {
        var limit = word.Length switch { <= 2 => 0, <= 5 => 1, _ => 2 };
        string? nearest = null;
        var best = int.MaxValue;
        foreach (var known in vocabulary)
        {
            // Between two words as far away as each other, the one of the same length: "Setp" is "Sept" and not "Sep".
            var distance = EditDistance.Between(word, known, limit);
            var rank = (distance * 2) + (known.Length == word.Length ? 0 : 1);
            if (distance > limit || rank > best || known == nearest)
                continue;
            nearest = rank < best ? known : null;
            best = rank;
        }

        return nearest;
    }

    /// <summary>"9:3O-ll" as "9:30-11": letters that look like digits, in runs that hold or touch a digit.</summary>
    private static string WithDigits(string text)
    {
        var result = new StringBuilder(text);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is ':' or '.' or '/' or '|' or '-' or '–'))
                end++;
            var run = text.AsSpan(start, end - start);
            var tail = run.EndsWith("am", StringComparison.OrdinalIgnoreCase) || run.EndsWith("pm", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
            if (run.ContainsAnyInRange('0', '9') && !run[..^tail].ContainsAnyExcept(LooksLikeDigits))
            {
                for (var i = start; i < end - tail; i++)
                    result[i] = text[i] switch { 'O' or 'o' => '0', 'I' or 'l' or '|' => '1', var c => c };
            }

            start = Math.Max(end, start + 1);
        }

        return result.ToString();
    }

    /// <summary>"9;30" and "9,30" and "9 30" as "9:30".</summary>
    private static string WithTimeMarks(string text)
    {
        var result = new StringBuilder(text);
        for (var i = 1; i + 2 < text.Length; i++)
        {
            var isMark = text[i] is ';' or ',' or ' ' or '\'' or '"' or '*';
            var betweenDigits = char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]);
            if (isMark && betweenDigits && (i + 3 == text.Length || !char.IsAsciiDigit(text[i + 3])))
                result[i] = ':';
        }

        return result.ToString();
    }

    private static string WithKnownWords(string text, IReadOnlyList<string> vocabulary)
    {
        var result = new StringBuilder();
        var copied = 0;
        foreach (var token in Phrase.Of(text).Tokens)
        {
            if (token.Kind != TokenKind.Word || vocabulary.Contains(token.Text) || Nearest(token.Text, vocabulary) is not { } known)
                continue;
            result.Append(text, copied, token.Start - copied);
            result.Append(char.IsUpper(text[token.Start]) ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(known) : known);
            copied = token.End;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
