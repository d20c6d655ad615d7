using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Intake;

public class RepeatedRowsTests
{
    private static readonly AuthorityCalendar Calendar = new(
        [], [], new Dictionary<LocalDate, string> { [new LocalDate(2026, 12, 28)] = "Boxing Day (substitute day)" });

    [Fact]
    public void A_line_for_each_date_is_one_session_on_all_of_them()
    {
        var (sessions, repeats) = Resolve(OnDates(2, new LocalDate(2026, 10, 5)), OnDates(3, new LocalDate(2026, 10, 12)), OnDates(4, new LocalDate(2026, 10, 12)));

        var session = Assert.Single(sessions);
        Assert.Equal([new LocalDate(2026, 10, 5), new LocalDate(2026, 10, 12)], session.Session.Schedule.Dates);
        Assert.Equal([(3, 4)], repeats);
    }

    [Fact]
    public void Two_runs_of_a_course_are_one_session_on_the_dates_of_both()
    {
        var (sessions, repeats) = Resolve(
            Weekly(2, new LocalDate(2026, 9, 14), new LocalDate(2026, 9, 28)), Weekly(3, new LocalDate(2026, 12, 21), new LocalDate(2027, 1, 4)));

        var dates = Assert.Single(sessions).Session.Schedule.Dates;
        Assert.Equal(
            [new(2026, 9, 14), new(2026, 9, 21), new(2026, 9, 28), new(2026, 12, 21), new LocalDate(2027, 1, 4)], dates);
        Assert.Empty(repeats);
    }

    [Fact]
    public void Two_groups_at_the_same_time_for_other_ages_are_two_sessions()
    {
        var babies = Weekly(2, null, null, new AgeRange(0, 7, false, "0 to 6 months"));
        var toddlers = Weekly(3, null, null, new AgeRange(12, 36, false, "1 to 2 years"));

        var (sessions, repeats) = Resolve(babies, toddlers);

        Assert.Equal(2, sessions.Select(s => s.Session.Id).Distinct().Count());
        Assert.Equal(babies.Session.Id, sessions[0].Session.Id);
        Assert.Empty(repeats);
    }

    [Fact]
    public void A_row_that_says_nothing_new_is_given_back_with_the_place_of_the_first()
    {
        var (sessions, repeats) = Resolve(Weekly(2, null, null), Weekly(7, null, null));

        Assert.Single(sessions);
        Assert.Equal([(2, 7)], repeats);
    }

    private static (IReadOnlyList<SessionInFile> Sessions, List<(int, int)> Repeats) Resolve(params SessionInFile[] rows)
    {
        var repeats = new List<(int, int)>();
        return (RepeatedRows.Resolve(rows, Calendar, (first, repeat) => repeats.Add((first.Place.Row, repeat.Place.Row))), repeats);
    }

    private static SessionInFile OnDates(int row, params LocalDate[] dates) => With(row, SessionSchedule.On(dates), null);

    private static SessionInFile Weekly(int row, LocalDate? from, LocalDate? until, AgeRange? ages = null) =>
        With(row, SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { From = from, Until = until }, ages);

    private static SessionInFile With(int row, SessionSchedule schedule, AgeRange? ages)
    {
        var staged = Sessions.Staged("Review clinic", row);
        return staged with { Session = staged.Session with { Schedule = schedule, Ages = ages } };
    }
}
