namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>Whether words in the middle of a free text say for whom a session is, or may mean something else.</summary>
internal static class AgeMention
{
    /// <summary>True for "0–6 months", "aged 3", "babies from 4 months" and "children under 5"; false for "for 3 years" and "not suitable for under 3s".</summary>
    /// <param name="term">What the words say, if they speak of ages.</param>
    /// <param name="phrase">The text.</param>
    /// <param name="from">Index of their first token.</param>
    /// <param name="to">Index after their last token.</param>
    public static bool IsBeyondDoubt(AgeTerm term, Phrase phrase, int from, int to)
    {
        if (IsExcluded(new(phrase, from)))
            return false;
        return term.IsPlain || phrase.Tokens[from].Text is "age" or "ages" or "aged"
            || (EndsTheClause(new(phrase, to)) && (term.Pregnancy ? HasUnit(phrase, from, to) : IsSaidOfChildren(phrase, from, to)));
    }

    /// <summary>"Babies from 4 months": a limit alone may be a length of time, beside children it is their age.</summary>
    private static bool IsSaidOfChildren(Phrase phrase, int from, int to) =>
        new Cursor(phrase, from).Peek(-1).Text is "babies" or "baby" or "toddlers" or "toddler" or "children" or "child" or "kids" or "ones" or "tots"
        && (HasUnit(phrase, from, to) || phrase.Tokens[from].Text is "under" or "below");

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

    /// <summary>"Not suitable for under 3s", "no under 5s", "except children under 2".</summary>
    private static bool IsExcluded(Cursor cursor)
    {
        var back = -1;
        while (cursor.Peek(back).Text is "for" or "suitable" or "recommended" or "advised" or "appropriate" or "aimed" or "at" or "the" or "any" or "children" or "babies" or "toddlers" or "those")
            back--;
        return cursor.Peek(back).Text is "not" or "no" or "unsuitable" or "except" or "excluding" or "unless" or "isnt" or "arent";
    }
}
