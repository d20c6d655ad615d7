using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;

/// <summary>
/// Reads dates in UK order: "14/9", "14.09.26", "Mon 14th September 2026", "14, 21 &amp; 28 Sept", "14 Sept – 16 Oct", "2026-09-14".
/// Only reads; <see cref="DateSettlement"/> finds the year and checks the weekday.
/// </summary>
internal static class DatePhrase
{
    /// <summary>How to write a date.</summary>
    public const string Advice = "Write it like 14 September 2026.";

    /// <summary>Two-digit years after a month's name are read as years only so near to today, because "14 Sept 10-11" is a time.</summary>
    private const int NearYears = 2;

    /// <summary>Reads as many dates as stand in a row, separated by commas and the like.</summary>
    /// <param name="cursor">Left after the last date.</param>
    /// <param name="today">For two-digit years.</param>
    /// <param name="dotsAreDates">True where "14.9" is a date and not a time.</param>
    /// <param name="spans">The dates; every one has a month.</param>
    public static bool TryRead(ref Cursor cursor, LocalDate today, bool dotsAreDates, out List<WrittenSpan> spans)
    {
        spans = [];
        var complete = 0;
        var end = cursor;
        var look = cursor;
        var carriedMonth = 0;
        while (TryReadOne(ref look, today, dotsAreDates, carriedMonth, out var first, out var monthFirst))
        {
            if (monthFirst)
                carriedMonth = first.Month;
            spans.Add(new(first, null));
            Complete(spans, look, ref complete, ref end);

            var ranged = look;
            if (SkipRangeMark(ref ranged) && TryReadOne(ref ranged, today, dotsAreDates, carriedMonth, out var last, out _) && last.HasMonth)
            {
                look = ranged;
                spans[^1] = new(first, last);
                Complete(spans, look, ref complete, ref end);
            }

            SkipListMarks(ref look);
        }

        spans.RemoveRange(complete, spans.Count - complete);
        cursor = end;
        return complete > 0;
    }

    /// <summary>When the newest date has a month, the ones before it that lack one take it.</summary>
    private static void Complete(List<WrittenSpan> spans, Cursor look, ref int complete, ref Cursor end)
    {
        var newest = spans[^1];
        var known = newest.First.HasMonth ? newest.First : newest.Last ?? newest.First;
        if (!known.HasMonth)
            return;
        for (var i = complete; i < spans.Count; i++)
        {
            if (!spans[i].First.HasMonth)
                spans[i] = spans[i] with { First = spans[i].First with { Month = known.Month, Year = known.Year } };
        }

        complete = spans.Count;
        end = look;
    }

    private static bool TryReadOne(ref Cursor cursor, LocalDate today, bool dots, int carriedMonth, out WrittenDate date, out bool monthFirst)
    {
        var look = cursor;
        monthFirst = false;
        var weekday = ReadWeekday(ref look);
        if (!TryReadIso(ref look, out date) && !TryReadNumeric(ref look, dots, out date) && !TryReadDayFirst(ref look, today, out date))
        {
            monthFirst = TryReadMonthFirst(ref look, today, out date);
            if (!monthFirst)
                return false;
        }

        if (!date.HasMonth)
            date = date with { Month = carriedMonth };
        date = date with { Weekday = weekday };
        cursor = look;
        return true;
    }

    private static IsoDayOfWeek ReadWeekday(ref Cursor cursor)
    {
        if (!KnownWords.Weekdays.TryGetValue(cursor.Next.Text, out var weekday))
            return IsoDayOfWeek.None;
        cursor.At++;
        _ = cursor.SkipAny(".", ",");
        _ = cursor.Skip("the");
        return weekday;
    }

    /// <summary>"2026-09-14", also with a time of midnight behind it as spreadsheets export it.</summary>
    private static bool TryReadIso(ref Cursor cursor, out WrittenDate date)
    {
        date = default;
        var (year, mark, month, mark2, day) = (cursor.Next, cursor.Peek(1), cursor.Peek(2), cursor.Peek(3), cursor.Peek(4));
        if (year.Text.Length != 4 || year.Value < 0 || mark.Text is not ("-" or "/") || mark2.Text != mark.Text || !IsShort(month) || !IsShort(day))
            return false;
        date = new(IsoDayOfWeek.None, day.Value, month.Value, year.Value);
        cursor.At += 5;
        SkipMidnight(ref cursor);
        return true;
    }

    /// <summary>"14/9", "14/09/2026", "14.09.26", "14-09-2026".</summary>
    private static bool TryReadNumeric(ref Cursor cursor, bool dots, out WrittenDate date)
    {
        date = default;
        var (day, mark, month) = (cursor.Next, cursor.Peek(1), cursor.Peek(2));
        if (day is not { Kind: TokenKind.Number, Text.Length: <= 2 } || mark is not { Glued: true, Text: "/" or "." or "-" } || !IsShort(month) || !month.Glued)
            return false;
        var year = cursor.Peek(3).Text == mark.Text && cursor.Peek(4) is { Kind: TokenKind.Number, Glued: true, Text.Length: 2 or 4 } y ? y : default;
        var isTwoPart = year.Text is null;
        var after = cursor.Peek(3);
        if (isTwoPart && (mark.Text == "-" || (mark.Text == "." && !dots) || after.Text is "am" or "pm" or "term" or "hour" or "hours" or "hr" or "hrs" or "years" or "yrs"))
            return false;
        date = new(IsoDayOfWeek.None, day.Value, month.Value, isTwoPart ? 0 : FullYear(year));
        cursor.At += isTwoPart ? 3 : 5;
        SkipMidnight(ref cursor);
        return true;
    }

    /// <summary>"14", "14th", "14th of September 2026"; the month may be missing.</summary>
    private static bool TryReadDayFirst(ref Cursor cursor, LocalDate today, out WrittenDate date)
    {
        date = default;
        if (!TryReadDayNumber(ref cursor, out var day))
            return false;
        var look = cursor;
        _ = look.Skip("of");
        var mark = look.Next is { Text: "-" or "/" or ".", Glued: true } ? look.Next.Text : null;
        _ = look.SkipAny("-", "/") || (mark is not null && look.Skip(mark));
        if (!KnownWords.Months.TryGetValue(look.Next.Text, out var month))
        {
            date = new(IsoDayOfWeek.None, day, 0, 0);
            return true;
        }

        look.At++;
        if (mark is not null && TryReadMarkedYear(ref look, mark, out var year))
        {
            date = new(IsoDayOfWeek.None, day, month, year);
            SkipMidnight(ref look);
            cursor = look;
            return true;
        }

        if (look.Is(".") && look.Next.Glued)
            look.At++;
        date = new(IsoDayOfWeek.None, day, month, ReadYear(ref look, today));
        cursor = look;
        return true;
    }

    /// <summary>The "-26" of "9-Sep-26", as spreadsheets write dates; that of "9-Sep-26-Sep" is another date's day.</summary>
    private static bool TryReadMarkedYear(ref Cursor cursor, string mark, out int year)
    {
        year = 0;
        var after = cursor.Peek(2);
        if (cursor.Next.Text != mark || !cursor.Next.Glued || cursor.Peek(1) is not { Kind: TokenKind.Number, Glued: true, Text.Length: 2 or 4 } digits
            || after.Text is "am" or "pm" or ":" || (after.Glued && after.Text == mark) || KnownWords.Months.ContainsKey(after.Text))
            return false;
        year = FullYear(digits);
        cursor.At += 2;
        return true;
    }

    /// <summary>"September 14th, 2026".</summary>
    private static bool TryReadMonthFirst(ref Cursor cursor, LocalDate today, out WrittenDate date)
    {
        date = default;
        if (!KnownWords.Months.TryGetValue(cursor.Next.Text, out var month))
            return false;
        cursor.At++;
        _ = cursor.SkipAny(".", ":");
        _ = cursor.Skip("the");
        if (!TryReadDayNumber(ref cursor, out var day))
            return false;
        date = new(IsoDayOfWeek.None, day, month, ReadYear(ref cursor, today));
        return true;
    }

    private static bool TryReadDayNumber(ref Cursor cursor, out int day)
    {
        day = cursor.Next.Value;
        if (!cursor.IsNumber(2) || day is < 1 or > 31)
            return false;
        var after = cursor.Peek(1);
        var isOrdinal = after.Kind == TokenKind.Word && KnownWords.IsOrdinalSuffix(after.Text);
        var isTime = after.Text is "am" or "pm" or "noon" or "a" or "p" || (after.Text is ":" or "." && after.Glued && cursor.Peek(2) is { Kind: TokenKind.Number, Glued: true });
        var beyond = cursor.Peek(2).Text;
        if (isTime || (isOrdinal && (KnownWords.Weekdays.ContainsKey(beyond) || KnownWords.PluralWeekdays.ContainsKey(beyond))))
            return false;
        cursor.At += isOrdinal ? 2 : 1;
        return true;
    }

    private static int ReadYear(ref Cursor cursor, LocalDate today)
    {
        var look = cursor;
        _ = look.Skip(",");
        _ = look.Skip("'");
        var year = look.Next;
        if (year.Kind != TokenKind.Number)
            return 0;
        var isLong = year.Text.Length == 4 && year.Value is >= 2000 and <= 2099 && look.Peek(1).Text is not ("am" or "pm")
            && !(look.Peek(1) is { Text: "-", Glued: true } && look.Peek(2) is { Kind: TokenKind.Number, Glued: true, Text.Length: 4 });
        var isShort = year.Text.Length == 2 && look.At == cursor.At && Math.Abs(2000 + year.Value - today.Year) <= NearYears
            && look.Peek(1) is { Kind: not TokenKind.Number, Text: not (":" or "am" or "pm" or "-" or "&" or "th" or "st" or "nd" or "rd") } next && !KnownWords.Months.ContainsKey(next.Text);
        var isMarked = year.Text.Length == 2 && look.Peek(-1).Text == "'";
        if (!isLong && !isShort && !isMarked)
            return 0;
        look.At++;
        cursor = look;
        return FullYear(year);
    }

    private static int FullYear(Token year) => year.Text.Length == 2 ? 2000 + year.Value : year.Value;

    private static bool IsShort(Token token) => token is { Kind: TokenKind.Number, Text.Length: <= 2 };

    private static void SkipMidnight(ref Cursor cursor)
    {
        if (cursor.SkipAll("00", ":", "00") || cursor.SkipAll("t", "00", ":", "00"))
            _ = cursor.SkipAll(":", "00");
    }

    private static bool SkipRangeMark(ref Cursor cursor)
    {
        if (!cursor.SkipAny("-", "to", "till", "til", "until", "through", "thru", "–"))
            return false;
        _ = SkipWeekCommencing(ref cursor);
        return true;
    }

    /// <summary>"w/c", "wc", "week commencing", "week beginning".</summary>
    public static bool SkipWeekCommencing(ref Cursor cursor)
    {
        var found = cursor.SkipAll("w", "/", "c") || cursor.SkipAll("w", "/", "b") || cursor.SkipAny("wc", "wb")
            || cursor.SkipAll("week", "commencing") || cursor.SkipAll("weeks", "commencing") || cursor.SkipAll("week", "beginning") || cursor.SkipAll("week", "of");
        if (found)
            _ = cursor.SkipAny(":", ".");
        return found;
    }

    private static void SkipListMarks(ref Cursor cursor)
    {
        while (cursor.SkipAny(",", "&", "and", "+", ";", "/", "plus"))
        {
            // Any number of them: ", and".
        }

        _ = SkipWeekCommencing(ref cursor);
    }
}
