using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.BookingAndCost;

/// <summary>
/// Reads prices: "Free", "£2", "£1.50 per family", "50p", "£2–£3", "suggested donation £1", "£2 per child, siblings £1". The lowest and
/// highest amounts are kept with the partner's words.
/// </summary>
internal static partial class CostPhrase
{
    private const int MaxTextLength = 100;

    /// <summary>A bare number above this may be pence.</summary>
    private const int MaxBarePounds = 20;

    private const int MaxPence = 1_000_00;

    private static readonly IReadOnlyList<string> Vocabulary = ["free", "donation", "donations", "charge", "no", "of", "cost", "suggested", "per", "family", "child", "session", "voluntary"];

    private static readonly string[] FreeWords = ["free", "foc", "f", "o", "c", "of", "no", "charge", "cost", "fee", "nil", "complimentary", "fully", "funded", "without", "to", "attend"];

    private static readonly string[] PriceWords =
    [
        .. FreeWords, "p", "pence", "pounds", "pound", "per", "a", "an", "child", "children", "family", "families", "session", "adult", "adults", "sibling", "siblings", "each", "pp", "person",
        "suggested", "donation", "donations", "voluntary", "contribution", "contributions", "welcome", "entry", "price", "costs", "only", "just", "for", "first", "additional", "extra", "and", "week", "baby",
        "is", "small", "under", "the",
    ];

    /// <summary>True when a text speaks of nothing but the price.</summary>
    public static bool IsOnlyAboutCost(string text) =>
        TryFindIn(text, out _) && Array.TrueForAll(Phrase.Of(text).Tokens, t => t.Kind != TokenKind.Word || PriceWords.Contains(t.Text));

    /// <summary>What a cost column says, or that it cannot be told.</summary>
    public static Understood<Cost> Understand(string text)
    {
        text = WithPence(text);
        if (TryFindIn(text, out var cost))
            return cost;
        var cursor = new Cursor(Phrase.Of(text));
        if (TryReadBare(ref cursor, out var pence) && cursor.AtEnd)
            return pence > MaxBarePounds * 100 ? PoundsOrPence(text) : OfOne(pence);
        if (PointMistaken().Replace(text, ".") is var withPoint && withPoint != text && TryFindIn(withPoint, out _))
            return Misunderstanding.Of("cost", text, withPoint, "Write Free, £2 or £1.50 per family.");
        return Misunderstanding.Of("cost", text, SpellingRepair.Suggest(text, Vocabulary, t => TryFindIn(t, out _)), "Write Free, £2 or £1.50 per family.");
    }

    /// <summary>The price that a text names with a pound or penny sign, or as free or a donation; false when it names none.</summary>
    public static bool TryFindIn(string text, out Cost cost)
    {
        cost = new(0, 0, "Free");
        text = WithPence(text);
        var (min, max, amounts) = (int.MaxValue, 0, 0);
        var (free, donation) = (false, false);
        var phrase = Phrase.Of(text);
        for (var cursor = new Cursor(phrase); !cursor.AtEnd;)
        {
            if (IsUnreadable(cursor, amounts > 0))
                return false;
            if (TryReadAmount(ref cursor, amounts > 0, out var pence))
                (min, max, amounts) = (Math.Min(min, pence), Math.Max(max, pence), amounts + 1);
            else if (TryReadFree(ref cursor))
                free = true;
            else if (cursor.SkipAny("donation", "donations", "contribution", "contributions") || cursor.SkipAll("pay", "what", "you", "can") || cursor.SkipAll("pay", "what", "you", "feel") || cursor.SkipAll("pay", "as", "you", "feel") || cursor.SkipAll("pay", "as", "you", "can"))
                donation = true;
            else
                cursor.At++;
        }

        if (amounts == 0 && !free && !donation)
            return false;
        if (free || donation)
            min = 0;
        if (max > MaxPence)
            return false;
        cost = new(min, max, TextOf(text, phrase, min, max, amounts, free, donation));
        return true;
    }

    private static string TextOf(string text, Phrase phrase, int min, int max, int amounts, bool free, bool donation)
    {
        var words = phrase.Tokens.Length;
        if (ContactDetails.Holds(text))
            return min == max ? Say(min) : $"{Say(min)} to {Say(max)}";
        if (free && !donation && amounts == 0)
            return Array.TrueForAll(phrase.Tokens, t => t.Kind == TokenKind.Symbol || FreeWords.Contains(t.Text)) ? "Free" : Words(text);
        if (amounts == 1 && !free && !donation && words <= 4 && !Array.Exists(phrase.Tokens, t => t.Text == "+" || (t.Kind == TokenKind.Word && t.Text != "p")))
            return Say(min);
        var isRange = amounts == 2 && !free && !donation && !Array.Exists(phrase.Tokens, t => t.Kind == TokenKind.Word && t.Text is not ("p" or "to"));
        return isRange ? $"{Say(min)} to {Say(max)}" : Words(text);
    }

    private static string Words(string text) =>
        Misunderstanding.Shortened(AgeTerm.Capitalised(ContactDetails.Remove(PlainText.Tidy(text), out _)), MaxTextLength);

    /// <summary>"£2", "£1.50", "2 pounds", "50p"; after a first amount also a bare "-3" of "£2-3".</summary>
    private static bool TryReadAmount(ref Cursor cursor, bool isSecond, out int pence)
    {
        pence = 0;
        var look = cursor;
        var pound = look.SkipAny("£", "gbp");
        if (!pound && isSecond && (look.Is("-") || look.Is("/")) && look.Peek(1) is { Kind: TokenKind.Number } && look.Peek(-1).Kind == TokenKind.Number)
        {
            look.At++;
            pound = true;
        }

        if (!TryReadBare(ref look, out var amount))
            return false;
        var hundredths = amount;
        if (!pound && look.SkipAny("p", "pence"))
            hundredths = amount / 100;
        else if (!pound && !look.SkipAny("pounds", "pound", "quid"))
            return false;
        pence = hundredths;
        cursor = look;
        return true;
    }

    /// <summary>
    /// "£1:50" is not £1, and whether "£1-50" is £1.50 or £1 to £50 only its writer knows: a price of which a part would be passed over is none.
    /// </summary>
    private static bool IsUnreadable(Cursor cursor, bool isSecond)
    {
        if (isSecond && cursor.Next.Text is "-" or "/" && cursor.Peek(-1).Kind == TokenKind.Number && cursor.Peek(1) is { Kind: TokenKind.Number, Value: > MaxBarePounds or < 0 }
            && cursor.Peek(2).Text is not ("p" or "pence" or "pounds"))
            return true;
        if (!cursor.SkipAny("£", "gbp") || cursor.Next.Kind != TokenKind.Number)
            return false;
        return !TryReadBare(ref cursor, out _) || IsPenceApart(cursor) || (cursor.Next is { Kind: TokenKind.Symbol, Glued: true, Text: not ("-" or "/" or "+") } && cursor.Peek(1) is { Kind: TokenKind.Number, Glued: true });
    }

    /// <summary>"£1. 50", "£1 50", "£2 50p": the pence stand apart, or are something else.</summary>
    private static bool IsPenceApart(Cursor cursor)
    {
        if (cursor.Peek(-2).Text is "." or "·" && cursor.Peek(-1).Glued)
            return false;
        _ = cursor.Skip(".");
        return cursor.Next is { Kind: TokenKind.Number, Text.Length: 2 }
            && (cursor.Peek(1) is { Kind: TokenKind.Symbol, Text: not (":" or "-") } || cursor.Peek(1).Text is "p" or "per" or "pence" or "each" or "pp" or "a" or "for");
    }

    /// <summary>"2", "2.5" and "2.50" as pence.</summary>
    private static bool TryReadBare(ref Cursor cursor, out int pence)
    {
        pence = 0;
        if (!cursor.IsNumber(4))
            return false;
        pence = cursor.Next.Value * 100;
        cursor.At++;
        if ((cursor.Is(".") || cursor.Is("·")) && cursor.Peek(1) is { Kind: TokenKind.Number, Glued: true } part)
        {
            if (part.Text.Length > 2)
                return false;
            pence += int.Parse(part.Text.PadRight(2, '0'), CultureInfo.InvariantCulture);
            cursor.At += 2;
        }

        // "1,000" is no price of a hub session.
        return !(cursor.Is(",") && cursor.Next.Glued && cursor.Peek(1) is { Kind: TokenKind.Number, Glued: true, Text.Length: 3 });
    }

    private static bool TryReadFree(ref Cursor cursor) =>
        cursor.SkipAny("free", "foc", "complimentary", "nil") || cursor.SkipAll("f", ".", "o", ".", "c") || cursor.SkipAll("no", "charge") || cursor.SkipAll("no", "cost")
        || cursor.SkipAll("no", "fee") || cursor.SkipAll("fully", "funded") || cursor.SkipAll("without", "charge");

    private static Cost OfOne(int pence) => new(pence, pence, pence == 0 ? "Free" : Say(pence));

    private static string Say(int pence) => pence switch
    {
        0 => "Free",
        < 100 => string.Create(CultureInfo.InvariantCulture, $"{pence}p"),
        _ when pence % 100 == 0 => string.Create(CultureInfo.InvariantCulture, $"£{pence / 100}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"£{pence / 100}.{pence % 100:00}"),
    };

    // "£1½" and "£2 1/2".
    private static string WithPence(string text) =>
        text.AsSpan().ContainsAny('½', '/') ? Half().Replace(text, m => m.Groups["pounds"].Value is { Length: > 0 } pounds ? $"£{pounds}.50" : "£0.50") : text;

    [GeneratedRegex(@"£\s?(?<pounds>\d{1,3})\s1/2(?![\d/])|£\s?(?<pounds>\d{1,3})?\s?½", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Half();

    /// <summary>The mark of "£1:50", "£1;50", "£1,50", "£1 50" and "£1. 50".</summary>
    [GeneratedRegex(@"(?<=£\s?\d{1,2})(?:[:;,']|\.?\s{1,3})(?=\d\d(?!\d))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PointMistaken();

    private static Misunderstanding PoundsOrPence(string text) => new(
        "cost-ambiguous", $"We cannot tell whether \"{Misunderstanding.Quoted(text)}\" is pounds or pence. Write £{text.Trim()} or {text.Trim()}p.");
}
