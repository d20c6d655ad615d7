using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using HubAutomation.Shared.Timetables.Understanding.Phrases.When;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding.Schedules;

/// <summary>The dates on which a row says that it is off: those that it writes, and school breaks.</summary>
internal sealed class OffDays(AuthorityCalendar calendar, LocalDate today)
{
    /// <summary>A schedule without them, or what is wrong with them.</summary>
    public Understood<SessionSchedule> TakeOut(SessionSchedule schedule, WhenFacts facts)
    {
        if (!facts.IsOff)
            return schedule;
        if (!UntilOff(schedule, facts).Is(out var ending, out var problem))
            return problem;
        var runs = ending.Kind == ScheduleKind.Dates ? DaySet.EveryDay : DaySet.Of(ending.Days);
        if (!Written(ending, facts, runs).Is(out var written, out problem) || !InBreaks(ending, facts, runs).Is(out var inBreaks, out problem))
            return problem;
        SortedSet<LocalDate> off = [.. written, .. inBreaks];
        var rest = ending.Kind == ScheduleKind.Dates ? ending with { Dates = [.. ending.Dates.Where(d => !off.Contains(d))] } : ending with { Except = [.. off.Take(ListedDates.Most)] };
        return HasDates(rest) ? rest : new Misunderstanding("dates-not-understood", "The row takes away every date that it lists. Correct the dates.");
    }

    /// <summary>True when the only date that is taken away is none of the session's: "not 16 December" beside Mondays.</summary>
    public bool MissesAll(SessionSchedule schedule, WhenFacts facts) =>
        facts.Off is [{ Last: null, IsWeek: false } only] && schedule.Kind != ScheduleKind.Dates && DateSettlement.Settle(only.First, today).Is(out var date, out _)
        && !schedule.Days.Contains(date.DayOfWeek) && !calendar.BankHolidays.ContainsKey(date) && !SchoolCalendar.Breaks(calendar).Any(b => date >= b.First && date <= b.Last);

    // "No sessions from 14 December": the day before is the last that counts.
    private Understood<SessionSchedule> UntilOff(SessionSchedule schedule, WhenFacts facts)
    {
        if (facts.OffFrom is not { } written)
            return schedule;
        if (!(schedule.From is { } start ? DateSettlement.SettleEnd(written, start) : DateSettlement.Settle(written, today)).Is(out var off, out var problem))
            return problem;
        var last = off.PlusDays(-1);
        return schedule.Kind == ScheduleKind.Dates
            ? schedule with { Dates = [.. schedule.Dates.Where(d => d <= last)] }
            : schedule with { Until = schedule.Until is { } until && until < last ? until : last };
    }

    // A pattern without an end always has more; one whose end has passed is told of elsewhere.
    private bool HasDates(SessionSchedule schedule) => schedule.Kind == ScheduleKind.Dates ? schedule.Dates.Count > 0
        : schedule.Until is not { } until || until < today || SchedulePattern.Dates(schedule, calendar, schedule.From ?? today.PlusMonths(-6), until).Except(schedule.Except).Any();

    private Understood<List<LocalDate>> Written(SessionSchedule schedule, WhenFacts facts, DaySet runs)
    {
        var off = new List<LocalDate>();
        if (facts.Off.Count == 0)
            return off;
        if (!DateSettlement.Settle(facts.Off, schedule.From ?? today).Is(out var spans, out var problem))
            return problem;
        for (var i = 0; i < spans.Count; i++)
            off.AddRange(DaysOfWeek.Between(spans[i].First, (spans[i].Last ?? spans[i].First).PlusDays(facts.Off[i].IsWeek ? 6 : 0), runs));
        return off;
    }

    // Beyond the terms that are known a break is known only when it is yet to come.
    private Understood<List<LocalDate>> InBreaks(SessionSchedule schedule, WhenFacts facts, DaySet runs)
    {
        if (facts.Breaks == SchoolBreaks.None)
            return new List<LocalDate>();
        var breaks = SchoolCalendar.Breaks(calendar).Where(b => (b.Kind & facts.Breaks) != 0).ToList();
        var isCovered = schedule.Kind == ScheduleKind.Dates || (schedule.Until is { } until && calendar.Terms.Any(t => t.To >= until));
        var known = breaks.Where(b => isCovered || b.Last >= today).Aggregate(SchoolBreaks.None, (all, b) => all | b.Kind);
        if (breaks.Count == 0 || (!isCovered && known != facts.Breaks))
            return new Misunderstanding("holiday-dates-unknown", "We do not know the dates of that school holiday yet. Write the dates on which it is off, like 27 October 2026.");
        return schedule.From is { } first && facts.From is not null && breaks.Exists(b => first >= b.First && first <= b.Last)
            ? new Misunderstanding("dates-differ", $"{PlainEnglish.SayWithDay(first)} would be the first date, but lies in a break that the row takes away. Write from when to when it is off, like not 21 December to 4 January.")
            : breaks.SelectMany(b => DaysOfWeek.Between(b.First, b.Last, runs)).Where(d => !(d < schedule.From) && !(d > schedule.Until)).ToList();
    }
}
