using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>
/// Reads a break by its name, and the dates that stand behind it: "half term", "half term (15–19 Feb)", "Christmas from 21 December to 4 January".
/// The dates of a break are the break, never the span of the sessions.
/// </summary>
internal static class BreakPhrase
{
    // No break of a school is longer; a longer span beside its name is that of the sessions.
    private const int LongestBreak = 28;
    private const int LongestSummer = 70;

    private static readonly (string[] Words, int Day, int Month)[] NamedDays =
    [
        (["christmas", "eve"], 24, 12), (["xmas", "eve"], 24, 12), (["christmas", "day"], 25, 12), (["xmas", "day"], 25, 12), (["boxing", "day"], 26, 12),
        (["new", "years", "eve"], 31, 12), (["new", "years", "day"], 1, 1), (["new", "year", "s", "day"], 1, 1),
    ];

    /// <summary>Reads what is off; false, too, for a break with a first date and no last, which is not understood.</summary>
    public static bool TryRead(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        if (TryReadNamedDay(ref cursor, out var day))
        {
            facts.Off.Add(new(day, null));
            return true;
        }

        var look = cursor;
        var (isSchoolHoliday, named) = (false, SchoolBreaks.None);
        if (!SkipBankHoliday(ref look, out var isBankHoliday) && !(isSchoolHoliday = SkipSchoolHoliday(ref look)) && !TryReadName(ref look, out named))
            return false;
        if (TryReadItsDates(ref look, today, dotsAreDates, named == SchoolBreaks.Summer || isSchoolHoliday ? LongestSummer : LongestBreak, out var isOpen, facts))
        {
            cursor = look;
            return true;
        }

        if (isOpen)
            return false;
        cursor = look;
        facts.Breaks |= named;
        if (isSchoolHoliday)
            facts.TermTimeOnly = true;

        // Nothing takes place on a bank holiday unless its date is listed, so there is nothing to note.
        _ = isBankHoliday && cursor.SkipAny("mondays", "monday", "weekends", "weekend");
        return true;
    }

    /// <summary>A day that has a name: "Christmas Eve".</summary>
    public static bool TryReadNamedDay(ref Cursor cursor, out WrittenDate date)
    {
        foreach (var (words, day, month) in NamedDays)
        {
            if (!cursor.SkipAll(words))
                continue;
            date = new(IsoDayOfWeek.None, day, month, 0);
            return true;
        }

        date = default;
        return false;
    }

    /// <summary>True for a span longer than any break, apart from the summer's.</summary>
    public static bool IsLongerThanABreak(WrittenSpan span) => LengthOf(span) > LongestBreak;

    // "(15–19 Feb)", "- 15 February", "w/c 15 February", "from 21 December to 4 January"; "from 21 December" alone has no end.
    private static bool TryReadItsDates(ref Cursor cursor, LocalDate today, bool dotsAreDates, int longest, out bool isOpen, WhenFacts facts)
    {
        var look = cursor;
        var isFrom = false;
        _ = look.SkipAny("(", "[", ":", "-", "/");
        while (look.SkipAny("is", "on", "the", "and", "dates", "of", ":") || (look.Skip("from") && (isFrom = true)))
        {
            // "half term is on", "Christmas, from the".
        }

        var isWeek = DatePhrase.SkipWeekCommencing(ref look) || look.SkipAny("commencing", "beginning");
        isOpen = false;
        if (!DatePhrase.TryRead(ref look, today, dotsAreDates, out var spans) || spans.Exists(s => LengthOf(s) > longest))
            return false;
        isOpen = (isFrom && spans is [{ Last: null }] && !isWeek) || look.SkipAny("onwards", "onward");
        if (isOpen)
            return false;
        _ = look.SkipAny(")", "]");
        facts.Off.AddRange(spans.Select(s => s with { IsWeek = isWeek }));
        cursor = look;
        return true;
    }

    // Good enough without the year: months have some thirty days.
    private static int LengthOf(WrittenSpan span) => span.Last is not { } last ? 0
        : ((((last.Month - span.First.Month) + 12) % 12) * 30) + last.Day - span.First.Day + (last.Year > span.First.Year + 1 && span.First.Year > 0 ? 366 : 0);

    private static bool SkipBankHoliday(ref Cursor cursor, out bool isFound) =>
        isFound = cursor.SkipAll("bank", "holidays") || cursor.SkipAll("bank", "holiday") || cursor.SkipAll("bank", "hols") || cursor.SkipAll("public", "holidays") || cursor.SkipAny("bh", "bhs");

    private static bool SkipSchoolHoliday(ref Cursor cursor) => cursor.SkipAll("school", "holidays") || cursor.SkipAll("school", "hols") || cursor.SkipAny("holidays", "hols");

    private static bool TryReadName(ref Cursor cursor, out SchoolBreaks named)
    {
        named = cursor.SkipAll("half", "term") || cursor.SkipAll("half", "terms") || cursor.SkipAny("halfterm") || cursor.SkipAll("1", "/", "2", "term") ? SchoolBreaks.HalfTerm
            : cursor.SkipAny("christmas", "xmas") ? SchoolBreaks.Christmas
            : cursor.Skip("easter") ? SchoolBreaks.Easter
            : cursor.SkipAll("summer", "holidays") || cursor.SkipAll("summer", "holiday") || cursor.SkipAll("summer", "break") || cursor.SkipAll("summer", "hols") ? SchoolBreaks.Summer
            : SchoolBreaks.None;
        if (named == SchoolBreaks.None)
            return false;
        _ = cursor.SkipAny("holidays", "holiday", "break", "hols") || (cursor.Is("week") && !(cursor.Peek(1).Text is "commencing" or "beginning" or "of") && cursor.Skip("week"));
        _ = cursor.SkipAny("session", "sessions", "group", "groups", "class", "classes", "closure");
        return true;
    }
}
