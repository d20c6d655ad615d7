using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>What a column is for decides what "10.12" and "10" mean.</summary>
internal enum WhenColumn
{
    /// <summary>Days or free words: "10.12" is a time, "10-12" too, "10" alone is nothing.</summary>
    Days,

    /// <summary>Dates: "10.12" is 10 December.</summary>
    Dates,

    /// <summary>Times: "10" is a time.</summary>
    Times,
}

/// <summary>
/// Reads everything that partners write about when: days, dates, how often, from and until, term time, exceptions, times.
/// A phrase is a row of such clauses in any order; one that holds anything else is not understood.
/// </summary>
internal static class WhenPhrase
{
    /// <summary>The words of days and dates, for finding the nearest one to a misspelling.</summary>
    public static readonly IReadOnlyList<string> Vocabulary =
    [
        .. KnownWords.Weekdays.Keys, .. KnownWords.PluralWeekdays.Keys, .. KnownWords.Months.Keys, "weekdays", "weekends", "daily", "every", "other", "alternate", "fortnightly", "weekly", "monthly",
        "month", "week", "weeks", "from", "until", "starting", "commencing", "term", "time", "only", "except", "excluding", "half", "holidays", "first", "second", "third", "last", "of", "the",
        "and", "to", "not", "on", "am", "pm", "noon", "midday", "morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "christmas", "easter", "bank", "each", "school", "during",
    ];

    /// <summary>What a cell says about when.</summary>
    public static Understood<WhenFacts> Read(string text, WhenColumn column, LocalDate today)
    {
        if (text.Length > Phrase.MaxLength)
            return Misunderstanding.TooLong(text);
        var cursor = new Cursor(Phrase.Of(text));
        var facts = new WhenFacts();
        if (ReadClauses(ref cursor, column, today, text, facts) is { } problem)
            return problem;
        if (cursor.AtEnd)
            return facts;
        var (thing, vocabulary, advice) = column switch
        {
            WhenColumn.Times => ("time", TimePhrase.Vocabulary, TimePhrase.Advice),
            WhenColumn.Dates => ("date", Vocabulary, DatePhrase.Advice),
            _ => ("day", Vocabulary, DayPhrase.Advice),
        };
        return Misunderstanding.Of(thing, text, SpellingRepair.Suggest(text, vocabulary, t => IsUnderstood(t, column, today)), advice);
    }

    /// <summary>True when a part of a title or grid cell says nothing but days and dates; no suggestion is looked for.</summary>
    public static bool IsOnlyAboutDates(string text, LocalDate today, out WhenFacts facts)
    {
        var cursor = new Cursor(Phrase.Of(text));
        facts = new WhenFacts();
        return text.Length <= Phrase.MaxLength && ReadClauses(ref cursor, WhenColumn.Days, today, text, facts) is null && cursor.AtEnd && facts.Times is null
            && (facts.HasDates || !facts.Days.IsEmpty);
    }

    /// <summary>What a clause of a note says about when; null when it says anything else too, or a time.</summary>
    public static WhenFacts? ReadNote(string text, LocalDate today)
    {
        if (text.Length > Phrase.MaxLength)
            return null;
        var cursor = new Cursor(Phrase.Of(text));
        while (cursor.SkipAny(
            "please", "note", "nb", "n", "b", "this", "the", "group", "session", "sessions", "class", "classes", "course", "club", "activity", "is", "are", "will", "be", "we", "it", "its", "they", "run", "runs", "running",
            "open", "available", "held", "takes", "take", "place", "there", "meets", "meet", "our", "also", "currently", "now", "only", "happens", "operates", "-", ":", ",", "."))
        {
            // "Please note: this group runs …".
        }

        var facts = new WhenFacts();
        return !cursor.AtEnd && ReadClauses(ref cursor, WhenColumn.Days, today, text, facts) is null && cursor.AtEnd && facts.Times is null ? facts : null;
    }

    /// <summary>What a cell says about when it is off.</summary>
    public static Understood<WhenFacts> ReadOff(string text, LocalDate today)
    {
        if (text.Length > Phrase.MaxLength)
            return Misunderstanding.TooLong(text);
        var facts = new WhenFacts();
        return ReadsOff(text, today, facts)
            ? facts
            : Misunderstanding.Of("exception", text, SpellingRepair.Suggest(text, Vocabulary, t => ReadsOff(t, today, new())), "Write the dates on which it is off, like 27 October 2026, or half term.");
    }

    private static bool ReadsOff(string text, LocalDate today, WhenFacts facts)
    {
        var cursor = new Cursor(Phrase.Of(text));
        cursor.SkipSeparators();
        while (!cursor.AtEnd)
        {
            if (!ExceptionPhrase.TryRead(ref cursor, today, true, facts) && !ExceptionPhrase.TryReadTargets(ref cursor, today, true, facts))
                return false;
            cursor.SkipSeparators();
        }

        return true;
    }

    private static bool IsUnderstood(string text, WhenColumn column, LocalDate today)
    {
        var cursor = new Cursor(Phrase.Of(text));
        var facts = new WhenFacts();
        return ReadClauses(ref cursor, column, today, text, facts) is null && cursor.AtEnd
            && (facts.Times is not { } times || TimeSettlement.Settle(times, facts.Part, text).Problem is null);
    }

    /// <summary>Reads clauses until none fits; the cursor then stands at what is not understood, or at the end.</summary>
    private static Misunderstanding? ReadClauses(ref Cursor cursor, WhenColumn column, LocalDate today, string text, WhenFacts facts)
    {
        var rhythm = new OneRhythm(facts);
        while (true)
        {
            cursor.SkipSeparators();
            if (cursor.AtEnd)
                return rhythm.Ending();
            var at = cursor.At;
            if (TryReadClause(ref cursor, column, today, text, facts, out var problem))
            {
                if (problem is not null || !rhythm.Holds(cursor.Phrase, at, cursor.At))
                    return problem ?? RecurrencePhrase.TwoPatterns;
            }
            else if (cursor.SkipAny("then", "thereafter", "afterwards"))
            {
                if (!rhythm.MayGoOnWithThen())
                    return RecurrencePhrase.TwoPatterns;
            }
            else if (!SkipFiller(ref cursor))
            {
                return null;
            }
        }
    }

    private static bool TryReadClause(ref Cursor cursor, WhenColumn column, LocalDate today, string text, WhenFacts facts, out Misunderstanding? problem)
    {
        var dots = column == WhenColumn.Dates;
        if (column == WhenColumn.Times && TryReadTimes(ref cursor, column, facts, text, out problem))
            return true;
        if (RecurrencePhrase.TryRead(ref cursor, facts, out problem))
            return true;
        return PeriodPhrase.TryRead(ref cursor, today, dots, facts) || TermPhrase.TryRead(ref cursor, facts) || ExceptionPhrase.TryRead(ref cursor, today, dots, facts)
            || ExceptionPhrase.TryReadBefore(ref cursor, today, dots, facts) || TryReadNameOfDate(ref cursor, facts) || TryReadDates(ref cursor, today, dots, facts) || TryReadDays(ref cursor, facts) || TryReadTimes(ref cursor, column, facts, text, out problem);
    }

    private static bool TryReadDates(ref Cursor cursor, LocalDate today, bool dots, WhenFacts facts)
    {
        var look = cursor;
        var isWeek = DatePhrase.SkipWeekCommencing(ref look);
        if (!DatePhrase.TryRead(ref look, today, dots, out var spans))
            return false;
        cursor = look;
        if (spans is [{ Last: null } only] && facts.From is null && SkipOpenEnd(ref cursor))
            facts.From = only.First;
        else
            facts.Dates.AddRange(spans.Select(s => s with { IsWeek = isWeek }));
        return true;
    }

    // "7 December onwards", "7/12/26 – ongoing", "7 Dec (until further notice)", "7/12 -": a first date and no last.
    private static bool SkipOpenEnd(ref Cursor cursor)
    {
        var look = cursor;
        var isDash = look.SkipAny("-", "+");
        _ = look.SkipAny("(", ",", "and", "[");
        if (!look.SkipAny("onwards", "onward", "ongoing", "continuous", "continuing", "rolling", "open") && !look.SkipAll("on", "going") && !look.SkipAll("until", "further", "notice")
            && !look.SkipAll("no", "end", "date") && !look.SkipAll("no", "end") && !look.SkipAll("all", "year", "round") && !look.SkipAll("all", "year") && !(isDash && look.AtEnd))
            return false;
        _ = look.SkipAny("ended", ")");
        cursor = look;
        return true;
    }

    // "24 December (Christmas Eve)" says the same twice.
    private static bool TryReadNameOfDate(ref Cursor cursor, WhenFacts facts)
    {
        var look = cursor;
        if (!BreakPhrase.TryReadNamedDay(ref look, out var day) || !facts.Dates.Exists(d => d is { Last: null, IsWeek: false } && d.First.Day == day.Day && d.First.Month == day.Month))
            return false;
        cursor = look;
        return true;
    }

    private static bool TryReadDays(ref Cursor cursor, WhenFacts facts)
    {
        if (DayPhrase.TryRead(ref cursor, out var days))
        {
            facts.Say(days);
            return true;
        }

        var look = cursor;
        if (!DayPhrase.TryReadPart(ref look, out var part) || (facts.Part != PartOfDay.NotSaid && facts.Part != part))
            return false;
        facts.Part = part;
        cursor = look;
        return true;
    }

    private static bool TryReadTimes(ref Cursor cursor, WhenColumn column, WhenFacts facts, string text, out Misunderstanding? problem)
    {
        problem = null;
        var look = cursor;
        if (!TimePhrase.TryRead(ref look, out var times) || (times.Start.IsBare && times.End is null && column != WhenColumn.Times))
            return false;
        if (column == WhenColumn.Dates && times is { Start.IsBare: true, End: not { Half: not HalfOfDay.NotSaid } })
            return false;
        if (facts.Times is not null)
            problem = TimePhrase.TwoTimes(text);
        facts.Times = times;
        cursor = look;
        return true;
    }

    private static bool SkipFiller(ref Cursor cursor) => cursor.SkipAny(
        "on", "the", "every", "each", "and", "&", "-", "/", "runs", "run", "running", "held", "takes", "place", "session", "sessions", "group", "groups", "dates", "date", "days", "day",
        "only", "at", "a", "starting", "in", "@");
}
