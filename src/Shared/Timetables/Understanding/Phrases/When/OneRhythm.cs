using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Times;

namespace HubAutomation.Shared.Timetables.Understanding.Phrases.When;

/// <summary>
/// Watches that all words of a cell belong to one rhythm: its days share one frequency, one span and one set of exceptions. Words that hold for
/// some of the days only ("Mondays until 14 Dec, Tuesdays", "1st Monday and every Friday") make two rhythms, which nobody can put in one row.
/// </summary>
/// <param name="facts">What the cell has said so far; the reader of its clauses fills it.</param>
internal sealed class OneRhythm(WhenFacts facts)
{
    private Limits before = Limits.Of(facts);
    private int groups = facts.DayGroups.Count;
    private bool isLimited;
    private bool startsAgain;
    private bool endsSingular;
    private bool saysThen;

    /// <summary>Looks at what a clause has added; false when it begins a second rhythm.</summary>
    /// <param name="phrase">The cell.</param>
    /// <param name="from">Index of the clause's first token.</param>
    /// <param name="to">Index after its last token.</param>
    public bool Holds(Phrase phrase, int from, int to)
    {
        var now = Limits.Of(facts);
        var saysDays = facts.DayGroups.Count > groups;
        if (saysDays && !MayBeSaid(phrase, from, to))
            return false;
        var contradicts = (before.TermTimeOnly is { } term && now.TermTimeOnly != term) || (before.ForWeeks > 0 && now.ForWeeks != before.ForWeeks)
            || (startsAgain && (now.EveryWeeks > 1 || now.IsMonthly || now.WeeksOfMonth > 0)) || (endsSingular && now.Part != before.Part);
        isLimited |= !facts.Days.IsEmpty && now != before;
        (before, groups) = (now, facts.DayGroups.Count);
        return !contradicts;
    }

    /// <summary>"7 Dec, then 14 Dec" is a list, "7 Dec, then fortnightly" counts from a date; after anything else "then" begins another rhythm.</summary>
    public bool MayGoOnWithThen()
    {
        saysThen = true;
        return facts is { HasDates: false, Days.IsEmpty: true } || (facts is { Days.IsEmpty: true, From: null, Until: null, HasPattern: false } && facts.Dates.TrueForAll(IsOneDay));
    }

    /// <summary>What the whole cell leaves open; null when it is one rhythm. A date from which a frequency is counted becomes the first date.</summary>
    public Misunderstanding? Ending()
    {
        var isOneDate = facts.Dates is [var only] && IsOneDay(only);
        var hasTwoSpans = (facts.Dates.Count > 0 && facts.From is not null) || (facts.Until is not null && !facts.Dates.TrueForAll(IsOneDay));
        if (hasTwoSpans || (facts.IsMonthly && facts.EveryWeeks > 0) || (saysThen && facts.EveryWeeks > 0 && !isOneDate))
            return RecurrencePhrase.TwoPatterns;
        if (!isOneDate && !(facts is { Dates: [{ Last: null, IsWeek: true }], WeeksOfMonth.Count: 0, IsMonthly: false } && facts.ForWeeks + facts.EveryWeeks > 0))
            return null;
        if (facts.IsMonthly && facts.WeeksOfMonth.Count == 0)
            return RecurrencePhrase.MonthlyWithoutWeek;
        if (facts.EveryWeeks > 0 || facts.ForWeeks > 0)
        {
            facts.From = facts.Dates[0].First;
            facts.Dates.Clear();
            return null;
        }

        return facts.Until is null && (facts.SaysEveryDay || facts.WeeksOfMonth.Count > 0) ? RecurrencePhrase.DateAndPattern : null;
    }

    private bool MayBeSaid(Phrase phrase, int from, int to)
    {
        var (days, others) = (facts.DayGroups[^1], facts.DayGroups.SkipLast(1).Aggregate(default(DaySet), (all, d) => all.With(d)));
        var overlaps = !others.IsEmpty && days.Without(others) != days && days != others;
        var (isPlural, seen) = (false, false);
        (startsAgain, endsSingular) = (false, false);
        facts.SaysEveryDay |= from > 0 && phrase.Tokens[from - 1].Text is "every" or "each";
        for (var at = from; at < to; at++)
        {
            var word = phrase.Tokens[at].Text;
            if (word is "every" or "each" && at + 1 < to && IsWeekday(phrase.Tokens[at + 1].Text))
                startsAgain |= seen;
            var plural = KnownWords.PluralWeekdays.ContainsKey(word) || word is "weekdays" or "weekends" or "daily";
            if (!plural && !KnownWords.Weekdays.ContainsKey(word))
                continue;

            // "Every other Monday and Fridays" meets every Friday; "weekdays and Saturday mornings" is in the morning on Saturdays.
            startsAgain |= seen && plural && !isPlural && (facts.EveryWeeks > 1 || facts.WeeksOfMonth.Count > 0);
            endsSingular = seen && !plural && isPlural;
            (isPlural, seen) = (plural, true);
            facts.SaysEveryDay |= plural || (at > 0 && phrase.Tokens[at - 1].Text is "every" or "each");
        }

        return !overlaps && !(isLimited && !others.IsEmpty);
    }

    private static bool IsWeekday(string word) => KnownWords.Weekdays.ContainsKey(word) || KnownWords.PluralWeekdays.ContainsKey(word);

    private static bool IsOneDay(WrittenSpan span) => span is { Last: null, IsWeek: false };

    // Dates one by one limit nothing but themselves: "Mondays 7, 14 Dec and Tuesdays 8, 15 Dec".
    private readonly record struct Limits(
        int EveryWeeks, int ForWeeks, bool IsMonthly, int WeeksOfMonth, WrittenDate? From, WrittenDate? Until, int Periods, int Off, WrittenDate? OffFrom, DaySet DaysOff, SchoolBreaks Breaks, bool? TermTimeOnly, WrittenTimes? Times, PartOfDay Part)
    {
        public static Limits Of(WhenFacts facts) => new(
            facts.EveryWeeks, facts.ForWeeks, facts.IsMonthly, facts.WeeksOfMonth.Count, facts.From, facts.Until, facts.Dates.Count(d => !IsOneDay(d)),
            facts.Off.Count, facts.OffFrom, facts.DaysOff, facts.Breaks, facts.TermTimeOnly, facts.Times, facts.Part);
    }
}
