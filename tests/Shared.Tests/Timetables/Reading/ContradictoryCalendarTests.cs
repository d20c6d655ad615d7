using HubAutomation.Shared.Timetables.Reading.Rows;
using static HubAutomation.Shared.Tests.Timetables.Reading.CalendarText;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>Calendars as programs really export them: with times in no zone, one UID for everything, events behind the end.</summary>
public sealed class ContradictoryCalendarTests
{
    private const string OneUid = "UID:0@default";

    private static string[] Lines(params string[] lines) => Given.Read(Calendar(lines), "calendar.ics").Lines();

    private static string Note(params string[] lines) => Given.Read(Calendar(lines), "calendar.ics").FormatNote;

    private static IEnumerable<string> Warnings(params string[] lines) =>
        Given.Read(Calendar(lines), "calendar.ics").Items.OfType<CalendarRow>().SelectMany(row => row.Warnings).Select(warning => warning.Sentence);

    private static string[] Mondays(params string[] lines) =>
        Event(["UID:a", "SUMMARY:Stay and Play", "DTSTART:20261005T100000Z", "DTEND:20261005T110000Z", "RRULE:FREQ=WEEKLY;COUNT=3", .. lines]);

    [Theory]
    [InlineData("EXDATE:20261012T100000")]
    [InlineData("EXDATE:20261012T100000Z")]
    [InlineData("EXDATE;TZID=Europe/London:20261012T110000")]
    [InlineData("EXDATE;VALUE=DATE:20261012")]
    [InlineData("EXDATE:20261012T110000")]
    [InlineData("EXDATE:20261012T000000")]
    [InlineData("EXDATE;TZID=Europe/London:20261012T100000")]
    [InlineData("RECURRENCE-ID:20261012T100000", "STATUS:CANCELLED")]
    [InlineData("RECURRENCE-ID:20261012T110000", "STATUS:CANCELLED")]
    [InlineData("RECURRENCE-ID;VALUE=DATE:20261012", "STATUS:CANCELLED")]
    public void A_day_that_is_left_out_is_left_out_however_its_time_is_written(string line, string? status = null) => Assert.Equal(
        ["4 Stay and Play @  2026-10-05,2026-10-19 11:00-12:00"],
        status is null ? Lines(Mondays(line)) : Lines([.. Mondays(), .. Event("UID:a", "SUMMARY:Stay and Play", "DTSTART:20261012T100000Z", line, status)]));

    [Theory]
    [InlineData("EXDATE:20261013T100000")]
    [InlineData("EXDATE:20261109T100000")]
    public void A_day_on_which_nothing_takes_place_can_be_left_out_too(string line)
    {
        Assert.Equal(["4 Stay and Play @  2026-10-05,2026-10-12,2026-10-19 11:00-12:00"], Lines(Mondays(line)));
        Assert.Empty(Warnings(Mondays(line)));
    }

    [Fact]
    public void A_weekly_series_loses_the_days_that_are_left_out_at_another_time() => Assert.Equal(
        ["4 Baby yoga @  Tuesday/1 2026-09-15.. not 2026-09-22,2026-10-27 10:00-11:00"],
        Lines(Event(
            "UID:1", "SUMMARY:Baby yoga", "DTSTART;TZID=Europe/London:20260915T100000", "DTEND;TZID=Europe/London:20260915T110000",
            "RRULE:FREQ=WEEKLY", "EXDATE:20260922T000000", "EXDATE:20261027T090000Z")));

    [Fact]
    public void A_partner_is_told_of_a_day_that_was_left_out_at_a_time_at_which_nothing_begins() => Assert.Equal(
        ["The calendar leaves out \"Stay and Play\" on Mon 12 October 2026, but at a time at which it does not begin. The whole session was left out on that day."],
        Warnings(Mondays("EXDATE:20261012T000000")));

    [Fact]
    public void Where_a_series_has_several_times_a_day_only_the_one_that_is_named_is_left_out() => Assert.Equal(
        ["4 Weigh-in @  2026-10-05,2026-10-12 09:00-", "4 Weigh-in @  2026-10-05 14:00-"],
        Lines(Event("UID:1", "SUMMARY:Weigh-in", "DTSTART:20261005T090000", "RRULE:FREQ=WEEKLY;BYHOUR=9,14;COUNT=4", "EXDATE:20261012T140000")));

    [Fact]
    public void An_end_without_a_zone_is_in_the_zone_of_the_start() => Assert.Equal(
        ["4 Stay and Play @  2026-10-05 11:00-12:00"],
        Lines(Event("UID:1", "SUMMARY:Stay and Play", "DTSTART:20261005T100000Z", "DTEND:20261005T110000")));

    [Fact]
    public void A_changed_occurrence_that_is_named_without_a_zone_takes_the_place_of_the_one_it_changes() => Assert.Equal(
        ["11 Stay and Play @  2026-10-13 14:00-15:00", "4 Stay and Play @  2026-10-05,2026-10-19 11:00-12:00"],
        Lines([
            .. Mondays(),
            .. Event("UID:a", "RECURRENCE-ID:20261012T100000", "SUMMARY:Stay and Play", "DTSTART;TZID=Europe/London:20261013T140000", "DTEND;TZID=Europe/London:20261013T150000"),
        ]).Order());

    [Fact]
    public void Events_of_one_UID_that_differ_are_events_of_their_own()
    {
        string[] calendar =
        [
            .. Event(OneUid, "SUMMARY:Stay and Play", "DTSTART:20261005T100000Z"),
            .. Event(OneUid, "SUMMARY:Baby Massage", "DTSTART:20261006T100000Z"),
            .. Event(OneUid, "SUMMARY:Story Time", "DTSTART:20261007T100000Z"),
        ];

        Assert.Equal(["4 Stay and Play @  2026-10-05 11:00-", "9 Baby Massage @  2026-10-06 11:00-", "14 Story Time @  2026-10-07 11:00-"], Lines(calendar));
        Assert.Equal("iCalendar, 3 events, 3 with an identifier (UID) that others have too, each taken as an event of its own", Note(calendar));
    }

    [Fact]
    public void Also_when_all_of_them_have_the_same_SEQUENCE_or_are_the_same_activity_on_other_days() => Assert.Equal(
        ["4 Stay and Play @  2026-10-05 10:00-", "10 Stay and Play @  2026-10-12 10:00-", "16 Stay and Play @ Ditton 2026-10-12 10:00-"],
        Lines([
            .. Event(OneUid, "SEQUENCE:0", "SUMMARY:Stay and Play", "DTSTART:20261005T100000"),
            .. Event(OneUid, "SEQUENCE:0", "SUMMARY:Stay and Play", "DTSTART:20261012T100000"),
            .. Event(OneUid, "SEQUENCE:0", "SUMMARY:Stay and Play", "LOCATION:Ditton", "DTSTART:20261012T100000"),
        ]));

    [Fact]
    public void A_newer_version_still_replaces_the_older_one_and_the_same_event_twice_is_one() => Assert.Equal(
        ["10 Stay and Play @  2026-10-05 13:00-"],
        Lines([
            .. Event("UID:1", "SEQUENCE:1", "SUMMARY:Stay and Play", "DTSTART:20261005T100000"),
            .. Event("UID:1", "SEQUENCE:2", "SUMMARY:Stay and Play", "DTSTART:20261005T130000"),
        ]).Concat(Lines([
            .. Event("UID:1", "SUMMARY:Stay and Play", "DTSTART:20261005T130000"),
            .. Event("UID:1", "SUMMARY:Stay and Play", "DESCRIPTION:Bring a mat", "DTSTART:20261005T130000"),
        ]).Select(line => line.Replace("9 ", "10 ", StringComparison.Ordinal))).Distinct());

    [Fact]
    public void One_cancelled_event_of_many_with_one_UID_takes_only_itself_away() => Assert.Equal(
        ["4 Stay and Play @  2026-10-05 10:00-"],
        Lines([
            .. Event(OneUid, "SUMMARY:Stay and Play", "DTSTART:20261005T100000"),
            .. Event(OneUid, "SUMMARY:Baby Massage", "DTSTART:20261006T100000"),
            .. Event(OneUid, "SUMMARY:Cancelled: Baby Massage", "STATUS:CANCELLED", "DTSTART:20261006T100000"),
        ]));

    [Fact]
    public void An_event_behind_the_end_of_the_calendar_is_taken_in_and_told_of()
    {
        var text = Calendar(Event("UID:b", "SUMMARY:Stay and Play", "DTSTART:20261005T100000Z"))
            + string.Join("\r\n", Event("UID:c", "SUMMARY:Baby Massage", "DTSTART:20261006T100000Z")) + "\r\n";

        var file = Given.Read(text, "calendar.ics");

        Assert.Equal(["4 Stay and Play @  2026-10-05 11:00-", "10 Baby Massage @  2026-10-06 11:00-"], file.Lines());
        Assert.Equal("iCalendar, 2 events, 1 behind the end of the calendar, taken as part of it", file.FormatNote);
    }

    [Theory]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3", "20261006")]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231T000000", "20261006")]
    [InlineData("RRULE:FREQ=MONTHLY;BYDAY=2TU", "20261006")]
    [InlineData("RRULE:FREQ=DAILY;BYMONTH=11;COUNT=2", "20261006")]
    public void A_start_on_a_day_that_its_rule_leaves_out_is_told_of(string rule, string date) => Assert.Contains(
        "The event \"Stay and Play\" begins on Tue 6 October 2026, but the days on which it repeats leave that day out. "
            + "It was not taken in for that day. If it takes place then, enter that day as an event of its own.",
        Warnings(Event("UID:d", "SUMMARY:Stay and Play", $"DTSTART:{date}T100000Z", rule)));

    [Theory]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3")]
    [InlineData("RRULE:FREQ=WEEKLY")]
    [InlineData("RRULE:FREQ=MONTHLY;BYDAY=1TU")]
    [InlineData("RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3", "RDATE:20261006T100000")]
    public void A_start_that_its_rule_gives_needs_no_word(params string[] lines) =>
        Assert.Empty(Warnings(Event(["UID:d", "SUMMARY:Stay and Play", "DTSTART:20261006T100000Z", .. lines])));
}
