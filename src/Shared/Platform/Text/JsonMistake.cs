using System.Globalization;
using System.Text;
using System.Text.Json;

namespace HubAutomation.Shared.Platform.Text;

/// <summary>What is wrong with a text that should be JSON, in words for a person.</summary>
public static class JsonMistake
{
    // The parser's own words are for programmers and change with it: each is known by a piece of it that says what it met.
    private static readonly (string Piece, string Words)[] Known =
    [
        ("'/' is ", "comments are not allowed"),
        ("trailing comma", "there is a comma behind the last item"),
        ("does not contain any JSON tokens", "there is nothing to read"),
        ("0x0A' is invalid within a JSON string", "a text goes on over the end of its line: its closing quotation mark is missing"),
        ("0x0D' is invalid within a JSON string", "a text goes on over the end of its line: its closing quotation mark is missing"),
        ("is invalid within a JSON string", "a text holds a control character, which must be written as an escape like \\t"),
        ("is an invalid escapable character", "a backslash in a text is not followed by one of \" \\ / b f n r t u; a backslash itself is written \\\\"),
        ("is not a hex digit", "\\u in a text is not followed by four hexadecimal digits"),
        ("Expected end of string", "it ends in the middle of a text: a closing quotation mark is missing"),
        ("Expected depth to be zero", "it ends too early: a closing bracket is missing"),
        ("is an invalid start of a property name", "a key in double quotation marks is expected here"),
        ("is an invalid start of a value", "a value is expected here: a text in double quotation marks, a number, true, false, null, a list or an object"),
        ("is invalid after a property name", "a colon is expected here, behind the key"),
        ("is invalid after a value", "a comma or a closing bracket is expected here"),
        ("is invalid after a single JSON value", "there is something behind the end"),
        ("is an invalid JSON literal", "true, false and null are written like this, without quotation marks"),
        ("leading zero", "a number has no zero in front"),
        ("within a number", "a number is not written right"),
        ("depth", "lists and objects stand too deep within each other"),
    ];

    /// <summary>Where it is and what is wrong: "line 4, column 5: a comma or a closing bracket is expected here."</summary>
    /// <param name="mistake">What the parser threw.</param>
    /// <param name="json">The text that it read, UTF-8.</param>
    public static string Describe(JsonException mistake, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(mistake);
        return $"{PlaceOf(mistake, json)}: {WordsFor(mistake)}.";
    }

    /// <summary>Where it is: "line 4, column 5", both counted from 1, the column in characters.</summary>
    public static string PlaceOf(JsonException mistake, ReadOnlySpan<byte> json)
    {
        ArgumentNullException.ThrowIfNull(mistake);
        var (line, before) = (mistake.LineNumber ?? 0, mistake.BytePositionInLine ?? 0);
        var rest = json;
        for (var skipped = 0L; skipped < line && rest.IndexOf((byte)'\n') is >= 0 and var end; skipped++)
            rest = rest[(end + 1)..];
        var column = Encoding.UTF8.GetCharCount(rest[..(int)Math.Min(before, rest.Length)]) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column}");
    }

    /// <summary>What is wrong there, as the end of a sentence without its full stop.</summary>
    public static string WordsFor(JsonException mistake)
    {
        ArgumentNullException.ThrowIfNull(mistake);
        return Known.FirstOrDefault(known => mistake.Message.Contains(known.Piece, StringComparison.Ordinal)).Words ?? "it is not written as JSON is";
    }
}
