using System.Text.RegularExpressions;
using HubAutomation.Shared.Platform.Text;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>Ages as understood.</summary>
/// <param name="Range">For whom.</param>
/// <param name="WasReversed">True when the older age was written first and the two were swapped.</param>
internal readonly record struct AgeMeaning(AgeRange Range, bool WasReversed);

/// <summary>
/// Reads ages: "0–6 months", "birth to walking", "under 5s", "bump to 2", "18 months – 3 years", "expectant parents". A range includes
/// its last age; bare numbers are years, unless they are written like months.
/// </summary>
internal static partial class AgePhrase
{
    private const string Advice = "Write it like 0 to 6 months, under 5s or all ages.";

    /// <summary>The ages that a text tells, or why it tells none.</summary>
    public static Understood<AgeMeaning> Understand(string text)
    {
        if (text.Length > Phrase.MaxLength)
            return Misunderstanding.TooLong(text);
        if (UpTo25().Match(text) is { Success: true } send && Read(send.Groups["ages"].Value).Is(out var young, out _) && young.Range.ToMonths is <= OfSend)
            return young with { Range = young.Range with { ToMonths = OfSend, Text = $"{young.Range.Text} (25 with SEND)" } };
        var read = Read(text);
        if (read.Problem is { Rule: "age-unit-missing" } && OfChildren().IsMatch(text))
            return Read(LastNumber().Replace(text, "$0 years"));
        return read.Problem is { Rule: "age-not-understood", Suggestion: null }
            ? Misunderstanding.Of("age", text, SpellingRepair.Suggest(text, AgeWords.Vocabulary, t => Read(t).Problem is null), Advice)
            : read;
    }

    // Young people with special needs belong to a family hub until their twenty-fifth year is over.
    private const int OfSend = 26 * 12;

    // "0-19 (25 with SEND)", "0-19/25".
    [GeneratedRegex(@"^(?<ages>.*\b19(?: years| yrs)?)\s?(?:\((?:up to |or )?25(?: years| yrs)? ?(?:(?:with|for|if) )?(?:SEND?\b[^)]*)\)|/\s?25)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex UpTo25();

    // "Children aged 3-6" are no babies of months.
    [GeneratedRegex(@"\bchild(?:ren)? (?:aged|ages|age)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OfChildren();

    [GeneratedRegex(@"[0-9]+(?![^\n]*[0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LastNumber();

    /// <summary>
    /// The one age range that a name or a free text tells beyond doubt, with the words that tell it. Null when there is none, or several.
    /// In a name ("Under 5s stay and play") an age that is plainly one is enough; in a sentence the words around it must say so.
    /// </summary>
    public static (AgeMeaning Ages, string Words)? FindIn(string text, bool isName)
    {
        (AgeMeaning Ages, string Words)? found = null;
        var phrase = Phrase.Of(text);
        for (var cursor = new Cursor(phrase); !cursor.AtEnd;)
        {
            var at = cursor.At;
            var isTerm = AgeTerm.TryRead(ref cursor, out var term, out var problem);

            // What a term is made of is never read as another: "up to the age of 1" holds no one-year-olds.
            cursor.At = isTerm ? Math.Max(cursor.At, at + 1) : at + 1;
            if (!isTerm || problem is not null || !AgeMention.IsBeyondDoubt(term, phrase, at, cursor.At, isName))
                continue;
            var range = new AgeRange(term.From, term.To, term.Pregnancy, AgeTerm.Capitalised(term.Text));
            if (found is { } other && other.Ages.Range != range)
                return null;
            found = (new(range, term.WasReversed), phrase.Slice(at, cursor.At));
        }

        return found;
    }

    /// <summary>True when a text speaks of nothing but ages; words such as "toddlers" count only when a title is there already.</summary>
    public static bool IsOnlyAboutAges(string text, bool allowWords)
    {
        var cursor = new Cursor(Phrase.Of(text));
        return text.Length <= Phrase.MaxLength && Read(text).Problem is null or { Rule: "age-unit-missing" } && (allowWords || Array.Exists(cursor.Phrase.Tokens, t => t.Kind == TokenKind.Number) || FindIn(text, isName: true) is not null);
    }

    private static Understood<AgeMeaning> Read(string text)
    {
        var cursor = new Cursor(Phrase.Of(text));
        var terms = new List<AgeTerm>();
        var (joined, anybody) = (false, false);
        while (!cursor.AtEnd)
        {
            if (AgeTerm.TryRead(ref cursor, out var term, out var problem))
            {
                if (problem is not null)
                    return IsUnknownWord(cursor.Next) ? NotUnderstood(text) : problem;
                Add(terms, term, joined);
                joined = false;
            }
            else if (!SkipWord(ref cursor, ref anybody, ref joined))
            {
                return NotUnderstood(text);
            }
        }

        if (terms.Count > 0)
            return Combine(terms, text);

        // Without any age, "parents and carers" is open to all.
        return anybody ? new AgeMeaning(new(0, null, false, AgeTerm.Capitalised(PlainText.Tidy(text))), false) : NotUnderstood(text);
    }

    private static bool IsUnknownWord(Token token) =>
        token.Kind == TokenKind.Word && !AgeWords.Audience.Contains(token.Text) && !AgeWords.Fillers.Contains(token.Text) && !AgeWords.Vocabulary.Contains(token.Text);

    private static bool SkipWord(ref Cursor cursor, ref bool anybody, ref bool joined)
    {
        if (AgeWords.Audience.Contains(cursor.Next.Text) || AgeWords.SkipYoungPeople(ref cursor))
            anybody = true;
        else if (!AgeWords.Fillers.Contains(cursor.Next.Text) && cursor.Next.Text is not ("(" or ")" or "." or ";" or ":" or "-" or "!" or "*" or "[" or "]"))
            return false;
        joined |= cursor.Next.Text is "and" or "&" or "/" or "plus" or "+";
        cursor.At++;
        return true;
    }

    /// <summary>Ages written beside a word replace its convention: "toddlers (1–3)", "babies up to 6 months", "non-walking babies".</summary>
    private static void Add(List<AgeTerm> terms, AgeTerm term, bool joined)
    {
        var isBeside = !joined && terms.Count > 0 && !terms[^1].Pregnancy && !term.Pregnancy && (terms[^1].IsConvention || term.IsConvention);
        if (!isBeside)
            terms.Add(term);
        else if (terms[^1].IsConvention && !(term.IsConvention && term.Text == AgeWords.Babies))
            terms[^1] = term;
    }

    /// <summary>Statements that touch become one range: "babies and toddlers", "expectant parents and under 1s".</summary>
    private static Understood<AgeMeaning> Combine(List<AgeTerm> terms, string text)
    {
        var all = terms[0];
        foreach (var term in terms.Skip(1))
        {
            var (low, high) = all.From <= term.From ? (all, term) : (term, all);
            if (low.To < high.From)
                return new Misunderstanding("ages-apart", $"\"{Misunderstanding.Quoted(text)}\" names two age groups with a gap between. Write one row for each.");
            var to = low.To is null || high.To is null ? null : (int?)Math.Max(low.To.Value, high.To.Value);
            var words = all.Text == term.Text ? all.Text : $"{all.Text} and {term.Text}";
            all = new(low.From, to, all.Pregnancy || term.Pregnancy, words, false, all.WasReversed || term.WasReversed);
        }

        return new AgeMeaning(new(all.From, all.To, all.Pregnancy, AgeTerm.Capitalised(all.Text)), all.WasReversed);
    }

    private static Misunderstanding NotUnderstood(string text) => Misunderstanding.Of("age", text, null, Advice);
}
