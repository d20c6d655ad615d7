using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases;

/// <summary>Reads when it is off: "not 27 Oct", "except half term", "excluding bank holidays and Wednesdays".</summary>
internal static class ExceptionPhrase
{
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
        do
        {
            while (look.SkipAny("on", "the", "in", "during", "over", "for", "at", "any", "all", "from", ":"))
            {
                // "not on the", "except during the".
            }

            if (!TryReadTarget(ref look, today, dotsAreDates, facts))
                break;
            any = true;
            cursor = look;
        }
        while (SkipListMark(ref look));
        return any;
    }

    private static bool SkipLeadIn(ref Cursor cursor)
    {
        _ = cursor.Skip("but");
        if (cursor.SkipAll("no", "session") || cursor.SkipAll("no", "sessions") || cursor.SkipAll("no", "group") || cursor.SkipAll("no", "groups")
            || cursor.SkipAll("no", "class") || cursor.SkipAll("no", "classes") || cursor.SkipAll("apart", "from") || cursor.SkipAll("other", "than")
            || cursor.SkipAll("not", "running") || cursor.SkipAll("does", "not", "run") || cursor.SkipAll("doesnt", "run") || cursor.SkipAll("will", "not", "run"))
            return true;
        return cursor.SkipAny("not", "no", "except", "excluding", "excl", "exc", "excludes", "exclude", "excepting", "without", "closed", "off", "ex") && SkipFullStop(ref cursor);
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
