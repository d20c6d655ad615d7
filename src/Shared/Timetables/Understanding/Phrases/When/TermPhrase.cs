namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>Reads whether it is on in term time only: "term time only", "TTO", "all year round", and the yes and no of a column.</summary>
internal static class TermPhrase
{
    /// <summary>Reads one statement into <paramref name="facts"/>.</summary>
    public static bool TryRead(ref Cursor cursor, WhenFacts facts)
    {
        var look = cursor;
        if (!TryReadAllYear(ref look, out var termTimeOnly) && !TryReadTermTime(ref look, out termTimeOnly))
            return false;
        facts.TermTimeOnly = termTimeOnly;
        cursor = look;
        return true;
    }

    /// <summary>What a term-time column says; null when the words are not understood.</summary>
    public static bool? Understand(string text)
    {
        var cursor = new Cursor(Phrase.Of(text));
        var facts = new WhenFacts();
        if (cursor.SkipAny("yes", "y", "true", "tt", "1", "✓", "✔", "☑"))
            facts.TermTimeOnly = true;
        else if (cursor.SkipAny("no", "n", "false", "0"))
            facts.TermTimeOnly = false;
        cursor.SkipSeparators();
        _ = cursor.Skip("-");
        _ = !cursor.AtEnd && TryRead(ref cursor, facts);
        cursor.SkipSeparators();
        return cursor.AtEnd ? facts.TermTimeOnly : null;
    }

    private static bool TryReadTermTime(ref Cursor cursor, out bool? termTimeOnly)
    {
        termTimeOnly = true;
        _ = cursor.SkipAny("in", "during", "throughout", "within");
        _ = cursor.Skip("the");
        var school = cursor.Skip("school");
        var found = cursor.SkipAny("termtime", "tto", "tt") || cursor.SkipAll("t", ".", "t", ".", "o") || cursor.SkipAll("term", "time") || cursor.SkipAll("term", "times") || cursor.SkipAll("term", "dates")
            || cursor.SkipAll("term", "only") || cursor.SkipAll("t", "/", "t") || (school && cursor.SkipAny("term", "terms"));
        _ = found && cursor.Skip("only");
        return found;
    }

    private static bool TryReadAllYear(ref Cursor cursor, out bool? termTimeOnly)
    {
        termTimeOnly = false;
        return cursor.SkipAll("all", "year", "round") || cursor.SkipAll("all", "year") || cursor.SkipAll("year", "round") || cursor.SkipAll("throughout", "the", "year")
            || cursor.SkipAll("including", "school", "holidays") || cursor.SkipAll("including", "holidays") || cursor.SkipAll("inc", "school", "holidays")
            || cursor.SkipAll("including", "half", "term") || cursor.SkipAll("52", "weeks", "a", "year");
    }
}
