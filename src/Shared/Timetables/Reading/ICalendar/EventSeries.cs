using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>One time at which an event takes place, as Europe/London wall-clock times.</summary>
/// <param name="Source">The event that describes it: the series' own, or one that changes it.</param>
internal readonly record struct EventOccurrence(LocalDateTime Start, LocalDateTime? End, CalendarEvent Source);

/// <summary>An event with everything that changes it: all events of one UID, the highest SEQUENCE of each.</summary>
/// <param name="Master">The series or single event; null when the file holds only changed occurrences.</param>
/// <param name="Changed">Occurrences that were changed.</param>
/// <param name="Cancelled">Occurrences that were cancelled, and whether all after them too.</param>
/// <param name="Options">Dates and limits.</param>
internal sealed record EventSeries(
    CalendarEvent? Master, IReadOnlyList<CalendarEvent> Changed, IReadOnlyList<(CalendarTime At, bool AllAfter)> Cancelled, ReadingOptions Options)
{
    // Enough for a minute rule over two years; more is no timetable.
    private const int MaxSteps = 1_500_000;

    // "Until 31 December 9999" is no end.
    private const int LastYear = 2200;

    // Whole months, so that a calendar read again the next day says the same, and changes monthly at most.
    private LocalDateTime Earliest => Options.Today.PlusYears(-1).With(DateAdjusters.StartOfMonth).AtMidnight();

    private LocalDateTime Latest => LastDay.PlusDays(1).AtMidnight().PlusSeconds(-1);

    /// <summary>The last date for which dates are listed: the end of the horizon's month.</summary>
    public LocalDate LastDay => Options.Horizon.With(DateAdjusters.EndOfMonth);

    /// <summary>
    /// The occurrences from the month a year before today's to the end of the horizon's month; if there are none, the one nearest to that time.
    /// </summary>
    /// <exception cref="EventRefusedException">There are too many, or it takes too much to find them.</exception>
    public IReadOnlyList<EventOccurrence> Occurrences()
    {
        var kept = new SortedDictionary<Instant, EventOccurrence>();
        EventOccurrence? before = null;
        foreach (var (id, occurrence) in Unchanged())
        {
            if (occurrence.Start < Earliest)
            {
                before = occurrence;
                continue;
            }

            kept[id] = occurrence;
            if (kept.Count > Options.MaxOccurrences)
                throw TooOften();
        }

        foreach (var change in Changed.Where(c => !c.ChangesAllAfter))
            kept[change.Changes!.Instant] = OccurrenceOf(change, change.Start.Instant, change.Length);

        var inTime = kept.Values.Where(o => o.Start >= Earliest && o.Start <= Latest).OrderBy(o => o.Start).ToArray();
        if (inTime.Length > 0)
            return inTime;
        return before is { } last ? [last] : [.. kept.Values.OrderBy(o => o.Start).Take(1)];
    }

    // The series' own occurrences, and those that a change "from here on" has moved, by recurrence id.
    private IEnumerable<(Instant Id, EventOccurrence Occurrence)> Unchanged()
    {
        if (Master is null)
            yield break;
        var onwards = Changed.Where(c => c.ChangesAllAfter).OrderBy(c => c.Changes!.Instant).ToArray();
        foreach (var (start, length) in Starts(Master))
        {
            var id = start.Instant;
            if (IsCancelled(id))
                continue;
            if (Array.FindLast(onwards, c => c.Changes!.Instant <= id) is not { } change)
            {
                yield return (id, OccurrenceOf(Master, id, length ?? Master.Length));
                continue;
            }

            // Later occurrences move as far as the changed one did (RFC 5545 §3.8.4.4).
            var moved = change.Start.Local - change.Changes!.Zone.AtLeniently(change.Changes.Local).WithZone(change.Start.Zone).LocalDateTime;
            var local = start.Instant.InZone(change.Start.Zone).LocalDateTime + moved;
            yield return (id, OccurrenceOf(change, change.Start.Zone.AtLeniently(local).ToInstant(), change.Length));
        }
    }

    private bool IsCancelled(Instant id) =>
        Cancelled.Any(c => c.AllAfter ? c.At.Instant <= id : c.At.Instant == id);

    // DTSTART or what the rules make of it, with RDATE and without EXDATE and EXRULE, in order.
    private IEnumerable<(CalendarTime Start, Duration? Length)> Starts(CalendarEvent master)
    {
        var effort = new Effort(MaxSteps);
        var except = master.Except.Select(e => MeantBy(master, e).Instant).ToHashSet();
        var exceptDays = master.Except.Where(e => e.IsDate).Select(e => e.Local.Date).ToHashSet();
        var exceptByRule = master.ExceptRules.SelectMany(r => Expand(master, r, effort)).Select(t => t.Instant).ToHashSet();
        var seen = new HashSet<Instant>();
        IEnumerable<(CalendarTime Start, Duration? Length)> own = master.Rules.Count == 0
            ? [(master.Start, null)]
            : master.Rules.SelectMany(r => Expand(master, r, effort)).Select(t => (t, (Duration?)null));
        foreach (var (start, length) in own.Concat(master.Further.Select(f => (AtTimeOf(master, f.Start), f.Length))))
        {
            if (!except.Contains(start.Instant) && !exceptDays.Contains(start.Local.Date) && !exceptByRule.Contains(start.Instant) && seen.Add(start.Instant))
                yield return (start, length);
        }

        if (effort.IsSpent)
            throw TooOften();
    }

    private IEnumerable<CalendarTime> Expand(CalendarEvent master, RecurrenceRule rule, Effort effort)
    {
        var start = master.Start;
        var last = Latest.InZoneLeniently(CalendarZones.London).WithZone(start.Zone).LocalDateTime;
        last = LocalDateTime.Max(last, start.Local);
        if (UntilOf(rule, start) is { } until)
            last = LocalDateTime.Min(last, until);
        return Recurrence.Expand(rule, start.Local, last, effort).Select(local => start with { Local = local });
    }

    /// <summary>The last moment of a rule in the zone of its start; a bare date includes that day.</summary>
    /// <exception cref="EventRefusedException">UNTIL is malformed.</exception>
    public static LocalDateTime? UntilOf(RecurrenceRule rule, CalendarTime start)
    {
        if (rule.Until is null)
            return null;
        var until = CalendarTime.Parse(rule.Until, start.Zone)
            ?? throw new EventRefusedException("RRULE", rule.Until, "repeat-not-understood", "The day until which this event repeats is not written as the calendar standard asks. Enter it again.");
        if (until.Local.Year > LastYear)
            return null;
        return until.IsDate ? until.Local.PlusDays(1).PlusSeconds(-1) : until.Instant.InZone(start.Zone).LocalDateTime;
    }

    /// <summary>The last date of a rule whose occurrences begin at the start's time of day; null when it has no end.</summary>
    /// <exception cref="EventRefusedException">UNTIL is malformed.</exception>
    public static LocalDate? LastDateOf(RecurrenceRule rule, CalendarTime start) =>
        UntilOf(rule, start) is not { } moment ? null : moment.TimeOfDay < start.Local.TimeOfDay ? moment.Date.PlusDays(-1) : moment.Date;

    /// <summary>A bare date, where the series has times, means the usual time on that day.</summary>
    public static CalendarTime AtTimeOf(CalendarEvent master, CalendarTime time) =>
        time.IsDate ? master.Start with { Local = time.Local.Date + master.Start.Local.TimeOfDay } : time;

    /// <summary>
    /// Which occurrence of the series is named: by a date, a time in any zone, or one in none, which is the series' own. Where nothing
    /// takes place at that time of day, the occurrence of the day is meant: programs get summer time wrong, or write midnight.
    /// </summary>
    public static CalendarTime MeantBy(CalendarEvent? master, CalendarTime named)
    {
        if (master is null)
            return named;
        var own = named.IsDate ? named : named.In(master.Start.Zone);
        return own.IsDate || (master.IsOnceADay && !master.Further.Any(f => f.Start.Instant == own.Instant)) ? AtTimeOf(master, own with { IsDate = true }) : own;
    }

    private static EventOccurrence OccurrenceOf(CalendarEvent source, Instant start, Duration? length) =>
        new(InLondon(start), length is { } some ? InLondon(start + some) : null, source);

    private static LocalDateTime InLondon(Instant instant) => instant.InZone(CalendarZones.London).LocalDateTime;

    private EventRefusedException TooOften() => new(
        "RRULE", Master?.Title ?? "", "repeats-too-often",
        $"The event \"{Master?.Title}\" repeats more often than a timetable can show. Check how it repeats.");
}
