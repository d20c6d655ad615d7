using System.Globalization;
using HubAutomation.Local.Host.Timers;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Tests.Timers;

public class TimerScheduleTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    // In 2026 the clocks go forward on 29 March at 01:00 UTC and back on 25 October at 01:00 UTC.

    [Theory]
    [InlineData("0 30 9 * * *", "2026-03-28T09:30:00Z", "2026-03-29T08:30:00Z")]
    [InlineData("0 30 9 * * *", "2026-10-24T08:30:00Z", "2026-10-25T09:30:00Z")]
    public void A_time_of_day_keeps_to_the_clock_on_the_wall(string schedule, string after, string next)
        => Assert.Equal(Instant(next), InLondon(schedule).NextAfter(Instant(after)));

    [Fact]
    public void A_time_that_spring_skips_runs_as_much_later_as_the_clocks_go_forward()
        => Assert.Equal(["2026-03-28T01:30Z", "2026-03-29T01:30Z", "2026-03-30T00:30Z"], Runs("0 30 1 * * *", "2026-03-28T00:00:00Z", 3));

    [Fact]
    public void A_time_that_autumn_repeats_runs_the_first_time_only()
        => Assert.Equal(["2026-10-24T00:30Z", "2026-10-25T00:30Z", "2026-10-26T01:30Z"], Runs("0 30 1 * * *", "2026-10-24T00:00:00Z", 3));

    [Fact]
    public void A_time_that_autumn_repeats_is_over_during_the_second_hour()
        => Assert.Equal(Instant("2026-10-26T01:30:00Z"), InLondon("0 30 1 * * *").NextAfter(Instant("2026-10-25T01:10:00Z")));

    [Fact]
    public void Every_half_hour_goes_on_without_a_gap_in_spring()
        => Assert.Equal(
            ["2026-03-29T00:30Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z", "2026-03-29T02:00Z"],
            Runs("0 */30 * * * *", "2026-03-29T00:00:00Z", 4));

    [Fact]
    public void Every_half_hour_runs_through_the_repeated_hour_in_autumn()
        => Assert.Equal(
            ["2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z", "2026-10-25T02:00Z"],
            Runs("0 */30 * * * *", "2026-10-24T23:45:00Z", 5));

    [Fact]
    public void A_pattern_within_the_skipped_hour_only_waits_for_the_next_day()
        => Assert.Equal(["2026-03-28T01:40Z", "2026-03-30T00:00Z"], Runs("0 */20 1 * * *", "2026-03-28T01:20:00Z", 2));

    [Fact]
    public void Without_a_time_zone_schedules_are_in_UTC()
        => Assert.Equal(
            Instant("2026-07-01T09:30:00Z"), TimerSchedule.Parse("0 30 9 * * *", ScheduleZone.Of(Settings())).NextAfter(Instant("2026-07-01T00:00:00Z")));

    [Theory]
    [InlineData("WEBSITE_TIME_ZONE", "Europe/London")]
    [InlineData("WEBSITE_TIME_ZONE", "GMT Standard Time")]
    [InlineData("TZ", "Europe/London")]
    public void A_setting_names_the_time_zone(string setting, string zone)
        => Assert.Equal(
            Instant("2026-07-01T08:30:00Z"),
            TimerSchedule.Parse("0 30 9 * * *", ScheduleZone.Of(Settings((setting, zone)))).NextAfter(Instant("2026-07-01T00:00:00Z")));

    [Fact]
    public void An_unknown_time_zone_is_told()
        => Assert.Equal(
            "the time zone 'Widnes' of WEBSITE_TIME_ZONE or TZ is not known here",
            Assert.Throws<FormatException>(() => ScheduleZone.Of(Settings(("TZ", "Widnes")))).Message);

    [Fact]
    public void A_time_span_counts_from_the_last_run()
        => Assert.Equal(Instant("2026-07-01T00:07:30Z"), TimerSchedule.Parse("00:05:00", TimeZoneInfo.Utc).NextAfter(Instant("2026-07-01T00:02:30Z")));

    [Theory]
    [InlineData("00:00:00", "the time span '00:00:00' is not above zero")]
    [InlineData("0 0 0 31 2 *", "the schedule '0 0 0 31 2 *' is never due")]
    [InlineData("tomorrow", "the schedule 'tomorrow' has 1 fields; NCRONTAB has six, or five without seconds")]
    public void What_is_no_schedule_is_told(string schedule, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => TimerSchedule.Parse(schedule, London)).Message);

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("00:00:59", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("00:01:00", false)]
    public void Below_a_minute_is_frequent(string schedule, bool isFrequent)
        => Assert.Equal(isFrequent, TimerSchedule.Parse(schedule, London).IsFrequent);

    private static TimerSchedule InLondon(string schedule) => TimerSchedule.Parse(schedule, London);

    private static List<string> Runs(string schedule, string after, int count)
    {
        var runs = new List<string>();
        for (var instant = Instant(after); runs.Count < count;)
        {
            instant = InLondon(schedule).NextAfter(instant);
            runs.Add(instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));
        }

        return runs;
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static IConfiguration Settings(params (string Key, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
