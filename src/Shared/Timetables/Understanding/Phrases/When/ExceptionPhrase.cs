using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>Reads when it is off: "not 27 Oct", "except half term", "excluding bank holidays and Wednesdays".</summary>
internal static class ExceptionPhrase
{
    // The longer before the shorter.
    private static readonly string[][] LeadIns =
    [
        .. new[]
        {
            "there is no session", "there will be no session", "there will be no sessions", "there will be no group", "no session", "no sessions", "no group", "no groups", "no class", "no classes", "no club", "no clubs", "no meeting", "apart from", "other than",
            "will not be running", "will not be held", "will not be on", "will not take place", "will not run", "will not meet", "wont be running", "wont run", "not be running", "not taking place", "not take place", "not meeting", "not running", "not held", "not open", "not run",
            "does not run", "does not take place", "doesnt run", "is not running", "isnt running", "is not on", "isnt on", "is cancelled", "are cancelled", "closed for",
        }.Select(p => p.Split(' ')),
    ];

    /// <summary>Reads an exception with the word that starts it.</summary>
    public static bool TryRead(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var look = cursor;
        if (!SkipLeadIn(ref look) || !TryReadTargets(ref look, today, dotsAreDates, facts))
            return false;
        cursor = look;
        return true;
    }

    /// <summary>Reads what is excepted: dates, periods, school breaks, weekdays.</summary>
    public static bool TryReadTargets(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var any = false;
        var look = cursor;
        var marks = cursor.At;
        do
        {
            if (any && IsAnotherRhythm(look, marks, today, dotsAreDates, facts))
                break;
            while (look.SkipAny("on", "the", "in", "during", "over", "for", "at", "any", "all", "from", ":"))
            {
                // "not on the", "except during the".
            }

            if (!TryReadTarget(ref look, today, dotsAreDates, facts))
                break;
            any = true;
            cursor = look;
            marks = look.At;
        }
        while (SkipListMark(ref look));
        return any;
    }

    /// <summary>The "Tuesdays" of "Mondays not 14 Dec, Tuesdays not 15 Dec" is no exception; that of "weekdays except half term and Tuesdays" is.</summary>
    private static bool IsAnotherRhythm(Cursor cursor, int marks, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var date = cursor;
        if (!facts.DaysOff.IsEmpty || DatePhrase.TryRead(ref date, today, dotsAreDates, out _) || !DayPhrase.TryRead(ref cursor, out var days))
            return false;
        var isJoined = false;
        for (var at = marks; at < date.At; at++)
            isJoined |= cursor.Phrase.Tokens[at].Text is "and" or "&" or "or" or "+";
        return !isJoined || (!facts.Days.IsEmpty && days.Without(facts.Days) != default);
    }

    private static bool SkipLeadIn(ref Cursor cursor)
    {
        _ = cursor.Skip("but");
        foreach (var words in LeadIns)
        {
            if (cursor.SkipAll(words))
                return true;
        }

        return cursor.SkipAny("not", "no", "except", "excluding", "excl", "exc", "excludes", "exclude", "excepting", "without", "closed", "off", "ex", "cancelled", "canceled", "postponed", "missing") && SkipFullStop(ref cursor);
    }

    private static bool SkipFullStop(ref Cursor cursor)
    {
        _ = cursor.Skip(".");
        return true;
    }

    private static bool TryReadTarget(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        if (TryReadBreak(ref cursor, facts))
            return true;
        var look = cursor;
        var isWeek = DatePhrase.SkipWeekCommencing(ref look);
        if (DatePhrase.TryRead(ref look, today, dotsAreDates, out var spans))
        {
            facts.Off.AddRange(spans.Select(s => s with { IsWeek = isWeek }));
            cursor = look;
            return true;
        }

        if (isWeek || !DayPhrase.TryRead(ref cursor, out var days))
            return false;
        facts.DaysOff = facts.DaysOff.With(days);
        return true;
    }

    private static bool TryReadBreak(ref Cursor cursor, WhenFacts facts)
    {
        if (cursor.SkipAll("bank", "holidays") || cursor.SkipAll("bank", "holiday") || cursor.SkipAll("bank", "hols") || cursor.SkipAll("public", "holidays") || cursor.SkipAny("bh", "bhs"))
        {
            // Nothing takes place on a bank holiday unless its date is listed, so there is nothing to note.
            _ = cursor.SkipAny("mondays", "monday");
            return true;
        }

        if (cursor.SkipAll("school", "holidays") || cursor.SkipAll("school", "hols") || cursor.SkipAny("holidays", "hols"))
        {
            facts.TermTimeOnly = true;
            return true;
        }

        var found = cursor.SkipAll("half", "term") || cursor.SkipAll("half", "terms") || cursor.SkipAny("halfterm") || cursor.SkipAll("1", "/", "2", "term") ? SchoolBreaks.HalfTerm
            : cursor.SkipAny("christmas", "xmas") ? SchoolBreaks.Christmas
            : cursor.Skip("easter") ? SchoolBreaks.Easter
            : cursor.SkipAll("summer", "holidays") || cursor.SkipAll("summer", "holiday") || cursor.SkipAll("summer", "break") || cursor.SkipAll("summer", "hols") ? SchoolBreaks.Summer
            : SchoolBreaks.None;
        if (found == SchoolBreaks.None)
            return false;
        _ = cursor.SkipAny("holidays", "holiday", "break", "week", "hols");
        facts.Breaks |= found;
        return true;
    }

    private static bool SkipListMark(ref Cursor cursor)
    {
        var any = false;
        while (cursor.SkipAny(",", "&", "and", "or", "+", ";", "/"))
            any = true;
        return any;
    }
}
