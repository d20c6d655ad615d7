using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

/// <summary>Start and end on one day, Europe/London.</summary>
/// <param name="Start">Start.</param>
/// <param name="End">End; null when none is given; midnight means the end of the day.</param>
internal readonly record struct SlotTimes(LocalTime Start, LocalTime? End);

/// <summary>Times as written, before am and pm are settled.</summary>
/// <param name="Start">Start.</param>
/// <param name="End">End, when one is written.</param>
/// <param name="Minutes">Length in minutes, when that is written instead of an end.</param>
internal readonly record struct WrittenTimes(Clock Start, Clock? End, int? Minutes = null)
{
    /// <summary>True when another text of the same row tells another start or end: "Mondays 9.30am" beside "1.30pm".</summary>
    public bool DifferFrom(WrittenTimes other) =>
        !Start.MayBe(other.Start) || (End is { } end && other.End is { } otherEnd && !end.MayBe(otherEnd));
}

/// <summary>Reads times of day: "9.30-11am", "1pm to 2:30", "10am for 1 hour", "from noon".</summary>
internal static class TimePhrase
{
    /// <summary>How to write a time.</summary>
    public const string Advice = "Write it like 9:30am to 11am.";

    /// <summary>The words of a time, for finding the nearest one to a misspelling.</summary>
    public static readonly IReadOnlyList<string> Vocabulary =
    [
        "am", "pm", "noon", "midday", "midnight", "to", "till", "until", "and", "between", "from", "half", "quarter", "past", "oclock", "onwards",
        "hour", "hours", "minutes", "mins", "start", "morning", "afternoon", "evening",
    ];

    /// <summary>Understands a phrase that holds nothing but times.</summary>
    public static Understood<SlotTimes> Understand(string text)
    {
        var cursor = new Cursor(Phrase.Of(text));
        cursor.SkipSeparators();
        if (!TryRead(ref cursor, out var written))
            return NotUnderstood(text);
        cursor.SkipSeparators();
        if (cursor.AtEnd)
            return TimeSettlement.Settle(written, PartOfDay.NotSaid, text);
        return IsSecondTime(cursor) ? TwoTimes(text) : NotUnderstood(text);
    }

    /// <summary>A row that tells two times.</summary>
    public static Misunderstanding TwoTimes(string text) => new(
        "two-times", $"\"{Misunderstanding.Quoted(text)}\" holds two different times. Write one row for each session.");

    /// <summary>Reads the longest run of tokens that tells one start and perhaps an end.</summary>
    public static bool TryRead(ref Cursor cursor, out WrittenTimes times)
    {
        times = default;
        var look = cursor;
        SkipLeadIn(ref look, out var between);
        if (!Clock.TryRead(ref look, out var start))
            return false;
        _ = look.SkipAny("start", "sharp", "prompt");
        cursor = look;
        times = new(start, null);

        if (look.SkipAny("onwards", "onward"))
        {
            cursor = look;
            return true;
        }

        var connected = look;
        if (SkipConnector(ref connected, between) && Clock.TryRead(ref connected, out var end))
        {
            _ = connected.SkipAny("finish", "approx", "approximately", "sharp");
            cursor = connected;
            times = new(start, end);
            return true;
        }

        if (TryReadDuration(ref look, out var minutes))
        {
            cursor = look;
            times = new(start, null, minutes);
        }

        return true;
    }

    /// <summary>True when another time follows: "9-10 &amp; 11-12".</summary>
    public static bool IsSecondTime(Cursor cursor)
    {
        _ = cursor.SkipAny("and", "&", "/", "+", "or", "then");
        cursor.SkipSeparators();
        return TryRead(ref cursor, out _) && cursor.AtEnd;
    }

    private static Misunderstanding NotUnderstood(string text) => Misunderstanding.Of(
        "time", text, SpellingRepair.Suggest(text, Vocabulary, t => Reads(t)), Advice);

    private static bool Reads(string text)
    {
        var cursor = new Cursor(Phrase.Of(text));
        if (!TryRead(ref cursor, out var written))
            return false;
        cursor.SkipSeparators();
        return cursor.AtEnd && TimeSettlement.Settle(written, PartOfDay.NotSaid, text).Problem is null;
    }

    private static void SkipLeadIn(ref Cursor cursor, out bool between)
    {
        if (cursor.SkipAny("time", "times"))
            cursor.SkipSeparators();
        between = cursor.Skip("between");
        if (between || cursor.SkipAny("from", "at", "@"))
            return;
        if (cursor.SkipAny("start", "starts", "starting"))
            _ = cursor.SkipAny("at", "from") || cursor.SkipAll("time", ":");
    }

    /// <summary>"To" and its like. "9.30am and 1.30pm" are two starts: only after "between" does "and" lead to an end.</summary>
    private static bool SkipConnector(ref Cursor cursor, bool between)
    {
        _ = cursor.Skip(",");
        if (cursor.SkipAny("to", "till", "til", "until") || (between && cursor.SkipAny("and", "&")))
            return !cursor.AtEnd;
        if (!cursor.SkipAny("-", "~", ">"))
            return false;
        while (cursor.SkipAny("-", ">"))
        {
            // "--" and "->" are dashes too.
        }

        return true;
    }

    /// <summary>"for 1 hour", "(45 mins)", "1.5 hrs", "half an hour", "1 hour 30 mins".</summary>
    private static bool TryReadDuration(ref Cursor cursor, out int minutes)
    {
        minutes = 0;
        var look = cursor;
        _ = look.SkipAny(",", "-", "(");
        _ = look.Skip("(");
        _ = look.Skip("for");
        if (look.SkipAll("half", "an", "hour") || look.SkipAll("half", "hour"))
            minutes = 30;
        else if (look.SkipAll("an", "hour", "and", "a", "half"))
            minutes = 90;
        else if (look.SkipAll("an", "hour"))
            minutes = 60;
        else if (!TryReadHoursAndMinutes(ref look, out minutes))
            return false;
        _ = look.SkipAny("session", "sessions", "long");
        _ = look.Skip(")");
        if (minutes is < 5 or > 720)
            return false;
        cursor = look;
        return true;
    }

    private static bool TryReadHoursAndMinutes(ref Cursor cursor, out int minutes)
    {
        minutes = 0;
        if (!Quantity.TryReadHalves(ref cursor, out var halves))
            return false;
        if (cursor.SkipAny("minutes", "minute", "mins", "min"))
        {
            minutes = halves / 2;
            return halves % 2 == 0;
        }

        if (!cursor.SkipAny("hours", "hour", "hrs", "hr", "h"))
            return false;
        minutes = halves * 30;
        var more = cursor;
        _ = more.SkipAny("and", "&");
        if (more.IsNumber(2) && more.Peek(1).Text is "minutes" or "mins" or "min" or "m")
        {
            minutes += more.Next.Value;
            more.At += 2;
            cursor = more;
        }

        return true;
    }
}
