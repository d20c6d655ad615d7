using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Occurrences;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Occurrences;

public class OccurrenceExpanderTests
{
    [Fact]
    public void A_weekly_pattern_takes_place_every_week_except_on_bank_holidays()
    {
        Assert.Equal("07 14 21", Days(SessionSchedule.Weekly(IsoDayOfWeek.Monday), new(2026, 12, 1), new(2026, 12, 31)));
    }

    [Fact]
    public void Term_time_only_leaves_out_half_term_and_the_days_around_the_terms()
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Tuesday) with { TermTimeOnly = true };
        Assert.Equal("06 13 20", Days(schedule, new(2026, 10, 1), new(2026, 10, 31)));
        Assert.Equal("08 15 22 29", Days(schedule, new(2026, 9, 1), new(2026, 9, 30)));
    }

    [Fact]
    public void Every_other_week_counts_from_the_week_of_the_first_date_even_when_that_is_another_weekday()
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Friday) with { EveryWeeks = 2, From = new(2026, 9, 9) };
        Assert.Equal("11 21 25", Days(schedule, new(2026, 9, 1), new(2026, 9, 30)));
    }

    [Fact]
    public void Every_other_week_keeps_its_rhythm_when_only_a_later_month_is_asked_for()
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { EveryWeeks = 2, From = new(2026, 9, 7) };
        Assert.Equal("02 16 30", Days(schedule, new(2026, 11, 1), new(2026, 11, 30)));
    }

    [Fact]
    public void Every_other_week_without_a_first_date_is_refused()
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Monday) with { EveryWeeks = 2 };
        Assert.Throws<ArgumentException>(() => Days(schedule, new(2026, 11, 1), new(2026, 11, 30)));
    }

    [Fact]
    public void The_first_and_last_Tuesday_of_a_month()
    {
        var schedule = SessionSchedule.Monthly([1, -1], IsoDayOfWeek.Tuesday);
        Assert.Equal("01 29", Days(schedule, new(2026, 9, 1), new(2026, 9, 30)));
    }

    [Fact]
    public void A_fifth_Thursday_takes_place_only_in_months_that_have_one()
    {
        var schedule = SessionSchedule.Monthly([5], IsoDayOfWeek.Thursday);
        Assert.Equal("29", Days(schedule, new(2026, 9, 1), new(2026, 11, 30)));
    }

    [Fact]
    public void A_listed_date_takes_place_even_on_a_bank_holiday()
    {
        var schedule = SessionSchedule.On([new(2026, 12, 24), new(2026, 12, 28)]);
        Assert.Equal("24 28", Days(schedule, new(2026, 12, 1), new(2026, 12, 31)));
    }

    [Fact]
    public void The_partners_exceptions_and_bounds_hold()
    {
        var schedule = SessionSchedule.Weekly(IsoDayOfWeek.Wednesday) with
        {
            From = new(2026, 9, 9),
            Until = new(2026, 9, 30),
            Except = [new(2026, 9, 23)],
        };
        Assert.Equal("09 16 30", Days(schedule, new(2026, 9, 1), new(2026, 10, 31)));
    }

    [Fact]
    public void A_pattern_without_dates_runs_from_the_first_season_to_the_last()
    {
        var dates = OccurrenceExpander.Dates(SessionSchedule.Weekly(IsoDayOfWeek.Saturday), Widnes.Calendar, new(2026, 1, 1), new(2028, 1, 1));
        Assert.Equal(new LocalDate(2026, 9, 5), dates[0]);
        Assert.Equal(new LocalDate(2027, 4, 3), dates[^1]);
    }

    [Fact]
    public void An_occurrence_has_its_times_in_London_on_either_side_of_the_clock_change()
    {
        var session = Widnes.Session("abc", "Night feeds", SessionSchedule.Weekly(IsoDayOfWeek.Saturday), "22:00", "02:00");
        var occurrences = OccurrenceExpander.Expand("halton", session, Widnes.Calendar, new(2026, 10, 17), new(2026, 10, 24)).ToList();

        Assert.Equal(
            [
                "abc@halton.familyhubs 2026-10-17T22:00:00 Europe/London (+01) 2026-10-18T02:00:00 Europe/London (+01)",
                "abc@halton.familyhubs 2026-10-24T22:00:00 Europe/London (+01) 2026-10-25T02:00:00 Europe/London (+00)",
            ],
            occurrences.Select(o => $"{o.Uid} {o.Start} {o.End}"));
    }

    [Fact]
    public void An_end_at_the_start_means_the_next_day()
    {
        var session = Widnes.Session("abc", "Round the clock", SessionSchedule.On([new(2026, 9, 14)]), "10:00", "10:00");
        var occurrence = Assert.Single(OccurrenceExpander.Expand("halton", session, Widnes.Calendar, new(2026, 9, 1), new(2026, 9, 30)));

        Assert.Equal(new LocalDateTime(2026, 9, 15, 10, 0), occurrence.End?.LocalDateTime);
    }

    [Fact]
    public void Each_date_of_an_irregular_session_has_a_uid_of_its_own()
    {
        var session = Widnes.Session("abc", "Weaning", SessionSchedule.On([new(2026, 9, 14), new(2026, 9, 22)]), "10:00");
        var uids = OccurrenceExpander.Expand("halton", session, Widnes.Calendar, new(2026, 9, 1), new(2026, 9, 30)).Select(o => o.Uid);

        Assert.Equal(["abc-20260914@halton.familyhubs", "abc-20260922@halton.familyhubs"], uids);
    }

    private static string Days(SessionSchedule schedule, LocalDate from, LocalDate to) =>
        string.Join(' ', OccurrenceExpander.Dates(schedule, Widnes.Calendar, from, to).Select(d => $"{d.Day:D2}"));
}
