using NodaTime;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>How much work a file's rules may still cause: a rule can ask for the second that never comes.</summary>
internal sealed class Effort(int steps)
{
    private int _left = steps;

    /// <summary>True once more was asked than allowed; what was worked out is then incomplete.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Takes one step; false when none is left.</summary>
    public bool Spend() => --_left >= 0;
}

/// <summary>Works out the times of a recurrence rule: RFC 5545 §3.3.10.</summary>
/// <remarks>
/// Wall-clock arithmetic in the zone of DTSTART. A start that its own rule does not produce is not a member of the set
/// (§3.8.5.3 leaves this open). Weeks of BYWEEKNO count by the day's own week, whichever year that week belongs to.
/// </remarks>
internal static class Recurrence
{
    /// <summary>The times from the start to the last moment, both included, in order and without repetition.</summary>
    public static IEnumerable<LocalDateTime> Expand(RecurrenceRule rule, LocalDateTime start, LocalDateTime last, Effort effort)
    {
        var full = rule.CompletedBy(start);
        var sets = full.Frequency >= Frequency.Daily ? DaySets(full, start, last, effort) : ClockSets(full, start, last, effort);
        var count = 0;
        foreach (var moment in sets.SelectMany(set => AtPositions(full, set)))
        {
            if (moment > last)
                yield break;
            if (moment < start)
                continue;
            yield return moment;
            if (++count == rule.Count)
                yield break;
        }
    }

    // One set for each day, week, month or year.
    private static IEnumerable<IEnumerable<LocalDateTime>> DaySets(RecurrenceRule rule, LocalDateTime start, LocalDateTime last, Effort effort)
    {
        var times = (from hour in rule.ByHour from minute in rule.ByMinute from second in rule.BySecond select new LocalTime(hour, minute, second)).ToArray();
        for (long n = 0; effort.Spend(); n += rule.Interval)
        {
            if (PeriodAt(rule, start.Date, last.Date, n) is not { } period)
                yield break;
            yield return Days(rule, period.First, period.Last, effort).SelectMany(day => times.TakeWhile(_ => effort.Spend()).Select(time => day + time));
        }
    }

    private static IEnumerable<LocalDate> Days(RecurrenceRule rule, LocalDate first, LocalDate last, Effort effort)
    {
        for (var day = first; effort.Spend(); day = day.PlusDays(1))
        {
            if (DayRules.Match(rule, day))
                yield return day;
            if (day == last)
                yield break;
        }
    }

    // The n-th period after the start's; null when it begins after the end.
    private static (LocalDate First, LocalDate Last)? PeriodAt(RecurrenceRule rule, LocalDate start, LocalDate end, long n)
    {
        switch (rule.Frequency)
        {
            case Frequency.Yearly:
                return start.Year + n > end.Year ? null : (new LocalDate((int)(start.Year + n), 1, 1), new LocalDate((int)(start.Year + n), 12, 31));
            case Frequency.Monthly:
                var months = ((end.Year - start.Year) * 12) + end.Month - start.Month;
                var month = n > months ? default : new LocalDate(start.Year, start.Month, 1).PlusMonths((int)n);
                return n > months ? null : (month, month.With(DateAdjusters.EndOfMonth));
            case Frequency.Weekly:
                var week = start.PlusDays(-((start.DayOfWeek - rule.WeekStart + 7) % 7));
                return n * 7 > DaysBetween(week, end) ? null : (week.PlusDays((int)n * 7), week.PlusDays(((int)n * 7) + 6));
            default:
                return n > DaysBetween(start, end) ? null : (start.PlusDays((int)n), start.PlusDays((int)n));
        }
    }

    private static int DaysBetween(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);

    // One set for each hour, minute or second; stretches in which nothing can match are passed over at once.
    private static IEnumerable<IEnumerable<LocalDateTime>> ClockSets(RecurrenceRule rule, LocalDateTime start, LocalDateTime last, Effort effort)
    {
        var unit = rule.Frequency switch { Frequency.Hourly => 3600L, Frequency.Minutely => 60, _ => 1 };
        var origin = start.PlusSeconds(-(start.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond % unit));
        var end = Period.Between(origin, last, PeriodUnits.Seconds).Seconds;
        var step = unit * rule.Interval;
        for (long at = 0; at <= end && effort.Spend();)
        {
            var period = origin.PlusSeconds(at);
            if (ClockRules.SecondsToPassOver(rule, period) is > 0 and var gap)
            {
                at += (gap + step - 1) / step * step;
                continue;
            }

            yield return ClockRules.Times(rule, period);
            at += step;
        }
    }

    // BYSETPOS picks from each period's set; without it the set goes through as it is worked out.
    private static IEnumerable<LocalDateTime> AtPositions(RecurrenceRule rule, IEnumerable<LocalDateTime> set)
    {
        if (rule.BySetPos.Count == 0)
            return set;
        var all = set.ToArray();
        return rule.BySetPos
            .Select(p => p > 0 ? p - 1 : all.Length + p)
            .Where(i => i >= 0 && i < all.Length)
            .Distinct()
            .Order()
            .Select(i => all[i]);
    }
}
