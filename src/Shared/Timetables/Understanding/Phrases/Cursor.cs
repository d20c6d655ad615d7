namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>
/// A place in a phrase. A copy remembers the place, so that a rule which turns out not to fit leaves the original where it was.
/// </summary>
internal struct Cursor(Phrase phrase, int at = 0)
{
    private static readonly Token Nothing = new(TokenKind.Symbol, "", -1, 0, 0, false);

    /// <summary>The phrase that is read.</summary>
    public readonly Phrase Phrase => phrase;

    /// <summary>Index of the next token.</summary>
    public int At { get; set; } = at;

    /// <summary>True when every token has been read.</summary>
    public readonly bool AtEnd => At >= phrase.Tokens.Length;

    /// <summary>The next token, or an empty symbol at the end.</summary>
    public readonly Token Next => Peek(0);

    /// <summary>A token further on, or an empty symbol beyond either end.</summary>
    public readonly Token Peek(int ahead) =>
        (uint)(At + ahead) < (uint)phrase.Tokens.Length ? phrase.Tokens[At + ahead] : Nothing;

    /// <summary>True when the next token is a number of so many digits at most.</summary>
    public readonly bool IsNumber(int maxDigits) => Next is { Kind: TokenKind.Number } n && n.Text.Length <= maxDigits;

    /// <summary>True when the next token is this symbol or word.</summary>
    public readonly bool Is(string text) => Next.Text == text;

    /// <summary>Skips this symbol or word if it comes next.</summary>
    public bool Skip(string text)
    {
        if (Next.Text != text)
            return false;
        At++;
        return true;
    }

    /// <summary>Skips one of these if it comes next.</summary>
    public bool SkipAny(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (Skip(text))
                return true;
        }

        return false;
    }

    /// <summary>Skips these words if they come next in this order; a hyphen or a full stop between them does not matter.</summary>
    public bool SkipAll(params ReadOnlySpan<string> texts)
    {
        var look = this;
        for (var i = 0; i < texts.Length; i++)
        {
            if (i > 0 && (look.Is("-") || look.Is(".")) && texts[i] is not ("-" or "."))
                look.At++;
            if (!look.Skip(texts[i]))
                return false;
        }

        this = look;
        return true;
    }

    /// <summary>Skips whatever stands between two parts of a phrase.</summary>
    public void SkipSeparators()
    {
        while (Next.Text is "," or ";" or "." or ":" or "(" or ")" or "[" or "]" or "*" or "|" or "!")
            At++;
    }
}
