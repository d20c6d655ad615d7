using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>Reads from when until when: "from 8 September", "starting Mon 14/9", "until 18 Dec", "for 6 weeks", "6 week course".</summary>
internal static class PeriodPhrase
{
    /// <summary>Reads one statement into <paramref name="facts"/>.</summary>
    public static bool TryRead(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts) =>
        TryReadFrom(ref cursor, today, dotsAreDates, facts) || TryReadUntil(ref cursor, today, dotsAreDates, facts)
        || TryReadWeeks(ref cursor, facts) || cursor.SkipAll("until", "further", "notice") || cursor.SkipAny("ongoing", "onwards", "onward", "continuous");

    private static bool TryReadFrom(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var look = cursor;
        if (facts.From is not null || !look.SkipAny("from", "starting", "starts", "start", "started", "beginning", "begins", "commencing", "commences", "since", "between"))
            return false;
        while (look.SkipAny("on", "from", "date", ":", "the"))
        {
            // "starting on", "start date:".
        }

        _ = DatePhrase.SkipWeekCommencing(ref look);
        if (!DatePhrase.TryRead(ref look, today, dotsAreDates, out var spans) || spans.Count != 1)
            return TryReadBetween(ref cursor, spans, look, facts);
        if (spans[0].Last is not null && facts.Until is not null)
            return false;
        facts.From = spans[0].First;
        facts.Until = spans[0].Last ?? facts.Until;
        cursor = look;
        return true;
    }

    /// <summary>"between 14 Sept and 16 Oct" reads as two dates.</summary>
    private static bool TryReadBetween(ref Cursor cursor, List<WrittenSpan> spans, Cursor after, WhenFacts facts)
    {
        if (!cursor.Is("between") || spans is not [{ Last: null } first, { Last: null } last] || facts.Until is not null)
            return false;
        (facts.From, facts.Until) = (first.First, last.First);
        cursor = after;
        return true;
    }

    private static bool TryReadUntil(ref Cursor cursor, LocalDate today, bool dotsAreDates, WhenFacts facts)
    {
        var look = cursor;
        if (facts.Until is not null || (!look.SkipAny("until", "till", "til", "to", "ending", "ends", "end", "finishing", "finishes", "last", "-") && !look.SkipAll("up", "to")))
            return false;
        while (look.SkipAny("on", "session", "date", ":", "the", "and", "including", "to"))
        {
            // "up to and including", "last session on".
        }

        if (!DatePhrase.TryRead(ref look, today, dotsAreDates, out var spans) || spans is not [{ Last: null }])
            return false;
        facts.Until = spans[0].First;
        _ = look.SkipAny("inclusive", "incl", "inc");
        cursor = look;
        return true;
    }

    private static bool TryReadWeeks(ref Cursor cursor, WhenFacts facts)
    {
        var look = cursor;
        _ = look.SkipAny("for", "a", "over", "runs");
        _ = look.Skip("for");
        var weeks = look.IsNumber(2) ? look.Next.Value : KnownWords.Numbers.GetValueOrDefault(look.Next.Text);
        look.At++;
        _ = look.Skip("-");
        if (weeks is < 1 or > 52 || !look.SkipAny("weeks", "week", "wks", "wk"))
            return false;
        _ = look.SkipAny("course", "programme", "block", "only");
        facts.ForWeeks = weeks;
        cursor = look;
        return true;
    }
}
