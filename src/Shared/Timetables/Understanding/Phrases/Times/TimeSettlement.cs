using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

/// <summary>A part of the day written beside a weekday: "Monday mornings".</summary>
internal enum PartOfDay
{
    /// <summary>None.</summary>
    NotSaid,

    /// <summary>Before noon.</summary>
    Morning,

    /// <summary>Noon to before 6pm.</summary>
    Afternoon,

    /// <summary>From 4pm.</summary>
    Evening,
}

/// <summary>
/// Settles am and pm. In this order: what is written; a start without am or pm takes the end's where that puts it before the end;
/// otherwise sessions start between 7:00 and 20:59 and end by 21:00. Where two readings are left, the row is not guessed at.
/// </summary>
internal static class TimeSettlement
{
    private const int EarliestStart = 7 * 60;
    private const int LatestStart = (20 * 60) + 59;
    private const int LatestEnd = 21 * 60;

    /// <summary>Start and end, or why they cannot be told.</summary>
    /// <param name="times">Times as written.</param>
    /// <param name="part">A part of the day that is written elsewhere.</param>
    /// <param name="text">The partner's words, for the sentence.</param>
    public static Understood<SlotTimes> Settle(WrittenTimes times, PartOfDay part, string text)
    {
        if (TwelveAm(times) is { } twelve)
            return NoonOrMidnight(twelve, text);
        Span<int> starts = stackalloc int[2];
        var count = PossibleStarts(times, part, starts);
        if (count == 0)
            return IsEndFirst(times) ? EndFirst(text) : Unclear(times, text);
        if (count > 1)
            return Unclear(times, text);
        if (!Fits(starts[0], part))
            return new Misunderstanding("part-of-day-differs", $"\"{Misunderstanding.Quoted(text)}\" says {PlainEnglish.Say(TimeOf(starts[0]))}, but the day says {part.ToString().ToLowerInvariant()}. Correct one of them.");
        return new SlotTimes(TimeOf(starts[0]), EndOf(times, starts[0]) is { } end ? TimeOf(end % 1440) : null);
    }

    /// <summary>A "12am" that may be noon: only after a start in the afternoon or evening is it the midnight that ends the day.</summary>
    private static Clock? TwelveAm(WrittenTimes times)
    {
        if (times.Start.IsTwelveAm)
            return times.Start;
        var endsTheDay = times.Start is { IsSettled: true, Early: >= 12 * 60 };
        return times.End is { IsTwelveAm: true } end && !endsTheDay ? end : null;
    }

    private static Misunderstanding NoonOrMidnight(Clock twelve, string text)
    {
        var (noon, midnight) = (new LocalTime(12, twelve.Minute), new LocalTime(0, twelve.Minute));
        return new(
            "time-ambiguous", $"We cannot tell whether the 12am of \"{Misunderstanding.Quoted(text)}\" is noon or midnight. Write {PlainEnglish.Say(noon)} or {PlainEnglish.Say(midnight)}.");
    }

    private static int PossibleStarts(WrittenTimes times, PartOfDay part, Span<int> starts)
    {
        var start = times.Start;
        if (start.IsSettled)
        {
            starts[0] = start.Early;

            // "01:30" on a 24-hour clock is at night: more likely a lost "pm" than a session.
            var atNight = start.Half == HalfOfDay.NotSaid && start.Early < EarliestStart;
            return !atNight && IsInOrder(times, start.Early) ? 1 : 0;
        }

        if (times.End is { IsSettled: true } end)
            return StartBefore(times, end, starts);
        var count = 0;
        foreach (var candidate in (ReadOnlySpan<int>)[Math.Min(start.Early, start.Late), Math.Max(start.Early, start.Late)])
        {
            if (candidate is >= EarliestStart and <= LatestStart && (EndOf(times, candidate) ?? 0) <= LatestEnd)
                starts[count++] = candidate;
        }

        if (count == 2 && part != PartOfDay.NotSaid)
        {
            starts[0] = part == PartOfDay.Morning ? starts[0] : starts[1];
            return 1;
        }

        return count;
    }

    private static int StartBefore(WrittenTimes times, Clock end, Span<int> starts)
    {
        var (early, late) = (Math.Min(times.Start.Early, times.Start.Late), Math.Max(times.Start.Early, times.Start.Late));
        var (same, other) = end.Half == HalfOfDay.Pm ? (late, early) : (early, late);
        if (end.Half == HalfOfDay.NotSaid && same < EarliestStart)
            (same, other) = (other, same);
        var limit = EndMinutes(end);
        if (same < limit && (end.Half != HalfOfDay.NotSaid || same >= EarliestStart))
            starts[0] = same;
        else if (other < limit && other >= EarliestStart)
            starts[0] = other;
        else
            return 0;
        return 1;
    }

    /// <summary>Minutes since midnight at which it ends when it starts then; null without an end. Above 1,440 is the next day.</summary>
    private static int? EndOf(WrittenTimes times, int start)
    {
        if (times.Minutes is { } minutes)
            return start + minutes;
        if (times.End is not { } end)
            return null;
        if (end.IsSettled || IsOnClockOf(times.Start, end))
            return EndMinutes(end);
        var (early, late) = (Math.Min(end.Early, end.Late), Math.Max(end.Early, end.Late));
        return early > start ? early : late > start ? late : early + 1440;
    }

    /// <summary>"18:00 to 10:00": who writes 18 for the evening writes 22 for its end.</summary>
    private static bool IsOnClockOf(Clock start, Clock end) => start is { Half: HalfOfDay.NotSaid, Hour: >= 13 } && end.Hour >= 10;

    private static int EndMinutes(Clock end) => end.Early == 0 ? 1440 : end.Early;

    private static bool IsInOrder(WrittenTimes times, int start) => EndOf(times, start) is not { } end || (end > start && end <= 1440);

    private static bool IsEndFirst(WrittenTimes times) =>
        times.End is { Half: not HalfOfDay.NotSaid } && !times.Start.IsSettled || times.End is not null && (times.Start.Half != HalfOfDay.NotSaid || times.Start.Early >= EarliestStart) && !IsInOrder(times, times.Start.Early);

    private static bool Fits(int start, PartOfDay part) => part switch
    {
        PartOfDay.Morning => start < 12 * 60,
        PartOfDay.Afternoon => start is >= 12 * 60 and < 18 * 60,
        PartOfDay.Evening => start >= 16 * 60,
        _ => true,
    };

    private static LocalTime TimeOf(int minutes) => LocalTime.FromMinutesSinceMidnight(minutes);

    private static Misunderstanding EndFirst(string text) => new(
        "end-before-start", $"\"{Misunderstanding.Quoted(text)}\" ends before it starts. {TimePhrase.Advice}");

    private static Misunderstanding Unclear(WrittenTimes times, string text)
    {
        var (am, pm) = (Example(times, HalfOfDay.Am), Example(times, HalfOfDay.Pm));
        return new("time-ambiguous", $"We cannot tell whether \"{Misunderstanding.Quoted(text)}\" is in the morning or the evening. Write it like {am} or {pm}.");
    }

    private static string Example(WrittenTimes times, HalfOfDay half)
    {
        var start = (times.Start with { Half = half, Hour = (times.Start.Hour % 12) == 0 ? 12 : times.Start.Hour % 12, LeadingZero = false }).Early;
        var end = times.Minutes is { } minutes ? start + minutes : times.End is { } e ? EndOf(new(default, e), start) : null;
        var from = PlainEnglish.Say(TimeOf(start));
        return end is { } until ? $"{from} to {PlainEnglish.Say(TimeOf(until % 1440))}" : from;
    }
}
