using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>Weekdays that come back: every week, every other week, for six weeks.</summary>
internal sealed class WeeklyRhythm(AuthorityCalendar calendar)
{
    private static readonly Misunderstanding NoDayBetween = new(
        "dates-not-understood", "None of the days falls between the first and the last date. Correct the days or the dates.");

    /// <summary>The schedule, or what is wrong.</summary>
    /// <param name="facts">What the row says.</param>
    /// <param name="days">Its weekdays.</param>
    /// <param name="stretch">From when to when.</param>
    /// <param name="text">The row's words, for sentences.</param>
    public Understood<SessionSchedule> Of(WhenFacts facts, DaySet days, Stretch stretch, string text)
    {
        if (days.IsEmpty)
            return EveryDayOf(stretch, facts, text);
        var every = Math.Max(1, facts.EveryWeeks);
        if (every > 1 && stretch.From is null)
            return new Misunderstanding("first-date-missing", $"\"{Misunderstanding.Quoted(text)}\" does not say which weeks. Add the first date, like every other Tuesday from 8 September.");

        // Weeks are counted from the week of the first date, so that date must be one on which it takes place.
        var from = every > 1 && stretch.From is { } first ? DaysOfWeek.FirstOn(first, days) : stretch.From;
        if (!LastOf(facts, days, new(from, stretch.Until), every, text).Is(out var until, out var problem))
            return problem;
        if (MissesAll(from, until, days) is { } misses)
            return misses;
        return SessionSchedule.Weekly(days.ToArray()) with { EveryWeeks = every, From = from, Until = until, TermTimeOnly = facts.TermTimeOnly == true };
    }

    // "26–30 October" means every day of it.
    private static Understood<SessionSchedule> EveryDayOf(Stretch stretch, WhenFacts facts, string text) =>
        stretch is { From: { } from, Until: { } until } && DaysOfWeek.AreFew(from, until) && facts.EveryWeeks == 0
            ? SessionSchedule.On(DaysOfWeek.Between(from, until, DaySet.EveryDay.Without(facts.DaysOff))) with { TermTimeOnly = facts.TermTimeOnly == true }
            : DaysOfWeek.Missing(text);

    // So many weeks tell the last date. Where it is written, too, they count the same: "11 January to 15 February (6 weeks)".
    private Understood<LocalDate?> LastOf(WhenFacts facts, DaySet days, Stretch stretch, int every, string text)
    {
        if (facts.ForWeeks == 0)
            return stretch.Until;
        if (stretch.From is not { } from)
            return new Misunderstanding("first-date-missing", $"\"{Misunderstanding.Quoted(text)}\" does not say when the weeks start. Add the first date, like from 8 September.");
        if (stretch.Until is { } until)
            return Miscount(facts, days, from, until, every) is { } differs ? differs : (LocalDate?)until;
        var (first, last) = Meetings(facts, days, from, every);
        return IsBroken(facts, first, last)
            ? new Misunderstanding("last-date-missing", $"\"{Misunderstanding.Quoted(text)}\" runs across a break, so we cannot tell the last date. Add it, like until 18 December.")
            : (LocalDate?)last;
    }

    // More weeks than are said are those of a break.
    private Misunderstanding? Miscount(WhenFacts facts, DaySet days, LocalDate from, LocalDate until, int every)
    {
        var weeks = (DaysOfWeek.WeeksBetween(DaysOfWeek.FirstOn(from, days), until) / every) + 1;
        return weeks == facts.ForWeeks || (weeks > facts.ForWeeks && IsBroken(facts, from, until))
            ? null
            : new("dates-differ", $"There are {weeks} weeks from {PlainEnglish.Say(from)} to {PlainEnglish.Say(until)}, but the row says {facts.ForWeeks}. Correct one of them.");
    }

    /// <summary>The first and the last of so many weeks without a break.</summary>
    private static (LocalDate First, LocalDate Last) Meetings(WhenFacts facts, DaySet days, LocalDate from, int every)
    {
        var first = DaysOfWeek.FirstOn(from, days);
        var last = first.PlusWeeks((facts.ForWeeks - 1) * every);
        return (first, days.Count > 1 ? last.PlusDays(6) : last);
    }

    // "for 6 weeks" counts meetings; across a school holiday it could mean two last dates.
    private bool IsBroken(WhenFacts facts, LocalDate from, LocalDate until) => facts.Off.Count > 0 || SchoolCalendar.BreaksIn(calendar, from, until).Any();

    private static Misunderstanding? MissesAll(LocalDate? from, LocalDate? until, DaySet days)
    {
        if (from is not { } first || until is not { } last)
            return null;
        return (first == last ? DaysOfWeek.Differ(first, days) : null) ?? (DaysOfWeek.FirstOn(first, days) > last ? NoDayBetween : null);
    }
}
