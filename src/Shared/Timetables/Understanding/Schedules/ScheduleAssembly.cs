using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>Makes one schedule of everything that a row says about when, and finds what contradicts or is missing.</summary>
internal sealed class ScheduleAssembly(AuthorityCalendar calendar, LocalDate today)
{
    /// <summary>A date further off is a slip of the keyboard.</summary>
    private const int PlausibleYears = 3;

    private readonly WeeklyRhythm weekly = new(calendar);

    /// <summary>The schedule, exceptions left aside, or what is wrong.</summary>
    /// <param name="facts">What the row says.</param>
    /// <param name="text">The row's words about days and dates, for sentences.</param>
    public Understood<SessionSchedule> Assemble(WhenFacts facts, string text)
    {
        BeginWithOnlyDate(facts);
        if (!Stretch.Of(facts, today).Is(out var stretch, out var problem))
            return problem;
        var days = DaysOf(facts, stretch);
        if (Contradiction(facts, days, text) is { } contradiction)
            return contradiction;
        var pattern = facts.Dates.Count > 0 ? FromDates(facts, days, stretch) : Repeating(facts, days, stretch, text);
        return pattern.Is(out var schedule, out problem) ? Plausible(schedule) : problem;
    }

    // One date beside a last date is the first of several days.
    private static void BeginWithOnlyDate(WhenFacts facts)
    {
        if (facts is not { Dates: [{ Last: null, IsWeek: false } first], Until: not null } || WhenFacts.AreOthers(facts.From, first.First))
            return;
        facts.From ??= first.First;
        facts.Dates.Clear();
    }

    // The first date tells the day of "6 week course from Tuesday 8 September" and "weekly from 8 September".
    private static DaySet DaysOf(WhenFacts facts, Stretch stretch) =>
        facts.Days.IsEmpty && stretch.From is { } first && (facts.ForWeeks > 0 || facts.EveryWeeks > 0)
            ? DaySet.Of(first.DayOfWeek)
            : facts.Days.Without(facts.DaysOff);

    private static Misunderstanding? Contradiction(WhenFacts facts, DaySet days, string text)
    {
        if (!facts.Days.IsEmpty && days.IsEmpty)
            return new("day-missing", $"\"{Misunderstanding.Quoted(text)}\" takes away every day that it names. Write which days are left.");
        if (facts.WeeksOfMonth.Count > 0 && (facts.Days != facts.DaysOfMonth || facts.EveryWeeks > 1))
            return RecurrencePhrase.TwoPatterns;
        return facts.IsMonthly && facts.WeeksOfMonth.Count == 0 && facts.Dates.Count == 0 ? RecurrencePhrase.MonthlyWithoutWeek : null;
    }

    private Understood<SessionSchedule> Repeating(WhenFacts facts, DaySet days, Stretch stretch, string text) =>
        facts.WeeksOfMonth.Count > 0 ? MonthlyRhythm.Of(facts, days, stretch, today) : weekly.Of(facts, days, stretch, text);

    private Understood<SessionSchedule> FromDates(WhenFacts facts, DaySet days, Stretch stretch)
    {
        if (!DateSettlement.Settle(facts.Dates, today).Is(out var spans, out var problem))
            return problem;

        // "Mon 7 Dec to 14 Dec, Fridays"
        if (!days.IsEmpty && spans.Exists(s => s.Last?.DayOfWeek == s.First.DayOfWeek && !days.Has(s.First.DayOfWeek)) && facts.Dates.Exists(d => d.First.Weekday != IsoDayOfWeek.None))
            return RecurrencePhrase.TwoPatterns;
        return Within(facts, days, spans, stretch) is { } within ? Repeating(facts, days, within, "") : ListedDates.Of(facts, days, spans, stretch);
    }

    // Days beside one period repeat within it: "Tuesdays, 8 Sept – 13 Oct". Weeks beside one date are counted from it: "every other Tuesday: 8 Sept".
    private static Stretch? Within(WhenFacts facts, DaySet days, List<(LocalDate First, LocalDate? Last)> spans, Stretch stretch)
    {
        if (days.IsEmpty || spans is not [var (first, last)])
            return null;
        var isWeek = facts.Dates[0].IsWeek;
        if (last is { } end)
            return new(first, isWeek ? end.PlusDays(6) : end);
        return facts.EveryWeeks > 1 && !isWeek ? new(first, stretch.Until) : null;
    }

    private Understood<SessionSchedule> Plausible(SessionSchedule schedule)
    {
        var (earliest, latest) = (today.PlusYears(-PlausibleYears), today.PlusYears(PlausibleYears));
        return schedule.Dates.Cast<LocalDate?>().Append(schedule.From).Append(schedule.Until).FirstOrDefault(d => d < earliest || d > latest) is { } far
            ? new Misunderstanding("date-implausible", $"{PlainEnglish.Say(far)} is more than {PlausibleYears} years from today. Correct the year.")
            : schedule;
    }
}
