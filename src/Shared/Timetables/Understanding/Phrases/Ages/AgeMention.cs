using System.Collections.Frozen;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Ages;

/// <summary>
/// Whether a number in the middle of other words is the age of those for whom the session is. It is where the words around it say so:
/// "for children aged 10 and under", "(0–6 months)". It is none in "under 16s must be accompanied" and "your 6-8 week check".
/// </summary>
internal static class AgeMention
{
    /// <summary>How many words are looked at on either side: more make no sentence.</summary>
    private const int Window = 40;

    /// <summary>Words that make a sentence one about what somebody must or may, not about for whom the session is.</summary>
    private static readonly FrozenSet<string> Conditions = Set(
        "accompanied", "accompany", "supervised", "supervision", "supervise", "consent", "permission", "allowed", "volunteer", "volunteers", "volunteering", "staff", "applicants",
        "leaders", "must", "law", "proof");

    /// <summary>What is offered beside the session, and others than those for whom it is.</summary>
    private static readonly FrozenSet<string> BesideTheSession = Set(
        "ask", "enquire", "bring", "wear", "pack", "provide", "provides", "provided", "try", "see", "also", "another", "separate", "other", "else", "instead", "area", "corner", "zone", "toys", "towel", "towels", "nappy", "nappies", "snack", "snacks", "milk", "vitamins", "equipment", "creche", "crèche", "creches", "crèches", "childcare", "café", "cafe", "parking", "siblings", "sibling", "brothers", "sisters");

    private static readonly FrozenSet<string> Negations = Set("not", "no", "unsuitable", "except", "excluding", "unless", "if", "isnt", "arent");

    /// <summary>What is done at an age: "your 6-8 week check".</summary>
    private static readonly FrozenSet<string> DoneAtAnAge = Set(
        "check", "checks", "checkup", "review", "reviews", "vaccination", "vaccinations", "immunisation", "immunisations", "immunisations", "vaccine", "jabs", "injections", "ago");

    /// <summary>Words before a length of time: "runs for 6 to 8 weeks", "lasts 3 to 6 months".</summary>
    private static readonly FrozenSet<string> Durations = Set(
        "runs", "run", "running", "lasts", "last", "lasting", "goes", "going", "continues", "takes", "take", "wait", "waiting", "every", "within", "over", "course", "programme", "block",
        "open", "established", "after", "before", "since", "meets", "meet", "met", "here", "there", "been", "weekly", "sessions");

    private static readonly FrozenSet<string> Openers = Set("for", "with", "of", "aimed", "suitable", "suited", "welcome", "welcomes", "ages", "aged", "age", "ideal");

    private static readonly FrozenSet<string> Children = Set(
        "babies", "baby", "toddlers", "toddler", "children", "child", "kids", "ones", "one", "tots", "boys", "girls", "people", "teenagers", "newborns");

    /// <summary>True for "0–6 months", "aged 3", "babies from 4 months" and "children under 5"; false for "for 3 years" and "not suitable for under 3s".</summary>
    /// <param name="term">What the words say, if they speak of ages.</param>
    /// <param name="phrase">The text.</param>
    /// <param name="from">Index of their first token.</param>
    /// <param name="to">Index after their last token.</param>
    /// <param name="isName">True in the name of a session, which has no sentences.</param>
    public static bool IsBeyondDoubt(AgeTerm term, Phrase phrase, int from, int to, bool isName)
    {
        var lead = LeadOf(phrase, from);
        if (IsInWeeks(phrase, from, to) && !SaysChildren(phrase, lead, from, to))
            return false;
        if (SpeaksOfOtherMatters(phrase, from, to, isName))
            return false;
        var isAge = term.IsPlain || phrase.Tokens[from].Text is "age" or "ages" or "aged"
            || (EndsTheClause(new(phrase, to)) && (term.Pregnancy ? HasUnit(phrase, from, to) : IsSaidOfChildren(phrase, from, to)));
        return isAge && (isName || (IsLedTo(term, phrase, lead, from) && EndsThePart(phrase, to)));
    }

    /// <summary>"For 0–5 years", "babies from 4 months", or nothing before it in its part: the words up to it speak of people only.</summary>
    private static bool IsLedTo(AgeTerm term, Phrase phrase, int lead, int from)
    {
        var before = new Cursor(phrase, lead).Peek(-1);
        if (before.Kind == TokenKind.Symbol && before.Text != "£")
            return true;
        if (before.Kind == TokenKind.Number || before.Text is "free" or "price" or "discount" or "pounds" or "p" || (Durations.Contains(before.Text) && term.From > 0))
            return false;
        for (var at = lead; at <= from; at++)
        {
            if (Openers.Contains(phrase.Tokens[at].Text) || (at < from && Children.Contains(phrase.Tokens[at].Text)))
                return true;
        }

        return false;
    }

    /// <summary>The first of the words about people that lead to a mention.</summary>
    private static int LeadOf(Phrase phrase, int from)
    {
        var at = from;
        while (at > Math.Max(0, from - Window) && IsAboutPeople(phrase.Tokens[at - 1]))
            at--;
        return at;
    }

    /// <summary>The full stop of "4 months." may be taken for that of "mths.". "And their families", "welcome", "old", "only", and then the end of the part: "under 16s must" and "6-8 week check" go on.</summary>
    private static bool EndsThePart(Phrase phrase, int to)
    {
        var at = to;
        while (at < Math.Min(phrase.Tokens.Length, to + Window) && (IsAboutPeople(phrase.Tokens[at]) || AgeWords.Vocabulary.Contains(phrase.Tokens[at].Text)))
            at++;
        return at == phrase.Tokens.Length || phrase.Tokens[to - 1].Text == "." || IsEndOfPart(phrase, at) || phrase.Tokens[at - 1].Text == "and";
    }

    private static bool IsEndOfPart(Phrase phrase, int at) => phrase.Tokens[at].Text is "," or "." or ";" or ":" or "!" or "?" or "(" or ")" or "[" or "]" or "-" or "|" or "*" or "/" or "&";

    private static bool IsAboutPeople(Token token) =>
        token.Kind == TokenKind.Word && (AgeWords.Audience.Contains(token.Text) || AgeWords.Fillers.Contains(token.Text) || Children.Contains(token.Text) || Openers.Contains(token.Text) || token.Text is "young" or "is" or "or");

    /// <summary>"Under 16s must be accompanied", "a crèche for under 5s", "not for under 3s". In the name of a session only its own part counts.</summary>
    private static bool SpeaksOfOtherMatters(Phrase phrase, int from, int to, bool isName)
    {
        var inPart = true;
        for (var at = from - 1; at >= Math.Max(0, from - Window) && !IsEndOfSentence(phrase, at); at--)
        {
            inPart &= !IsEndOfPart(phrase, at);
            var word = phrase.Tokens[at].Text;
            if ((inPart && Negations.Contains(word)) || ((inPart || !isName) && Conditions.Contains(word)) || (!isName && BesideTheSession.Contains(word)))
                return true;
        }

        for (var at = to; at < Math.Min(phrase.Tokens.Length, to + Window) && !IsEndOfPart(phrase, at); at++)
        {
            if (DoneAtAnAge.Contains(phrase.Tokens[at].Text) || Conditions.Contains(phrase.Tokens[at].Text))
                return true;
        }

        return false;
    }

    private static bool IsEndOfSentence(Phrase phrase, int at) =>
        phrase.Tokens[at].Text is "!" or "?" or ";" || (phrase.Tokens[at].Text == "." && (at + 1 == phrase.Tokens.Length || !phrase.Tokens[at + 1].Glued));

    /// <summary>"6 to 8 weeks" is a length of time unless babies are.</summary>
    private static bool IsInWeeks(Phrase phrase, int from, int to)
    {
        var weeks = false;
        if (phrase.Tokens[from].Text == "0")
            return false;
        for (var at = from; at < to; at++)
        {
            weeks |= phrase.Tokens[at].Text is "weeks" or "week" or "wks" or "wk";
            if (phrase.Tokens[at].Text is "months" or "month" or "mths" or "years" or "year" or "yrs" or "old" or "aged" or "age" or "birth" or "newborn" or "pregnant" or "expectant" or "walking" or "crawling")
                return false;
        }

        return weeks;
    }

    private static bool SaysChildren(Phrase phrase, int lead, int from, int to)
    {
        for (var at = lead; at < from; at++)
        {
            if (Children.Contains(phrase.Tokens[at].Text))
                return true;
        }

        return new Cursor(phrase, to).Next.Text is "old" or "olds";
    }

    /// <summary>"Babies from 4 months": a limit alone may be a length of time, beside children it is their age.</summary>
    private static bool IsSaidOfChildren(Phrase phrase, int from, int to) =>
        Children.Contains(new Cursor(phrase, from).Peek(-1).Text) && (HasUnit(phrase, from, to) || phrase.Tokens[from].Text is "under" or "below" || phrase.Tokens[to - 1].Text is "under" or "below" or "younger");

    private static FrozenSet<string> Set(params ReadOnlySpan<string> words) => words.ToArray().ToFrozenSet(StringComparer.Ordinal);

    private static bool HasUnit(Phrase phrase, int from, int to)
    {
        for (var cursor = new Cursor(phrase, from); cursor.At < to; cursor.At++)
        {
            if (cursor.Next.Kind == TokenKind.Number && new Cursor(phrase, cursor.At + 1) is var after && AgePoint.ReadUnit(ref after) != AgeUnit.None)
                return true;
        }

        return false;
    }

    /// <summary>"Children under 5 go free" and "children under 5, £2" are about the price. The full stop of "4 months." may be taken for that of "mths.".</summary>
    private static bool EndsTheClause(Cursor after) =>
        after.AtEnd || after.Peek(-1).Text == "." || after.Next.Text is "." or ";" or "!" or ")"
        || (after.Is(",") && after.Peek(1).Text is not ("free" or "£" or "go" or "half" or "and" or "or"));
}
