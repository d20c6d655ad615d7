namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

/// <summary>Which half of the day the partner wrote.</summary>
internal enum HalfOfDay
{
    /// <summary>None.</summary>
    NotSaid,

    /// <summary>"am".</summary>
    Am,

    /// <summary>"pm", "noon".</summary>
    Pm,
}

/// <summary>A time as written, before am and pm are settled.</summary>
/// <param name="Hour">0 to 24.</param>
/// <param name="Minute">0 to 59.</param>
/// <param name="Half">The half of the day that is written with it.</param>
/// <param name="LeadingZero">True for "09:30" and "0930": a 24-hour clock.</param>
/// <param name="IsBare">True for a number alone, "10" or "2026", which is a time only where nothing else is meant.</param>
internal readonly record struct Clock(int Hour, int Minute, HalfOfDay Half, bool LeadingZero, bool IsBare)
{
    /// <summary>True when the writing alone says which time of the day it is.</summary>
    public bool IsSettled => Half != HalfOfDay.NotSaid || Is24Hour;

    /// <summary>True when the writing shows a 24-hour clock.</summary>
    public bool Is24Hour => LeadingZero || Hour is 0 or >= 13;

    /// <summary>Minutes since midnight of the first reading: as written, or in the morning ("12" is noon).</summary>
    public int Early => Half switch
    {
        HalfOfDay.Am => ((Hour % 12) * 60) + Minute,
        HalfOfDay.Pm => ((Hour >= 13 ? Hour : (Hour % 12) + 12) * 60) + Minute,
        _ => ((Hour % 24) * 60) + Minute,
    };

    /// <summary>The reading twelve hours from <see cref="Early"/>, for an unsettled time.</summary>
    public int Late => (Early + 720) % 1440;

    /// <summary>True for "12am" and "12.30am": some mean noon, some midnight. "Midnight" and "12.30 at night" are hour 0.</summary>
    public bool IsTwelveAm => Hour == 12 && Half == HalfOfDay.Am;

    /// <summary>True when both can be the same time of day, as far as their halves of the day are written.</summary>
    public bool MayBe(Clock other) =>
        Early == other.Early || (!IsSettled && Late == other.Early) || (!other.IsSettled && Early == other.Late);

    /// <summary>Reads one time: "9.30", "9:30am", "0930", "noon", "half past nine", "ten o'clock".</summary>
    public static bool TryRead(ref Cursor cursor, out Clock clock)
    {
        var look = cursor;
        if (!TryReadNamed(ref look, out clock) && !TryReadSpoken(ref look, out clock) && !TryReadDigits(ref look, out clock))
            return false;
        cursor = look;
        return true;
    }

    private static bool TryReadNamed(ref Cursor cursor, out Clock clock)
    {
        var twelve = cursor;
        if (twelve.SkipAny("12", "twelve"))
        {
            _ = twelve.SkipAll(".", "00") || twelve.SkipAll(":", "00");
            if (twelve.Is("noon") || twelve.Is("midday") || twelve.Is("midnight"))
                cursor = twelve;
        }

        var half = cursor.SkipAny("noon", "midday") ? HalfOfDay.Pm : cursor.Skip("midnight") ? HalfOfDay.Am : HalfOfDay.NotSaid;
        clock = new(half == HalfOfDay.Am ? 0 : 12, 0, half, false, false);
        return half != HalfOfDay.NotSaid;
    }

    /// <summary>"half past nine", "quarter to ten", "half nine", "ten past two", "ten o'clock". "Ten to eleven" is left as two times.</summary>
    private static bool TryReadSpoken(ref Cursor cursor, out Clock clock)
    {
        clock = default;
        var look = cursor;
        var minutes = look.Skip("half") ? 30 : look.Skip("quarter") ? 15 : 0;
        var to = minutes == 15 && look.Skip("to");
        if (minutes > 0 && !to && !look.Skip("past") && minutes != 30)
            return false;
        if (minutes == 0 && look.Peek(1).Text == "past" && KnownWords.Numbers.TryGetValue(look.Next.Text, out minutes))
            look.At += 2;
        if ((minutes == 0 && look.Next.Kind != TokenKind.Word) || !TryHour(look, out var hour))
            return false;
        look.At++;
        _ = look.Skip("oclock");
        clock = to
            ? new(hour == 1 ? 12 : hour - 1, 60 - minutes, ReadHalf(ref look), false, false)
            : new(hour, minutes, ReadHalf(ref look), false, false);
        cursor = look;
        return true;
    }

    private static bool TryHour(Cursor cursor, out int hour)
    {
        hour = cursor.IsNumber(2) ? cursor.Next.Value : KnownWords.Numbers.GetValueOrDefault(cursor.Next.Text);
        return hour is >= 1 and <= 12;
    }

    private static bool TryReadDigits(ref Cursor cursor, out Clock clock)
    {
        clock = default;
        if (!cursor.IsNumber(4))
            return false;
        var digits = cursor.Next;
        var look = cursor;
        look.At++;
        var (hour, minute) = digits.Text.Length <= 2 ? (digits.Value, 0) : (digits.Value / 100, digits.Value % 100);
        var withMinutes = digits.Text.Length > 2;
        if (!withMinutes && TryReadMinutes(ref look, out minute))
            withMinutes = true;
        _ = look.Skip("oclock") || (withMinutes && look.SkipAny("hrs", "hours", "h"));
        var half = ReadHalf(ref look);
        hour = half == HalfOfDay.Am && hour == 12 && (look.Peek(-1).Text == "night" || look.Peek(-2).Text == "night") ? 0 : hour;
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0) || (half == HalfOfDay.Am && hour > 12) || (half == HalfOfDay.Pm && hour is 0 or 24))
            return false;
        if (half == HalfOfDay.NotSaid && IsSomethingElse(look, withMinutes))
            return false;
        clock = new(hour, minute, half, withMinutes && digits.Text[0] == '0', half == HalfOfDay.NotSaid && look.At == cursor.At + 1);
        cursor = look;
        return true;
    }

    /// <summary>":30", ".30" or ":30:00" after the hour.</summary>
    private static bool TryReadMinutes(ref Cursor cursor, out int minute)
    {
        minute = 0;
        if (cursor.Next.Text is not (":" or ".") || !cursor.Next.Glued)
            return false;
        var digits = cursor.Peek(1);
        if (digits is not { Kind: TokenKind.Number, Glued: true, Text.Length: 2 })
            return false;
        minute = digits.Value;
        cursor.At += 2;
        if (cursor.Is(":") && cursor.Peek(1) is { Kind: TokenKind.Number, Glued: true, Text.Length: 2 })
            cursor.At += 2;
        return true;
    }

    /// <summary>"am", "p.m.", "in the morning", "at night".</summary>
    private static HalfOfDay ReadHalf(ref Cursor cursor)
    {
        var half = cursor.Skip("am") || cursor.SkipAll("a", ".", "m") || cursor.SkipAll("in", "the", "morning") || cursor.SkipAll("at", "night") ? HalfOfDay.Am
            : cursor.Skip("pm") || cursor.SkipAll("p", ".", "m") || cursor.SkipAll("in", "the", "afternoon") || cursor.SkipAll("in", "the", "evening")
                || cursor.SkipAny("noon", "midday") ? HalfOfDay.Pm
            : HalfOfDay.NotSaid;
        if (half != HalfOfDay.NotSaid)
            _ = cursor.Skip(".");
        return half;
    }

    /// <summary>True for the "14" of "14 Sept", "14/9", "14th", "3 years" and "45 mins", and for the "2026" of "2026-09-14": a number that is no time.</summary>
    private static bool IsSomethingElse(Cursor after, bool withMinutes)
    {
        var next = after.Next;
        if (next.Text is "/" or "." or ":" && next.Glued && after.Peek(1) is { Kind: TokenKind.Number, Glued: true })
            return true;
        if (after.Peek(-1).Text.Length == 4 && next is { Text: "-", Glued: true } && after.Peek(1).Kind == TokenKind.Number && after.Peek(2) is { Text: "-", Glued: true })
            return true;
        if (next.Text is "%" or "+" or "½" or "/")
            return true;
        return !withMinutes && (KnownWords.Months.ContainsKey(next.Text) || KnownWords.IsOrdinalSuffix(next.Text) || IsUnit(next.Text));
    }

    private static bool IsUnit(string word) =>
        word is "year" or "years" or "yr" or "yrs" or "y" or "yo" or "month" or "months" or "mth" or "mths" or "mnths" or "m" or "mo" or "mos" or "week" or "weeks" or "wk" or "wks" or "day" or "days"
            or "min" or "mins" or "minute" or "minutes" or "hour" or "hours" or "hr" or "h" or "s" or "p" or "pence" or "pound" or "pounds" or "term" or "olds";
}
