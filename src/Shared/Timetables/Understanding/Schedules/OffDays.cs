using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
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
        if (facts.Off.Count == 0 && facts.Breaks == SchoolBreaks.None)
            return schedule;
        var runs = schedule.Kind == ScheduleKind.Dates ? DaySet.EveryDay : DaySet.Of(schedule.Days);
        if (!Written(schedule, facts, runs).Is(out var written, out var problem) || !InBreaks(schedule, facts, runs).Is(out var inBreaks, out problem))
            return problem;
        SortedSet<LocalDate> off = [.. written, .. inBreaks];
        if (schedule.Kind != ScheduleKind.Dates)
            return schedule with { Except = [.. off.Take(ListedDates.Most)] };
        return schedule.Dates.All(off.Contains)
            ? new Misunderstanding("dates-not-understood", "The row takes away every date that it lists. Correct the dates.")
            : schedule with { Dates = [.. schedule.Dates.Where(d => !off.Contains(d))] };
    }

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
        return breaks.Count == 0 || (!isCovered && known != facts.Breaks)
            ? new Misunderstanding("holiday-dates-unknown", "We do not know the dates of that school holiday yet. Write the dates on which it is off, like 27 October 2026.")
            : breaks.SelectMany(b => DaysOfWeek.Between(b.First, b.Last, runs)).Where(d => !(d < schedule.From) && !(d > schedule.Until)).ToList();
    }
}
