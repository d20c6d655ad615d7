using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Occurrences;

/// <summary>Turns "Mondays, term time only" into dates.</summary>
internal static class OccurrenceExpander
{
    /// <summary>
    /// The dates from <paramref name="from"/> to <paramref name="to"/> (both inclusive) on which the schedule takes place, ascending
    /// and distinct. A pattern that names no first or last date runs from the calendar's first season to its last.
    /// A bank holiday is free unless the schedule is a list that names it.
    /// </summary>
    /// <exception cref="ArgumentException">The schedule runs every n-th week but does not say from when.</exception>
    public static IReadOnlyList<LocalDate> Dates(SessionSchedule schedule, AuthorityCalendar calendar, LocalDate from, LocalDate to)
    {
        var dates = new List<LocalDate>();
        foreach (var date in SchedulePattern.Dates(schedule, calendar, from, to))
        {
            if (WhyNot(schedule, calendar, date) is null)
                dates.Add(date);
        }

        return dates;
    }

    /// <summary>The session's occurrences whose start date lies from <paramref name="from"/> to <paramref name="to"/>, ascending.</summary>
    /// <exception cref="ArgumentException">See <see cref="Dates"/>.</exception>
    public static IEnumerable<Occurrence> Expand(
        string authority, Session session, AuthorityCalendar calendar, LocalDate from, LocalDate to) =>
        Dates(session.Schedule, calendar, from, to).Select(date => new Occurrence(
            CalendarUid.Of(authority, session, date), session.Id, date, session.StartOn(date).InLondon(), session.EndOn(date)?.InLondon(), session.PlaceId, session.Room));

    /// <summary>Why a date of the pattern is free; null when it takes place.</summary>
    internal static FreeDay? WhyNot(SessionSchedule schedule, AuthorityCalendar calendar, LocalDate date)
    {
        if (schedule.Except.Contains(date))
            return FreeDay.Excepted;
        if (schedule.TermTimeOnly && !calendar.IsTermTime(date))
            return FreeDay.SchoolHoliday;
        return schedule.Kind != ScheduleKind.Dates && calendar.BankHolidays.ContainsKey(date) ? FreeDay.BankHoliday : null;
    }
}

/// <summary>Why a session does not take place on a date of its pattern.</summary>
internal enum FreeDay
{
    /// <summary>The partner took the date out.</summary>
    Excepted,

    /// <summary>Outside school terms, for a session in term time only.</summary>
    SchoolHoliday,

    /// <summary>A bank holiday.</summary>
    BankHoliday,
}
