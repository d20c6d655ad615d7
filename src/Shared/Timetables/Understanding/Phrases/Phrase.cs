using System.Globalization;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>What a token is made of.</summary>
internal enum TokenKind
{
    /// <summary>Letters, lower-cased, apostrophes left out.</summary>
    Word,

    /// <summary>ASCII digits.</summary>
    Number,

    /// <summary>Any other single character; every kind of dash is "-".</summary>
    Symbol,
}

/// <summary>A word, a number or a symbol.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Text">Lower-case, apostrophes left out, dashes as "-".</param>
/// <param name="Value">A number's value; -1 for anything else and for numbers of more than eight digits.</param>
/// <param name="Start">Where it starts in the phrase.</param>
/// <param name="End">The first character after it.</param>
/// <param name="Glued">True when no white space stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Value, int Start, int End, bool Glued);

/// <summary>A partner's phrase cut into tokens: upper and lower case, kinds of dash, quotes and white space no longer matter.</summary>
internal sealed class Phrase
{
    /// <summary>Longest text that is read as a phrase, in characters; bounds the work for odd input.</summary>
    public const int MaxLength = 500;

    private const string Dashes = "-‐‑‒–—―−﹣－";
    private const string Apostrophes = "'’‘ʼ`´′";
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    private Phrase(string source, Token[] tokens)
    {
        Source = source;
        Tokens = tokens;
    }

    /// <summary>The phrase as the partner wrote it.</summary>
    public string Source { get; }

    /// <summary>Its tokens in order.</summary>
    public Token[] Tokens { get; }

    /// <summary>The partner's own characters of the tokens from one index up to another.</summary>
    public string Slice(int from, int to) => from >= to ? "" : Source[Tokens[from].Start..Tokens[to - 1].End];

    /// <summary>Cuts a phrase into tokens. Time and memory grow with its length only.</summary>
    public static Phrase Of(string source)
    {
        var tokens = new List<Token>(8);
        var glued = false;
        for (var at = 0; at < source.Length;)
        {
            var c = source[at];
            if (char.IsWhiteSpace(c) || c is '\u200b' or '\ufeff' or '\u00ad')
            {
                at++;
                glued = false;
                continue;
            }

            // The apostrophe of "'til" and an opening quotation mark say nothing; that of "5's" and "'26" does.
            if (!glued && Apostrophes.Contains(c) && at + 1 < source.Length && char.IsLetter(source[at + 1]))
            {
                at++;
                continue;
            }

            var token = char.IsAsciiDigit(c) ? Number(source, at, glued) : char.IsLetter(c) ? Word(source, at, glued) : Symbol(source, at, glued);
            tokens.Add(token);
            at = token.End;
            glued = true;
        }

        return new(source, [.. tokens]);
    }

    private static Token Number(string source, int start, bool glued)
    {
        var end = start + 1;
        while (end < source.Length && char.IsAsciiDigit(source[end]))
            end++;
        var digits = source.AsSpan(start, end - start);
        var value = digits.Length <= 8 ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : -1;
        return new(TokenKind.Number, digits.ToString(), value, start, end, glued);
    }

    private static Token Word(string source, int start, bool glued)
    {
        var end = start + 1;
        var apostrophes = 0;
        while (end < source.Length && (IsLetter(source, end) || IsInnerApostrophe(source, end)))
            apostrophes += IsLetter(source, end++) ? 0 : 1;
        var text = source.AsSpan(start, end - start).ToString().ToLowerInvariant();
        if (apostrophes > 0)
            text = string.Concat(text.Where(c => !Apostrophes.Contains(c)));
        return new(TokenKind.Word, text, -1, start, end, glued);
    }

    private static Token Symbol(string source, int at, bool glued)
    {
        var c = source[at];
        var text = Dashes.Contains(c) ? "-" : Apostrophes.Contains(c) ? "'" : c < 128 ? Ascii[c] : c.ToString();
        return new(TokenKind.Symbol, text, -1, at, at + 1, glued);
    }

    private static bool IsLetter(string source, int at) =>
        char.IsLetter(source[at]) || char.GetUnicodeCategory(source[at]) == UnicodeCategory.NonSpacingMark;

    private static bool IsInnerApostrophe(string source, int at) =>
        Apostrophes.Contains(source[at]) && at + 1 < source.Length && char.IsLetter(source[at + 1]);
}
