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

    /// <summary>Reads dates before the words that take them away: "14 December - no session", "14/12 cancelled".</summary>
    public static bool TryReadBefore(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var look = cursor;
        var isWeek = DatePhrase.SkipWeekCommencing(ref look);
        if (!DatePhrase.TryRead(ref look, today, dotsAreDates, out var spans) || spans is not [var only])
            return false;
        var isOpen = look.SkipAny("onwards", "onward");
        _ = look.SkipAny("-", ":", "(", "=", "is");
        var (word, at) = (look.Next.Text, look.At);
        if (!SkipLeadIn(ref look) || (look.At == at + 1 && word is "not" or "no" or "except" or "without" or "ex" or "missing" or "excluding") || !(look.AtEnd || look.Next.Text is "," or ";" or ")" or "." or "!"))
            return false;
        var rest = look;
        rest.SkipSeparators();
        if (TryReadTargets(ref rest, today, dotsAreDates, new()))
            return false; // "7 December, closed 14 December"
        if (isOpen)
            facts.OffFrom ??= only.First;
        else
            facts.Off.Add(only with { IsWeek = isWeek });
        cursor = look;
        return true;
    }

    /// <summary>Reads what is excepted: dates, periods, school breaks, weekdays, all from a date on.</summary>
    public static bool TryReadTargets(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var any = false;
        var look = cursor;
        var marks = cursor.At;
        do
        {
            if (any && IsAnotherRhythm(look, marks, today, dotsAreDates, facts))
                break;
            SkipFillers(ref look);
            if (TryReadBound(ref look, today, dotsAreDates, facts, out var isBound))
            {
                // What is off from a date on ends; behind other exceptions "from" may be the start of the sessions.
                if (!isBound || any)
                    return any && !facts.Days.IsEmpty;
            }
            else if ((any && IsSpanOfItsOwn(look, today, dotsAreDates, facts)) || !TryReadTarget(ref look, today, dotsAreDates, facts))
            {
                break;
            }

            any = true;
            cursor = look;
            marks = look.At;
        }
        while (SkipListMark(ref look));
        return any;
    }

    private static void SkipFillers(ref Cursor cursor)
    {
        while (cursor.SkipAny("on", "the", "in", "during", "over", "for", "at", "any", "all", ":"))
        {
            // "not on the", "except during the".
        }
    }

    /// <summary>
    /// "from 14 December", "14 December onwards", "after 14 December", "before 11 January": one date behind which, or before which, nothing
    /// takes place. True when such words stand there; <paramref name="isRead"/> when they were understood.
    /// </summary>
    private static bool TryReadBound(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts, out bool isRead)
    {
        isRead = false;
        var look = cursor;
        var isFrom = look.Skip("from") || look.SkipAll("as", "of") || look.SkipAll("as", "from") || look.SkipAny("starting", "beginning", "commencing");
        var isAfter = !isFrom && look.Skip("after");
        var isBefore = !isFrom && !isAfter && (look.Skip("before") || (look.Is("until") && look.Peek(-1).Text == "not" && look.Skip("until")));
        SkipFillers(ref look);
        _ = DatePhrase.SkipWeekCommencing(ref look);
        var isMarked = isFrom || isAfter || isBefore;
        if (!DatePhrase.TryRead(ref look, today, dotsAreDates, out var spans))
            return isMarked;
        var goesOn = look.SkipAny("onwards", "onward") || look.SkipAll("until", "further", "notice");
        if (spans is [{ Last: not null }] && !isAfter && !isBefore && !goesOn)
        {
            // "from 21 December to 4 January" has both ends.
            _ = cursor.Skip("from") || cursor.SkipAll("as", "of") || cursor.SkipAll("as", "from") || cursor.SkipAny("starting", "beginning", "commencing");
            return false;
        }

        if (!isMarked && !goesOn)
            return false;
        if (spans is not [{ Last: null } only] || (isBefore && facts.From is not null) || (isAfter && facts.Until is not null) || facts.OffFrom is not null)
            return true;
        if (isBefore)
            facts.From = only.First;
        else if (isAfter)
            facts.Until = only.First;
        else
            facts.OffFrom = only.First;
        cursor = look;
        isRead = true;
        return true;
    }

    // "Except half term, 4 January to 22 March": too long to be a break.
    private static bool IsSpanOfItsOwn(Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts) =>
        facts.Breaks != SchoolBreaks.None && facts.Off.Count == 0 && DatePhrase.TryRead(ref cursor, today, dotsAreDates, out var spans) && spans.Exists(BreakPhrase.IsLongerThanABreak);

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
        if (BreakPhrase.TryRead(ref cursor, today, dotsAreDates, facts))
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

    private static bool SkipListMark(ref Cursor cursor)
    {
        var any = false;
        while (cursor.SkipAny(",", "&", "and", "or", "+", ";", "/"))
            any = true;
        return any;
    }
}
