using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Checks;

/// <summary>Whether a partner's timetable still has something to come.</summary>
public enum TimetableStanding
{
    /// <summary>It goes on for more than a week.</summary>
    Current,

    /// <summary>Its last date is today or within a week.</summary>
    RunsOutSoon,

    /// <summary>Its last date has passed, or it never had one: a new file is due.</summary>
    RunOut,
}

/// <summary>Until when a partner's timetable goes.</summary>
/// <param name="PartnerId">The partner.</param>
/// <param name="PartnerName">Their name.</param>
/// <param name="LastDate">
/// The last date on which any of their sessions takes place; null when none does. A pattern without a last date goes to the end of
/// the calendar's last season; in a calendar without seasons it never ends, which is <see cref="LocalDate.MaxIsoValue"/>.
/// </param>
public sealed record TimetableEnd(string PartnerId, string PartnerName, LocalDate? LastDate)
{
    private const int DaysOfNotice = 7;

    /// <summary>How it stands on a day.</summary>
    public TimetableStanding On(LocalDate today)
    {
        if (LastDate is not { } last || last < today)
            return TimetableStanding.RunOut;
        return Period.DaysBetween(today, last) <= DaysOfNotice ? TimetableStanding.RunsOutSoon : TimetableStanding.Current;
    }
}

/// <summary>Finds timetables that have run out: families must not meet last term's sessions.</summary>
public static class Staleness
{
    /// <summary>Until when each partner's timetable goes, by partner id.</summary>
    public static IReadOnlyList<TimetableEnd> LastDate(IReadOnlyList<PublishedSession> sessions, AuthorityCalendar calendar) =>
        [.. sessions
            .GroupBy(s => s.PartnerId, StringComparer.Ordinal)
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new TimetableEnd(p.Key, p.First().PartnerName, p.Max(s => LastDateOf(s.Session.Schedule, calendar))))];

    private static LocalDate? LastDateOf(SessionSchedule schedule, AuthorityCalendar calendar)
    {
        if (schedule.Kind == ScheduleKind.Dates)
            return LastOf(schedule, calendar, LocalDate.MinIsoValue, LocalDate.MaxIsoValue);
        if (SchedulePattern.LastDate(schedule, calendar) is not { } last)
            return LocalDate.MaxIsoValue;

        // A pattern without a first date in a calendar without seasons: five years back is far enough to find its last date.
        return LastOf(schedule, calendar, SchedulePattern.FirstDate(schedule, calendar) ?? last.PlusYears(-5), last);
    }

    private static LocalDate? LastOf(SessionSchedule schedule, AuthorityCalendar calendar, LocalDate from, LocalDate to) =>
        OccurrenceExpander.Dates(schedule, calendar, from, to) is { Count: > 0 } dates ? dates[^1] : null;
}
