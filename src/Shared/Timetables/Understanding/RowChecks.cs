using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using HubAutomation.Shared.Timetables.Understanding.Phrases;
using HubAutomation.Shared.Timetables.Understanding.Phrases.Dates;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Understanding;

/// <summary>Notes what is worth a look in a session that was understood: dates that have passed, opening hours, bank holidays, seasons.</summary>
internal sealed class RowChecks(AuthorityCalendar calendar, LocalDate today)
{
    private readonly LocalDate? lastSeasonEnd = calendar.Seasons.Count == 0 ? null : calendar.Seasons.Max(s => s.To);

    /// <summary>Adds the session's warnings to the findings.</summary>
    public void Check(Session session, Place place, RowFindings findings)
    {
        if (session.Schedule.IsOver(today))
            findings.Warn("dates-passed", "All its dates have passed, so that families do not see it. Is the year right?");
        else if (EndsWithout(session.Schedule))
            findings.Warn("no-dates-left", "No date is left on which it takes place: all that the row names are off, in a holiday or over. Families do not see it. Correct the days or dates.");
        CheckOpeningHours(session, place, findings);
        CheckBankHolidays(session.Schedule, findings);
        var first = session.Schedule.Kind == ScheduleKind.Dates ? session.Schedule.Dates[0] : session.Schedule.From;
        if (first > lastSeasonEnd)
            findings.Warn("after-season-end", $"It starts on {PlainEnglish.Say(first.Value)}, after the last season ends on {PlainEnglish.Say(lastSeasonEnd.Value)}.");
    }

    private bool EndsWithout(SessionSchedule schedule) =>
        (schedule.Kind == ScheduleKind.Dates ? schedule.Dates[^1] : schedule.Until) is { } last
        && SchedulePattern.Dates(schedule, calendar, today, last).All(d => OccurrenceExpander.WhyNot(schedule, calendar, d) is not null);

    private static void CheckOpeningHours(Session session, Place place, RowFindings findings)
    {
        if (place.OpeningHours.Count == 0)
            return;
        var schedule = session.Schedule;
        var days = schedule.Kind == ScheduleKind.Dates ? DaySet.Of(schedule.Dates.Select(d => d.DayOfWeek)).ToArray() : schedule.Days;
        foreach (var day in days)
        {
            if (!place.OpeningHours.TryGetValue(day, out var hours))
            {
                findings.Warn("outside-opening-hours", $"{place.Name} is closed on {day}s.");
                return;
            }

            if (session.Start < hours.Opens || (session.End ?? session.Start) > hours.Closes || session.End <= session.Start)
            {
                findings.Warn("outside-opening-hours", $"{PlainEnglish.Say(session.Start, session.End)} lies outside the opening hours of {place.Name} on {day}s, {PlainEnglish.Say(hours.Opens, hours.Closes)}.");
                return;
            }
        }
    }

    private void CheckBankHolidays(SessionSchedule schedule, RowFindings findings)
    {
        foreach (var date in schedule.Dates)
        {
            if (calendar.BankHolidays.TryGetValue(date, out var name))
            {
                findings.Warn("on-bank-holiday", $"{PlainEnglish.SayWithDay(date)} is a bank holiday ({name}).");
                return;
            }
        }
    }
}
