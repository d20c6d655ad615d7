using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Checks;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Checks;

public class StalenessTests
{
    [Fact]
    public void A_partners_timetable_goes_to_the_last_date_of_any_of_its_sessions()
    {
        var ends = Staleness.LastDate(
            [
                Of("library", SessionSchedule.On([new(2026, 9, 14), new(2026, 10, 5)])),
                Of("library", SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { Until = new(2026, 11, 4) }),
                Of("dads", SessionSchedule.Monthly([1], IsoDayOfWeek.Saturday) with { Until = new(2026, 11, 30) }),
            ],
            Widnes.Calendar);

        Assert.Equal([new("dads", "dads", new(2026, 11, 7)), new("library", "library", new(2026, 11, 2))], ends);
    }

    [Fact]
    public void A_pattern_without_a_last_date_goes_to_the_end_of_the_last_season()
    {
        Assert.Equal(new LocalDate(2027, 4, 6), LastDate(SessionSchedule.Weekly(IsoDayOfWeek.Tuesday)));
        Assert.Equal(new LocalDate(2027, 3, 23), LastDate(SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { TermTimeOnly = true }));
    }

    [Fact]
    public void In_a_calendar_without_seasons_it_never_ends()
    {
        var end = Assert.Single(Staleness.LastDate([Of("library", SessionSchedule.Weekly(IsoDayOfWeek.Tuesday))], Widnes.Calendar with { Seasons = [] }));
        Assert.Equal(LocalDate.MaxIsoValue, end.LastDate);
        Assert.Equal(TimetableStanding.Current, end.On(Widnes.Today));
    }

    [Fact]
    public void A_session_that_never_takes_place_has_no_last_date_and_counts_as_run_out()
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { From = new(2026, 9, 2), Until = new(2026, 9, 4) };
        var end = Assert.Single(Staleness.LastDate([Of("library", schedule)], Widnes.Calendar));
        Assert.Null(end.LastDate);
        Assert.Equal(TimetableStanding.RunOut, end.On(Widnes.Today));
    }

    [Theory]
    [InlineData(-1, TimetableStanding.RunOut)]
    [InlineData(0, TimetableStanding.RunsOutSoon)]
    [InlineData(7, TimetableStanding.RunsOutSoon)]
    [InlineData(8, TimetableStanding.Current)]
    public void It_is_flagged_a_week_before_it_runs_out(int daysLeft, TimetableStanding standing)
    {
        Assert.Equal(standing, new TimetableEnd("library", "Library", Widnes.Today.PlusDays(daysLeft)).On(Widnes.Today));
    }

    private static LocalDate? LastDate(SessionSchedule schedule) => Assert.Single(Staleness.LastDate([Of("library", schedule)], Widnes.Calendar)).LastDate;

    private static PublishedSession Of(string partner, SessionSchedule schedule) =>
        Widnes.Published(Widnes.Session(Guid.NewGuid().ToString("N"), "Rhyme time", schedule, "10:00"), partner, partner);
}
