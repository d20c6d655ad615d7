using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>Dates and periods that a row lists, perhaps with the weekdays on which it takes place in them.</summary>
internal static class ListedDates
{
    /// <summary>Most dates that one row may list.</summary>
    public const int Most = 400;

    /// <summary>The dates, or what is wrong.</summary>
    /// <param name="facts">What the row says.</param>
    /// <param name="days">Its weekdays.</param>
    /// <param name="spans">What it lists, with years.</param>
    /// <param name="stretch">The first and last date that it says besides.</param>
    public static Understood<SessionSchedule> Of(WhenFacts facts, DaySet days, List<(LocalDate First, LocalDate? Last)> spans, Stretch stretch)
    {
        if (MeantWeekday(facts, days, spans) is { } missing)
            return missing;
        var dates = new List<LocalDate>();
        for (var i = 0; i < spans.Count; i++)
        {
            if (!DatesOf(facts.Dates[i].IsWeek, spans[i], days).Is(out var some, out var problem))
                return problem;
            dates.AddRange(some);
        }

        return Contradiction(facts, dates, stretch) is { } contradiction
            ? contradiction
            : SessionSchedule.On(dates) with { TermTimeOnly = facts.TermTimeOnly == true };
    }

    // "Tue 8 Sept to Tue 13 Oct": every day of it, or Tuesdays.
    private static Misunderstanding? MeantWeekday(WhenFacts facts, DaySet days, List<(LocalDate First, LocalDate? Last)> spans)
    {
        if (!days.IsEmpty || facts.Dates is not [{ First.Weekday: not IsoDayOfWeek.None and var day, Last: { } written }] || written.Weekday != day || spans[0] is not (var first, { } last))
            return null;
        var suggestion = $"{day}s, {PlainEnglish.Say(first)} to {PlainEnglish.Say(last)}";
        return new("day-missing", $"The row does not say on which days between its two dates. Did you mean \"{suggestion}\"?", suggestion);
    }

    private static Misunderstanding? Contradiction(WhenFacts facts, List<LocalDate> dates, Stretch stretch)
    {
        if (dates.Count == 0)
            return new("dates-not-understood", "None of the days falls on one of the dates. Correct the days or the dates.");
        if (dates.Count > Most)
            return new("dates-not-understood", "The row lists more dates than fit a timetable. Write weekdays and a first and last date.");
        if (dates.FirstOrDefault(d => d < stretch.From || d > stretch.Until) is { } outside && outside != default)
            return new("dates-differ", $"{PlainEnglish.SayWithDay(outside)} lies outside the first and last date of the row. Correct one of them.");

        // "4, 11 and 18 January, fortnightly"
        return facts.EveryWeeks > 1 && dates.Exists(d => DaysOfWeek.WeeksBetween(dates[0], d) % facts.EveryWeeks != 0) ? RecurrencePhrase.TwoPatterns : null;
    }

    private static Understood<LocalDate[]> DatesOf(bool isWeek, (LocalDate First, LocalDate? Last) span, DaySet days)
    {
        var (first, last) = span;
        if (isWeek)
            return WeekOf(first, last, days);
        if (last is { } end)
            return PeriodOf(first, end, days);
        return days.IsEmpty || DaysOfWeek.Differ(first, days) is not { } differs ? new[] { first } : differs;
    }

    private static Understood<LocalDate[]> WeekOf(LocalDate first, LocalDate? last, DaySet days)
    {
        if (first.DayOfWeek != IsoDayOfWeek.Monday)
            return NotAMonday(first);
        return days.IsEmpty ? DaysOfWeek.Missing($"w/c {PlainEnglish.Say(first)}") : DaysOfWeek.Between(first, (last ?? first).PlusDays(6), days);
    }

    private static Understood<LocalDate[]> PeriodOf(LocalDate first, LocalDate last, DaySet days)
    {
        if (!days.IsEmpty)
            return DaysOfWeek.Between(first, last, days);
        return DaysOfWeek.AreFew(first, last)
            ? DaysOfWeek.Between(first, last, DaySet.EveryDay)
            : DaysOfWeek.Missing($"{PlainEnglish.Say(first)} to {PlainEnglish.Say(last)}");
    }

    private static Misunderstanding NotAMonday(LocalDate first)
    {
        var monday = first.DayOfWeek == IsoDayOfWeek.Sunday ? first.PlusDays(1) : first.Previous(IsoDayOfWeek.Monday);
        var suggestion = $"w/c {PlainEnglish.Say(monday)}";
        return new("week-commencing-differs", $"{PlainEnglish.Say(first)} is a {first.DayOfWeek}, and weeks begin on Monday. Did you mean \"{suggestion}\"?", suggestion);
    }
}
