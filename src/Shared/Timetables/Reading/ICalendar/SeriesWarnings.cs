using HubAutomation.Shared.Timetables.Model;
using NodaTime;
using NodaTime.Text;

namespace HubAutomation.Shared.Timetables.Reading.ICalendar;

/// <summary>What a calendar says of a series that contradicts itself, and what was made of it.</summary>
internal static class SeriesWarnings
{
    private const int MostDates = 5;

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("ddd d MMMM uuuu");

    public static IEnumerable<Warning> Of(EventSeries series)
    {
        if (series.Master is not { } master)
            yield break;
        if (IsOutsideItsRule(master))
        {
            yield return new(master.Place, "start-outside-rule",
                $"The event \"{master.Title}\" begins on {Date.Format(master.Start.Local.Date)}, but the days on which it repeats leave that day out. "
                + "It was not taken in for that day. If it takes place then, enter that day as an event of its own.");
        }

        var elsewhen = ExceptionsAtOtherTimes(series, master);
        if (elsewhen.Count > 0)
        {
            yield return new(master.Place, "exception-at-other-time",
                $"The calendar leaves out \"{master.Title}\" on {Dates(elsewhen)}, but at a time at which it does not begin. The whole session was left out on {(elsewhen.Count == 1 ? "that day" : "those days")}.");
        }
    }

    private static bool IsOutsideItsRule(CalendarEvent master)
    {
        var (start, effort) = (master.Start.Local, new Effort(1_000));
        return master.Rules.Count > 0
            && !master.Further.Any(f => f.Start.Instant == master.Start.Instant)
            && !master.Rules.Any(rule => Recurrence.Expand(rule, start, start, effort).Contains(start))
            && !effort.IsSpent;
    }

    // Only those that keep a session out of the timetable: the others change nothing.
    private static List<LocalDate> ExceptionsAtOtherTimes(EventSeries series, CalendarEvent master)
    {
        var named = master.Except.Where(e => !e.IsDate)
            .Select(e => (Said: e.Instant, Meant: EventSeries.MeantBy(master, e).Instant))
            .Where(e => e.Meant != e.Said)
            .Select(e => e.Meant)
            .ToHashSet();
        if (named.Count == 0)
            return [];
        var without = series with { Master = master with { Except = [] }, Changed = [], Cancelled = [] };
        return [.. without.Occurrences().Select(o => o.Start.InZoneLeniently(CalendarZones.London)).Where(o => named.Contains(o.ToInstant())).Select(o => o.Date)];
    }

    private static string Dates(List<LocalDate> dates) =>
        string.Join(", ", dates.Take(MostDates).Select(Date.Format)) + (dates.Count > MostDates ? $" and {dates.Count - MostDates} more days" : "");
}
