using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Text;

namespace HubAutomation.Functions.Platform.Parameters;

/// <summary>Reads a text strictly.</summary>
/// <param name="text">The text as it was given.</param>
/// <param name="value">What it says.</param>
/// <returns>False when it is none of its kind.</returns>
public delegate bool TextReader<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A kind of value that is written as a text.</summary>
/// <param name="Rule">What is allowed, to be read after "must be".</param>
/// <param name="TryRead">Reads one.</param>
public sealed record TextKind<T>(string Rule, TextReader<T> TryRead);

/// <summary>The kinds of texts that all capabilities use.</summary>
public static class TextKind
{
    /// <summary>An id of a partner, a strand or an authority.</summary>
    public static readonly TextKind<string> Id = Checked("an id: 1 to 40 lower-case letters, digits and single hyphens", Names.IsId);

    /// <summary>A few ids in one text, each once.</summary>
    public static readonly TextKind<IReadOnlyList<string>> Ids = new("ids with commas between them, like infant-feeding,perinatal", TryReadIds);

    /// <summary>A text on one line. Blanks around it do not count.</summary>
    /// <param name="longest">Most characters.</param>
    public static TextKind<string> Line(int longest) =>
        Trimmed(longest, "on one line, without control characters", "");

    /// <summary>A text on one line with a letter or a digit in it: what is a reason says something.</summary>
    /// <param name="longest">Most characters.</param>
    public static TextKind<string> Words(int longest) => new(
        string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {longest} characters with words in it, on one line, without control characters"),
        (string text, [MaybeNullWhen(false)] out string value) => Line(longest).TryRead(text, out value) && value.Any(char.IsLetterOrDigit));

    /// <summary>A text that may have several lines. Blanks around it do not count.</summary>
    /// <param name="longest">Most characters.</param>
    public static TextKind<string> Lines(int longest) =>
        Trimmed(longest, "without control characters other than line breaks and tabs", "\n\r\t");

    /// <summary>One of a few words.</summary>
    public static TextKind<string> OneOf(IEnumerable<string> words)
    {
        var known = words.Order(StringComparer.Ordinal).ToList();
        return Checked($"one of {string.Join(", ", known)}", known.Contains);
    }

    /// <summary>A text that is taken as it is if it follows a rule.</summary>
    public static TextKind<string> Checked(string rule, Predicate<string> isRight) => new(
        rule,
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text;
            return isRight(text);
        });

    private static TextKind<string> Trimmed(int longest, string characters, string allowed) => new(
        string.Create(CultureInfo.InvariantCulture, $"a text of 1 to {longest} characters that shows something, {characters}"),
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = text.Trim();
            return value.Length <= longest && WholeText.IsClean(value, allowed) && WholeText.ShowsSomething(value);
        });

    private static bool TryReadIds(string text, [MaybeNullWhen(false)] out IReadOnlyList<string> ids)
    {
        ids = text.Split(',', StringSplitOptions.TrimEntries);
        return ids.All(Names.IsId) && ids.Distinct().Count() == ids.Count;
    }
}
