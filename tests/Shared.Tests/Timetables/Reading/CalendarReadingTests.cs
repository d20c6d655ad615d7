using HubAutomation.Shared.Timetables.Reading.Rows;
using NodaTime;
using static HubAutomation.Shared.Tests.Timetables.Reading.CalendarText;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

public sealed class CalendarReadingTests
{
    private static readonly string[] WeeklyYoga =
        ["UID:yoga", "SUMMARY:Baby yoga", "LOCATION:Kingsway", "DTSTART:20260915T100000", "DTEND:20260915T110000", "RRULE:FREQ=WEEKLY;BYDAY=TU"];

    private static string[] Lines(string calendar) => Given.Read(calendar, "calendar.ics").Lines();

    [Fact]
    public void An_open_weekly_series_stays_weekly_and_open()
    {
        var file = Given.Read(Calendar(Event(WeeklyYoga)), "calendar.ics");
        Assert.Equal("iCalendar, 1 event", file.FormatNote);
        Assert.Equal(["4 Baby yoga @ Kingsway Tuesday/1 2026-09-15.. 10:00-11:00"], file.Lines());
    }

    [Fact]
    public void Several_weekdays_are_a_slot_each_and_excluded_dates_stay_exceptions()
    {
        Assert.Equal(
            [
                "4 Rhyme time @  Tuesday/2 2026-09-15..2026-12-17 not 2026-10-27 09:30-10:00",
                "4 Rhyme time @  Thursday/2 2026-09-17..2026-12-17 09:30-10:00",
            ],
            Lines(Calendar(Event(
                "UID:1", "SUMMARY:Rhyme time", "DTSTART;TZID=Europe/London:20260915T093000", "DURATION:PT30M",
                "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=SU;UNTIL=20261217T235959Z", "EXDATE;TZID=Europe/London:20261027T093000"))));
    }

    [Fact]
    public void A_changed_occurrence_is_an_exception_of_the_series_and_a_row_of_its_own()
    {
        string[] changed = ["UID:yoga", "RECURRENCE-ID:20261013T100000", "SUMMARY:Baby yoga", "LOCATION:Ditton", "DTSTART:20261014T130000", "DTEND:20261014T140000"];
        string[] cancelled = ["UID:yoga", "RECURRENCE-ID:20261020T100000", "SUMMARY:Baby yoga", "STATUS:CANCELLED", "DTSTART:20261020T100000"];
        Assert.Equal(
            [
                "4 Baby yoga @ Kingsway Tuesday/1 2026-09-15.. not 2026-10-13,2026-10-20 10:00-11:00",
                "12 Baby yoga @ Ditton 2026-10-14 13:00-14:00",
            ],
            Lines(Calendar([.. Event(WeeklyYoga), .. Event(changed), .. Event(cancelled)])));
    }

    [Fact]
    public void An_occurrence_with_only_other_notes_is_still_part_of_the_series()
    {
        string[] changed = ["UID:yoga", "RECURRENCE-ID:20261013T100000", "SUMMARY:Baby yoga", "DESCRIPTION:Bring a mat", "LOCATION:Kingsway", "DTSTART:20261013T100000", "DTEND:20261013T110000"];
        Assert.Equal(["4 Baby yoga @ Kingsway Tuesday/1 2026-09-15.. 10:00-11:00"], Lines(Calendar([.. Event(WeeklyYoga), .. Event(changed)])));
    }

    [Theory]
    [InlineData("BYDAY=2SA", "Saturday/month 2 2026-09-12..")]
    [InlineData("BYDAY=-1SA", "Saturday/month -1 2026-09-12..")]
    [InlineData("BYDAY=SA;BYSETPOS=2", "Saturday/month 2 2026-09-12..")]
    [InlineData("BYDAY=1SA,3SA,1SU,3SU", "Saturday+Sunday/month 1+3 2026-09-12..")]
    [InlineData("BYDAY=2SA;UNTIL=20301231T000000Z", "Saturday/month 2 2026-09-12..2030-12-30")]
    [InlineData("BYDAY=2SA;UNTIL=20261031T000000Z", "2026-09-12,2026-10-10")]
    [InlineData("BYDAY=2SA;COUNT=2", "2026-09-12,2026-10-10")]
    public void A_monthly_series_that_goes_beyond_the_horizon_stays_monthly(string rule, string expected) =>
        Assert.Equal(
            [$"4 Dads' play @  {expected} 10:00-11:30"],
            Lines(Calendar(Event("UID:1", "SUMMARY:Dads' play", "DTSTART:20260912T100000", "DTEND:20260912T113000", $"RRULE:FREQ=MONTHLY;{rule}"))));

    [Fact]
    public void Changed_and_excluded_occurrences_of_a_monthly_series_are_exceptions()
    {
        string[] play = ["UID:p", "SUMMARY:Dads' play", "DTSTART:20260912T100000", "RRULE:FREQ=MONTHLY;BYDAY=2SA", "EXDATE:20261114T100000", "EXDATE:20261115T100000"];
        string[] changed = ["UID:p", "RECURRENCE-ID:20261212T100000", "SUMMARY:Dads' party", "DTSTART:20261212T140000"];
        Assert.Equal(
            ["4 Dads' play @  Saturday/month 2 2026-09-12.. not 2026-11-14,2026-12-12 10:00-", "12 Dads' party @  2026-12-12 14:00-"],
            Lines(Calendar([.. Event(play), .. Event(changed)])));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=1TU")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,15,31")]
    [InlineData("FREQ=DAILY;INTERVAL=3")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU")]
    public void A_calendar_read_again_on_another_day_of_the_month_says_the_same(string rule)
    {
        var text = Calendar(Event("UID:1", "SUMMARY:Rhyme time", "DTSTART:20250107T100000", $"RRULE:{rule}"));
        string[] ReadOn(LocalDate today) =>
            Assert.IsType<Readable>(Given.Open(text, "c.ics", options: new(today, today.PlusYears(1)))).Lines();

        Assert.Equal(ReadOn(new(2026, 11, 1)), ReadOn(new(2026, 11, 22)));
        Assert.Equal(ReadOn(new(2026, 11, 22)), ReadOn(new(2026, 11, 30)));
    }

    [Fact]
    public void This_and_future_moves_every_occurrence_from_there_on()
    {
        string[] moved = ["UID:c", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260929T100000", "SUMMARY:Course", "DTSTART:20260930T130000", "DTEND:20260930T150000"];
        string[] course = ["UID:c", "SUMMARY:Course", "DTSTART:20260915T100000", "DTEND:20260915T110000", "RRULE:FREQ=WEEKLY;COUNT=4"];
        Assert.Equal(
            ["4 Course @  2026-09-15,2026-09-22 10:00-11:00", "11 Course @  2026-09-30,2026-10-07 13:00-15:00"],
            Lines(Calendar([.. Event(course), .. Event(moved)])));
    }

    [Fact]
    public void Further_dates_and_periods_are_added()
    {
        Assert.Equal(
            [
                "4 Workshop @  2026-09-15,2026-09-22 10:00-11:00",
                "4 Workshop @  2026-10-01 10:00-11:00",
                "4 Workshop @  2026-10-02 14:00-16:30",
            ],
            Lines(Calendar(Event(
                "UID:1", "SUMMARY:Workshop", "DTSTART:20260915T100000", "DTEND:20260915T110000",
                "RDATE:20260922T100000", "RDATE;VALUE=DATE:20261001", "RDATE;VALUE=PERIOD:20261002T140000/PT2H30M"))));
    }

    [Fact]
    public void The_highest_sequence_counts_and_private_and_cancelled_events_are_told_of_but_not_read()
    {
        var file = Given.Read(Calendar(
        [
            .. Event("UID:a", "SEQUENCE:2", "SUMMARY:New title", "DTSTART:20260915T100000", "DTEND:20260915T110000"),
            .. Event("UID:a", "SEQUENCE:1", "SUMMARY:Old title", "DTSTART:20260915T090000", "DTEND:20260915T110000"),
            .. Event("UID:b", "SUMMARY:Supervision", "CLASS:PRIVATE", "DTSTART:20260915T100000"),
            .. Event("UID:c", "SUMMARY:Gone", "STATUS:CANCELLED", "DTSTART:20260915T100000"),
        ]), "calendar.ics");
        Assert.Equal("iCalendar, 1 event, 1 cancelled, 1 private and not read, 1 replaced by a newer version in the file", file.FormatNote);
        Assert.Equal(["4 New title @  2026-09-15 10:00-11:00"], file.Lines());
    }

    [Fact]
    public void What_a_timetable_cannot_show_is_refused_event_by_event()
    {
        Assert.Equal(
            [
                "4 ! all-day-event: 20261020",
                "9 ! start-missing: No start",
                "13 ! title-missing: ",
                "17 ! end-before-start: Backwards",
                "23 ! longer-than-a-day: Camp",
                "29 ! repeat-not-understood: FREQ=WHENEVER",
                "35 ! time-zone-unknown: Atlantis/Poseidonis",
                "40 ! calendar-value-malformed: 2026-09-15 10:00",
                "45 ! event-never-happens: Never",
                "52 ! repeats-too-often: Every second",
                "58 Good @  2026-09-15 10:00-",
            ],
            Lines(Calendar(
            [
                .. Event("UID:1", "SUMMARY:Training day", "DTSTART;VALUE=DATE:20261020"),
                .. Event("UID:2", "SUMMARY:No start"),
                .. Event("UID:3", "DTSTART:20260915T100000"),
                .. Event("UID:4", "SUMMARY:Backwards", "DTSTART:20260915T100000", "DTEND:20260915T090000"),
                .. Event("UID:5", "SUMMARY:Camp", "DTSTART:20260915T100000", "DURATION:P3D"),
                .. Event("UID:6", "SUMMARY:Odd", "DTSTART:20260915T100000", "RRULE:FREQ=WHENEVER"),
                .. Event("UID:7", "SUMMARY:Sunk", "DTSTART;TZID=Atlantis/Poseidonis:20260915T100000"),
                .. Event("UID:8", "SUMMARY:Malformed", "DTSTART:2026-09-15 10:00"),
                .. Event("UID:9", "SUMMARY:Never", "DTSTART:20260915T100000", "RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20260915T100000"),
                .. Event("UID:10", "SUMMARY:Every second", "DTSTART:20260915T100000", "RRULE:FREQ=SECONDLY"),
                .. Event("UID:11", "SUMMARY:Good", "DTSTART:20260915T100000"),
            ])));
    }

    [Theory]
    [InlineData("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=SECONDLY;INTERVAL=60;BYSECOND=59")]
    [InlineData("FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=YEARLY;INTERVAL=2147483647")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2147483647")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2147483647;UNTIL=99991231T235959Z")]
    [InlineData("FREQ=SECONDLY;INTERVAL=2147483647;COUNT=2147483647")]
    [InlineData("FREQ=YEARLY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYSETPOS=-1")]
    public void A_rule_that_hardly_ever_or_never_matches_ends(string rule)
    {
        var lines = Lines(Calendar(Event("UID:1", "SUMMARY:Odd", "DTSTART:20260915T100000", $"RRULE:{rule}")));
        Assert.Single(lines);
    }

    [Fact]
    public void Folded_lines_escapes_and_quoted_parameters_are_read_also_when_a_letter_is_cut_in_two()
    {
        var text = Calendar(Event("UID:1", "SUMMARY;X-NOTE=\"a;b:c\":Café\\, tea\\; and\\n cake \\\\o/", "DTSTART:20260915T100000"));
        var bytes = System.Text.Encoding.UTF8.GetBytes(text).ToList();
        var insideLetter = bytes.IndexOf(0xC3) + 1;
        bytes.InsertRange(insideLetter, "\r\n "u8.ToArray());
        Assert.Equal(["4 Café, tea; and\n cake \\o/ @  2026-09-15 10:00-"], Given.Read([.. bytes], "c.ics").Lines());
    }

    [Fact]
    public void Several_calendars_in_a_file_are_named_in_the_rows_places()
    {
        var text = Calendar(["X-WR-CALNAME:Clinics", .. Event("UID:1", "SUMMARY:Weigh in", "DTSTART:20260915T100000")])
            + Calendar(Event("UID:2", "SUMMARY:Rhyme time", "DTSTART:20260916T100000"));
        var file = Given.Read(text, "c.ics");
        Assert.Equal("iCalendar, 2 calendars, 2 events", file.FormatNote);
        Assert.Equal(["Clinics!5 Weigh in @  2026-09-15 10:00-", "calendar 2!14 Rhyme time @  2026-09-16 10:00-"], file.Lines());
    }

    [Fact]
    public void A_calendar_that_breaks_off_says_so_and_keeps_the_events_before()
    {
        var text = Calendar([.. Event("UID:1", "SUMMARY:Weigh in", "DTSTART:20260915T100000"), .. Event("UID:2", "SUMMARY:Rhyme time", "DTSTART:20260916T100000")]);
        var cut = text[..text.LastIndexOf("DTSTART", StringComparison.Ordinal)];
        Assert.Equal(["4 Weigh in @  2026-09-15 10:00-", "9 ! file-breaks-off: Rhyme time"], Lines(cut));
    }

    [Theory]
    [InlineData("Europe/London")]
    [InlineData("GMT Standard Time")]
    [InlineData("GMT Standard Time 1")]
    [InlineData("\"(UTC+00:00) Dublin, Edinburgh, Lisbon, London\"")]
    [InlineData("/mozilla.org/20070129_1/Europe/London")]
    public void Names_of_Londons_time_zone_mean_London_summer_and_winter(string zone)
    {
        Assert.Equal(
            ["4 Yoga @  Tuesday/1 2026-09-15.. 10:00-11:00"],
            Lines(Calendar(Event("UID:1", "SUMMARY:Yoga", $"DTSTART;TZID={zone}:20260915T100000", $"DTEND;TZID={zone}:20260915T110000", "RRULE:FREQ=WEEKLY"))));
    }

    private static string[] Zone(string id, string winter, string summer) =>
    [
        "BEGIN:VTIMEZONE", $"TZID:{id}",
        "BEGIN:STANDARD", "DTSTART:16010101T020000", $"TZOFFSETFROM:{summer}", $"TZOFFSETTO:{winter}", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:16010101T010000", $"TZOFFSETFROM:{winter}", $"TZOFFSETTO:{summer}", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
        "END:VTIMEZONE",
    ];

    [Theory]
    [InlineData("GMT")]
    [InlineData("Customized Time Zone")]
    public void A_zone_of_the_files_own_that_changes_its_clocks_as_London_does_is_London(string id)
    {
        Assert.Equal(
            ["19 Yoga @  Tuesday/1 2026-09-15.. 10:00-"],
            Lines(Calendar([.. Zone(id, "+0000", "+0100"), .. Event("UID:1", "SUMMARY:Yoga", $"DTSTART;TZID={id}:20260915T100000", "RRULE:FREQ=WEEKLY")])));
    }

    [Fact]
    public void Another_zone_of_the_files_own_is_worked_out()
    {
        Assert.Equal(
            ["19 Call @  2026-09-15 09:00-", "19 Call @  2027-01-15 09:00-", "25 Winter call @  2026-12-01 10:00-"],
            Lines(Calendar(
            [
                .. Zone("Ship", "+0000", "+0200"),
                .. Event("UID:1", "SUMMARY:Call", "DTSTART;TZID=Ship:20260915T100000", "RDATE:20270115T090000Z"),
                .. Event("UID:2", "SUMMARY:Winter call", "DTSTART;TZID=Ship:20261201T100000"),
            ])));
    }

    [Fact]
    public void A_series_in_universal_time_moves_with_Londons_clocks()
    {
        Assert.Equal(
            ["4 Call @  2026-10-13,2026-10-20 11:00-", "4 Call @  2026-10-27 10:00-"],
            Lines(Calendar(Event("UID:1", "SUMMARY:Call", "DTSTART:20261013T100000Z", "RRULE:FREQ=WEEKLY;COUNT=3"))));
    }

    [Fact]
    public void An_event_long_over_or_far_ahead_is_shown_by_its_nearest_date()
    {
        Assert.Equal(
            ["4 Old @  2019-02-04 10:00-", "10 Far @  2031-01-06 10:00-"],
            Lines(Calendar(
            [
                .. Event("UID:1", "SUMMARY:Old", "DTSTART:20190107T100000", "RRULE:FREQ=WEEKLY;COUNT=5"),
                .. Event("UID:2", "SUMMARY:Far", "DTSTART:20310106T100000"),
            ])));
    }

    [Fact]
    public void A_calendar_without_events_to_publish_changes_nothing()
    {
        var unreadable = Assert.IsType<Unreadable>(Given.Open(Calendar(), "empty.ics"));
        Assert.Equal("no-sessions", unreadable.Rule);
    }
}
