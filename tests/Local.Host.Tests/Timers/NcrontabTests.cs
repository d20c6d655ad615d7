using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using HubAutomation.Local.Host.Timers;

namespace HubAutomation.Local.Host.Tests.Timers;

public class NcrontabTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-09-14 10:00:00", "2026-09-14 10:05:00")]
    [InlineData("0 */5 * * * *", "2026-09-14 10:04:59.9999999", "2026-09-14 10:05:00")]
    [InlineData("*/5 * * * *", "2026-09-14 10:01:00", "2026-09-14 10:05:00")]
    [InlineData("* * * * * *", "2026-09-14 10:00:00", "2026-09-14 10:00:01")]
    [InlineData("0 0 * * * *", "2026-09-14 23:00:00", "2026-09-15 00:00:00")]
    [InlineData("0 30 9 * * *", "2026-09-14 09:30:00", "2026-09-15 09:30:00")]
    [InlineData("0 30 9 * * 1-5", "2026-09-18 10:00:00", "2026-09-21 09:30:00")]
    [InlineData("0 30 9 * * MON-FRI", "2026-09-19 00:00:00", "2026-09-21 09:30:00")]
    [InlineData("0 0 6 1 * *", "2026-12-15 00:00:00", "2027-01-01 06:00:00")]
    [InlineData("0 0 6 1 JAN,APR,JUL,OCT *", "2026-04-01 06:00:00", "2026-07-01 06:00:00")]
    [InlineData("0 0 6 1 january *", "2026-04-01 06:00:00", "2027-01-01 06:00:00")]
    [InlineData("0 0 0 31 * *", "2026-09-01 00:00:00", "2026-10-31 00:00:00")]
    [InlineData("0 0 12 29 2 *", "2026-01-01 00:00:00", "2028-02-29 12:00:00")]
    [InlineData("0 0 12 29 2 SUN", "2026-01-01 00:00:00", "2032-02-29 12:00:00")]
    [InlineData("15,45 0-10/5 8-9 * * *", "2026-09-14 08:05:15", "2026-09-14 08:05:45")]
    [InlineData("15,45 0-10/5 8-9 * * *", "2026-09-14 09:10:45", "2026-09-15 08:00:15")]
    [InlineData("0 10/20 * * * *", "2026-09-14 10:31:00", "2026-09-14 10:50:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31 23:59:58", "2026-12-31 23:59:59")]
    [InlineData("59 59 23 31 12 *", "2026-12-31 23:59:59", "2027-12-31 23:59:59")]
    public void The_next_moment_is(string schedule, string after, string next)
        => Assert.Equal(Moment(next), Ncrontab.Parse(schedule).NextAfter(Moment(after)));

    [Fact]
    public void Day_and_day_of_week_both_have_to_match()
        => Assert.Equal(Moment("2026-11-13 00:00:00"), Ncrontab.Parse("0 0 0 13 * FRI").NextAfter(Moment("2026-09-14 00:00:00")));

    [Fact]
    public void The_30th_of_February_never_comes()
        => Assert.Null(Ncrontab.Parse("0 0 0 30 2 *").NextAfter(Moment("2026-01-01 00:00:00")));

    [Theory]
    [InlineData("60 * * * * *", "[Second]")]
    [InlineData("0 0 24 * * *", "[Hour]")]
    [InlineData("0 0 0 0 * *", "[Day]")]
    [InlineData("0 0 0 * 13 *", "[Month]")]
    [InlineData("0 0 0 * * 7", "[DayOfWeek]")]
    [InlineData("0 ? * * * *", "[Minute]")]
    [InlineData("0 5- * * * *", "[Minute]")]
    [InlineData("0 0 0 * * MOON", "[DayOfWeek]")]
    [InlineData("0 -5 * * * *", "[Minute]")]
    public void A_mistake_is_told_by_field(string schedule, string field)
    {
        var message = Assert.Throws<FormatException>(() => Ncrontab.Parse(schedule)).Message;

        Assert.StartsWith($"the schedule '{schedule}' cannot be read: ", message, StringComparison.Ordinal);
        Assert.Contains(field, message, StringComparison.Ordinal);
    }

    /// <summary>More lenient than one would like, but so is Microsoft's host.</summary>
    [Theory]
    [InlineData("0 */0 * * * *", "2026-09-14 10:32:00")]
    [InlineData("0 50-40 * * * *", "2026-09-14 10:40:00")]
    public void A_step_of_nothing_and_a_range_that_runs_backwards_are_taken_as_they_are_there(string schedule, string next)
        => Assert.Equal(Moment(next), Ncrontab.Parse(schedule).NextAfter(Moment("2026-09-14 10:31:00")));

    [Theory]
    [InlineData("", "the schedule '' has 0 fields; NCRONTAB has six, or five without seconds")]
    [InlineData("* * * *", "the schedule '* * * *' has 4 fields; NCRONTAB has six, or five without seconds")]
    public void A_wrong_number_of_fields_is_told(string schedule, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => Ncrontab.Parse(schedule)).Message);

    [Fact]
    public void The_next_moment_matches_and_none_before_it_does()
    {
        var fields = from second in Gen.Elements("0", "*/20", "7,31")
                     from minute in Gen.Elements("*", "0", "*/15", "3-9/2", "59")
                     from hour in Gen.Elements("*", "0", "2-5", "23", "*/7")
                     from day in Gen.Elements("*", "1", "28-31", "*/10")
                     from month in Gen.Elements("*", "2", "JUN-AUG", "12")
                     from weekday in Gen.Elements("*", "MON-FRI", "0,6")
                     from start in Gen.Choose(0, 4 * 365 * 24 * 60)
                     select (Schedule: $"{second} {minute} {hour} {day} {month} {weekday}", After: new DateTime(2024, 1, 1).AddMinutes(start));
        Prop.ForAll(fields.ToArbitrary(), sample =>
        {
            var cron = Ncrontab.Parse(sample.Schedule);
            var next = cron.NextAfter(sample.After)!.Value;
            return next > sample.After
                && cron.NextAfter(next.AddSeconds(-1)) == next
                && cron.NextAfter(sample.After + ((next - sample.After) / 2)) == next;
        }).QuickCheckThrowOnFailure();
    }

    private static DateTime Moment(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
