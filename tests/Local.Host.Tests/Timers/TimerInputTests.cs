using HubAutomation.Local.Host.Timers;

namespace HubAutomation.Local.Host.Tests.Timers;

public class TimerInputTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Fact]
    public void A_function_is_told_last_next_and_when_that_was_written_in_the_zone_of_its_schedule()
    {
        var state = new TimerState("0 30 9 * * *", Instant(6, 8, 30), Instant(7, 8, 30), Instant(6, 8, 31));

        var input = TimerInput.Of(true, state, London, isPastDue: true);

        Assert.Equal(
            """
            {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-07-06T09:30:00.0000000\u002B01:00","Next":"2026-07-07T09:30:00.0000000\u002B01:00","LastUpdated":"2026-07-06T09:31:00.0000000\u002B01:00"},"IsPastDue":true}
            """,
            input.Data.Json);
    }

    [Fact]
    public void A_timer_that_has_not_run_has_no_last_time()
    {
        var state = new TimerState("0 30 9 * * *", null, Instant(7, 9, 30), Instant(6, 8, 31));

        Assert.Contains("\"Last\":\"0001-01-01T00:00:00\"", TimerInput.Of(true, state, TimeZoneInfo.Utc, false).Data.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timer_of_which_nobody_keeps_the_state_is_told_nothing_of_it()
        => Assert.Equal(
            """{"Schedule":{"AdjustForDST":false},"ScheduleStatus":null,"IsPastDue":false}""",
            TimerInput.Of(false, null, TimeZoneInfo.Utc, false).Data.Json);

    private static DateTimeOffset Instant(int day, int hour, int minute) => new(2026, 7, day, hour, minute, 0, TimeSpan.Zero);
}
