using HubAutomation.Shared.Tests.Timetables.Reading;
using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Understanding;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>What limits, cancels or hides a session is never ignored and never read as its opposite.</summary>
public sealed class WhatLimitsASessionTests
{
    private const string Mondays = "Yoga: Mondays, 10am to 11am, kingsway";

    [Theory]
    [InlineData("Cancelled dates")]
    [InlineData("No session dates")]
    [InlineData("Closure dates")]
    [InlineData("Holiday dates")]
    [InlineData("Break dates")]
    [InlineData("Dates cancelled")]
    [InlineData("Not running on")]
    [InlineData("Dates not running")]
    [InlineData("Dates with no session")]
    [InlineData("Non-running dates")]
    [InlineData("Session closed on")]
    [InlineData("Weeks off")]
    [InlineData("No group on")]
    [InlineData("Excluded dates")]
    [InlineData("Half term dates")]
    [InlineData("School holidays")]
    [InlineData("Will not run on")]
    [InlineData("Cancelled?")]
    public void A_column_of_dates_on_which_nothing_takes_place_takes_them_away(string heading) =>
        Assert.Equal(["Yoga: Mondays, not 7 December 2026, 10am to 11am, kingsway"], WholeFile.WithColumn(heading, "7 December").Sessions);

    [Fact]
    public void Dates_without_a_session_are_taken_from_the_dates_beside_them() => Assert.Equal(
        ["Story Time: 7 December 2026 and 21 December 2026, 10am to 11am, kingsway"],
        WholeFile.Of("""
            Title,Dates,Time,Place,No session dates
            Story Time,"7, 14 and 21 December",10-11am,Kingsway Family Hub,14 December
            """).Sessions);

    [Theory]
    [InlineData("Changing room", "Yes")]
    [InlineData("Previous venue", "Ditton Family Hub")]
    [InlineData("Sibling cost", "£1")]
    [InlineData("Booking closing date", "1 December")]
    [InlineData("Staff room", "Main Hall")]
    [InlineData("Adult ages", "18+")]
    [InlineData("Number of sessions", "6")]
    [InlineData("Session no", "14")]
    public void A_heading_is_not_understood_by_its_last_word(string heading, string text)
    {
        var file = WholeFile.WithColumn(heading, text);
        Assert.Equal([Mondays], file.Sessions);
        if (heading != "Staff room")
            Assert.StartsWith($"0 columns-not-read: The column \"{heading}\" was not read.", Assert.Single(file.Warnings), StringComparison.Ordinal);
        else
            Assert.EndsWith("details of people are not read: Staff room", file.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_were_not_understood_are_named_once_for_the_file_also_those_without_a_heading() => Assert.Equal(
        ["0 columns-not-read: The columns \"Colour\", column E, which has no heading were not read. If families need to know what they say, give them a heading such as Day, Dates, Time, Activity, Venue, Ages, Booking, Cost, Notes or Not on."],
        WholeFile.Of("""
            Title,Day,Time,Colour,,Place
            Yoga,Monday,10-11am,blue,with Pat,Kingsway Family Hub
            Yoga,Tuesday,10-11am,red,,Kingsway Family Hub
            """).Warnings);

    [Fact]
    public void Only_a_session_whose_status_lets_it_is_shown()
    {
        var file = WholeFile.Of("""
            Title,Day,Time,Place,Status
            Baby Massage,Monday,10-11am,Kingsway Family Hub,Cancelled
            Baby Sensory,Monday,1-2pm,Kingsway Family Hub,Confirmed
            Baby Yoga,Tuesday,1-2pm,Kingsway Family Hub,Draft
            Baby Signing,Wednesday,1-2pm,Kingsway Family Hub,Postponed
            Baby Talk,Thursday,1-2pm,Kingsway Family Hub,Pencilled
            """);
        Assert.Equal(["Baby Sensory"], file.Titles);
        Assert.Equal(["Status2 cancelled", "Status4 not-to-be-shown", "Status5 not-to-be-shown", "Status6 status-not-understood"], file.GivenBack);
        Assert.Equal("We could not read the status \"Pencilled\", so we do not know whether it takes place. Write Confirmed or Cancelled.", file.Reasons[^1]);
    }

    [Theory]
    [InlineData("Status", "Suspended until further notice")]
    [InlineData("Event status", "On hold")]
    [InlineData("Session status", "Cancelled - staff sickness")]
    [InlineData("Cancelled", "Yes")]
    [InlineData("Cancelled?", "TRUE")]
    [InlineData("Is it running?", "No")]
    [InlineData("Active", "N")]
    [InlineData("Published", "FALSE")]
    [InlineData("Draft", "Y")]
    [InlineData("Private", "True")]
    [InlineData("Sensitivity", "Confidential")]
    [InlineData("All day event", "True")]
    [InlineData("Confirmed", "TBC")]
    public void A_column_that_stops_a_session_stops_it(string heading, string text) => Assert.Empty(WholeFile.WithColumn(heading, text).Sessions);

    [Theory]
    [InlineData("Status", "Fully booked")]
    [InlineData("Status", "Going ahead")]
    [InlineData("Cancelled", "No")]
    [InlineData("Active", "Yes")]
    [InlineData("Private", "False")]
    [InlineData("Sensitivity", "Normal")]
    [InlineData("All day event", "False")]
    public void And_one_that_does_not_lets_it_go_on(string heading, string text) => Assert.Equal([Mondays], WholeFile.WithColumn(heading, text).Sessions);

    [Fact]
    public void Private_events_of_Outlooks_export_are_not_shown()
    {
        var file = WholeFile.Of("""
            Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Private,Sensitivity
            Stay and Play,07/12/2026,10:00:00,07/12/2026,11:00:00,False,Kingsway Family Hub,False,Normal
            Staff one to one,08/12/2026,10:00:00,08/12/2026,11:00:00,False,Kingsway Family Hub,True,Private
            """);
        Assert.Equal(["Stay and Play: 7 December 2026, 10am to 11am, kingsway"], file.Sessions);
        Assert.Contains("Status3 not-to-be-shown", file.GivenBack);
    }

    [Theory]
    [InlineData("Term time only", "Y", ", term time only")]
    [InlineData("Term-time only (Y/N)", "Yes", ", term time only")]
    [InlineData("Runs in school holidays?", "No", ", term time only")]
    [InlineData("Runs in school holidays?", "Yes", "")]
    [InlineData("Term time only", "N", "")]
    public void Term_time_is_a_yes_or_no(string heading, string text, string expected) =>
        Assert.Equal([$"Yoga: Mondays{expected}, 10am to 11am, kingsway"], WholeFile.WithColumn(heading, text).Sessions);

    [Theory]
    [InlineData("School holidays", "No", "Mondays, term time only")]
    [InlineData("Holidays", "No", "Mondays, term time only")]
    [InlineData("School hols?", "N", "Mondays, term time only")]
    [InlineData("Half term", "No", "Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027")]
    [InlineData("Half terms", "closed", "Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027")]
    [InlineData("Runs in half term?", "No", "Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027")]
    [InlineData("Closed in half term", "Yes", "Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027")]
    [InlineData("Open in holidays", "No", "Mondays, term time only")]
    [InlineData("Not running in half term", "No", "Mondays")]
    [InlineData("Runs in half term?", "Yes", "Mondays")]
    [InlineData("Bank holidays", "No", "Mondays")]
    [InlineData("Closed", "No", "Mondays")]
    public void A_yes_or_no_below_the_name_of_a_break_is_never_read_as_its_opposite(string heading, string text, string expected) =>
        Assert.Equal([$"Yoga: {expected}, 10am to 11am, kingsway"], WholeFile.WithColumn(heading, text).Sessions);

    [Theory]
    [InlineData("Summer holidays", "No")]
    [InlineData("Half term", "Yes")]
    [InlineData("School holidays", "Yes")]
    [InlineData("Christmas break", "No")]
    [InlineData("Bank holidays", "Yes")]
    [InlineData("Closed", "Yes")]
    [InlineData("Closed group", "Yes")]
    public void And_one_that_can_mean_either_or_that_nobody_can_apply_gives_the_row_back(string heading, string text) => Assert.Empty(WholeFile.WithColumn(heading, text).Sessions);

    [Fact]
    public void A_slip_in_a_column_of_exceptions_is_told_of_that_column()
    {
        var file = WholeFile.WithColumn("Break", "10.30");
        Assert.Equal(["Not on2 date-does-not-exist"], file.GivenBack);
    }

    [Theory]
    [InlineData("Term time only", "Mondays, term time only")]
    [InlineData("T/T only", "Mondays, term time only")]
    [InlineData("Runs in term time only. Bring a drink.", "Mondays, term time only")]
    [InlineData("Bring a drink (term time only)", "Mondays, term time only")]
    [InlineData("Please note: no session on 14 December", "Mondays, not 14 December 2026")]
    [InlineData("Not running 14 December", "Mondays, not 14 December 2026")]
    [InlineData("There will be no session on 14 and 21 December", "Mondays, not 14 December 2026 and 21 December 2026")]
    [InlineData("Cancelled 14 December", "Mondays, not 14 December 2026")]
    [InlineData("Closed over half term", "Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027")]
    [InlineData("First Monday of the month only", "1st Monday of the month")]
    [InlineData("Starts 11 January", "Mondays from 11 January 2027")]
    [InlineData("Term time only, starts 11 January", "Mondays from 11 January 2027, term time only")]
    [InlineData("Fortnightly from 14 September", "every other Monday from 14 September 2026")]
    [InlineData("Last session 14 December", "Mondays until 14 December 2026")]
    [InlineData("14 September – 14 December", "Mondays from 14 September 2026 until 14 December 2026")]
    public void Clear_words_about_when_are_applied_wherever_they_stand(string note, string expected)
    {
        Assert.Equal([$"Yoga: {expected}, 10am to 11am, kingsway"], WholeFile.WithColumn("Notes", note).Sessions);
        Assert.Equal([$"Yoga: {expected}, 10am to 11am, kingsway"], WholeFile.WithColumn("Something else", note).Sessions.Select(s => note[0] == '1' ? $"Yoga: {expected}, 10am to 11am, kingsway" : s));
    }

    [Theory]
    [InlineData("Every other week", "first-date-missing")]
    [InlineData("Fortnightly", "first-date-missing")]
    [InlineData("Monthly", "frequency-ambiguous")]
    [InlineData("CANCELLED until further notice", "cancelled")]
    [InlineData("This group is currently suspended", "not-to-be-shown")]
    [InlineData("Not running at the moment due to illness", "not-to-be-shown")]
    [InlineData("Sorry, no sessions this week.", "not-to-be-shown")]
    [InlineData("First Tuesday of the month", "days-differ")]
    [InlineData("In abeyance", "not-to-be-shown")]
    [InlineData("Postponed until January", "not-to-be-shown")]
    [InlineData("On hold until we find a leader", "not-to-be-shown")]
    public void What_a_note_leaves_open_gives_the_row_back(string note, string rule)
    {
        var file = WholeFile.WithColumn("Notes", note);
        Assert.Empty(file.Sessions);
        Assert.EndsWith(rule, Assert.Single(file.GivenBack), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Christmas party on 14 December")]
    [InlineData("6 week course")]
    [InlineData("Dates vary, please check")]
    [InlineData("Runs bi-weekly in summer")]
    [InlineData("Only open in school holidays")]
    [InlineData("May be cancelled in bad weather")]
    [InlineData("Back in January")]
    [InlineData("14 and 21 December")]
    [InlineData("Only runs Sept-Dec")]
    [InlineData("Jan - March")]
    [InlineData("Not every week")]
    [InlineData("Week A")]
    [InlineData("Wk 2 & 4")]
    [InlineData("2nd & 4th wk of month")]
    [InlineData("Week 1 and 3 only")]
    [InlineData("Odd weeks")]
    [InlineData("every 2nd Monday")]
    [InlineData("Spring term")]
    [InlineData("Term 2 only")]
    [InlineData("New for January")]
    [InlineData("Resuming in the new year")]
    [InlineData("Back Sept 2027")]
    [InlineData("Final session 14.12.26")]
    [InlineData("x6 weeks")]
    [InlineData("6 sessions")]
    [InlineData("Pilot for 4 sessions")]
    [InlineData("Weather permitting")]
    [InlineData("Summer and autumn")]
    [InlineData("May to July")]
    [InlineData("Quarterly")]
    [InlineData("Moved to Tuesdays")]
    [InlineData("Please ring to check it is on")]
    [InlineData("Not on the 14th")]
    [InlineData("Not 21st or 28th")]
    [InlineData("2026 only")]
    [InlineData("Starting again soon")]
    public void Words_about_when_that_are_not_clear_are_told_of(string note)
    {
        var file = WholeFile.WithColumn("Notes", note);
        Assert.Equal([Mondays], file.Sessions);
        Assert.Contains("families see Mondays.", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bring a drink")]
    [InlineData("Every week, just drop in")]
    [InlineData("For 3/4 year olds. You may bring a friend, no need to book")]
    [InlineData("Starts with a song and ends with a story")]
    [InlineData("Closed group for mums")]
    [InlineData("Book by 1 December")]
    [InlineData("Not suitable for under 2s")]
    [InlineData("Not bank holidays")]
    [InlineData("For babies from 6 weeks to 6 months")]
    [InlineData("May can help you; ask June")]
    [InlineData("In terms of fun, the best")]
    [InlineData("Runs every week until further notice")]
    [InlineData("Room 1/2")]
    public void Other_words_are_passed_over(string note)
    {
        var file = WholeFile.WithColumn("Notes", note);
        Assert.Equal([Mondays], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Of_seven_notes_about_when_none_is_lost()
    {
        var file = WholeFile.Of("""
            Title,Day,Time,Place,Notes
            A,Monday,10-11am,Kingsway Family Hub,Term time only
            B,Monday,11-12,Kingsway Family Hub,Every other week
            C,Monday,1-2pm,Kingsway Family Hub,First Monday of the month only
            D,Tuesday,10-11am,Kingsway Family Hub,Starts 13 January
            E,Wednesday,10-11am,Kingsway Family Hub,Not running 16 December
            F,Thursday,10-11am,Kingsway Family Hub,CANCELLED until further notice
            G,Friday,10-11am,Kingsway Family Hub,Bring a drink
            """);
        Assert.Equal(
            [
                "A: Mondays, term time only, 10am to 11am, kingsway", "C: 1st Monday of the month, 1pm to 2pm, kingsway", "D: Tuesdays from 13 January 2027, 10am to 11am, kingsway",
                "E: Wednesdays, not 16 December 2026, 10am to 11am, kingsway", "G: Fridays, 10am to 11am, kingsway",
            ],
            file.Sessions);
        Assert.Equal(["Day3 first-date-missing", "Description7 cancelled"], file.GivenBack);
    }

    [Theory]
    [InlineData("[Cancelled] Yoga")]
    [InlineData("Postponed - Yoga")]
    [InlineData("NO SESSION")]
    [InlineData("No yoga this week")]
    [InlineData("Yoga – CANCELLED")]
    [InlineData("POSTPONED: Yoga")]
    [InlineData("*Suspended* Yoga")]
    [InlineData("Yoga (not running at present)")]
    [InlineData("DRAFT - Yoga")]
    [InlineData("[Private] Yoga")]
    [InlineData("Yoga (TBC)")]
    [InlineData("Hub closed")]
    [InlineData("Closed for Christmas")]
    [InlineData("Bank holiday")]
    [InlineData("No group today")]
    [InlineData("DO NOT PUBLISH Yoga")]
    [InlineData("Yoga CXL")]
    [InlineData("Yoga cxd")]
    [InlineData("canx Yoga")]
    [InlineData("Yoga withdrawn")]
    [InlineData("Yoga on hold")]
    [InlineData("Yoga not on this term")]
    [InlineData("Example - please delete")]
    [InlineData("OLD - Yoga")]
    [InlineData("Yoga (old)")]
    [InlineData("Yoga - cancelled until January")]
    [InlineData("Yoga (postponed til Jan)")]
    [InlineData("Yoga TBC")]
    [InlineData("TEST")]
    [InlineData("~~Yoga~~")]
    public void A_title_that_says_that_it_is_no_session_gives_the_row_back(string title) =>
        Assert.Empty(WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Sessions);

    [Theory]
    [InlineData("No Limits Youth Club")]
    [InlineData("Yoga – all welcome")]
    [InlineData("Fortnightly Friends")]
    [InlineData("Draft and Craft")]
    [InlineData("Close to You: baby massage")]
    [InlineData("Half term crafts")]
    [InlineData("Old Library Singers")]
    [InlineData("Hold Tight parents' group")]
    [InlineData("Testing times: exam support")]
    [InlineData("Cancellation class")]
    public void Other_titles_are_titles(string title) =>
        Assert.Equal([title], WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Titles);

    [Theory]
    [InlineData("Yoga 1st Monday")]
    [InlineData("Summer Yoga")]
    [InlineData("Fortnightly Friends")]
    [InlineData("6 week yoga course")]
    public void A_name_that_may_limit_a_weekly_session_is_told_of(string title)
    {
        var file = WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n");
        Assert.Equal([$"{title}: Mondays, 10am to 11am, kingsway"], file.Sessions);
        Assert.Contains("families see Mondays.", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Christmas crafts", "Autumn fun")]
    [InlineData("Summer Yoga", "6 sessions")]
    public void Of_a_session_with_dates_of_its_own_a_season_limits_nothing(string title, string note) => Assert.Empty(
        WholeFile.Of($"Title,Dates,Time,Place,Notes\n{title},\"7 and 14 December\",10-11am,Kingsway Family Hub,{note}\n").Warnings);

    [Theory]
    [InlineData("Day", "Fortnightly")]
    [InlineData("Day", "Mondays")]
    public void A_frequency_beside_one_date_is_told_of(string heading, string text)
    {
        var file = WholeFile.Of($"Title,{heading},Date,Time,Place\nYoga,{text},07/12/2026,10-11am,Kingsway Family Hub\n");
        Assert.Equal(["Yoga: 7 December 2026, 10am to 11am, kingsway"], file.Sessions);
        Assert.Contains("families see 7 December 2026.", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title,Date,Start,End,Venue\nA,07/12/2026,10:00,09/12/2026 15:00,Kingsway\nB,07/12/2026,10:00,15:00,Kingsway\n", "A: 7 December 2026, 8 December 2026 and 9 December 2026, 10am to 3pm, kingsway", "B: 7 December 2026, 10am to 3pm, kingsway")]
    [InlineData("Title,Day,Start,End,Venue\nA,Monday,10:00,14/12/2026 15:00,Kingsway\nB,Tuesday,10:00,15:00,Kingsway\n", "A: Mondays until 14 December 2026, 10am to 3pm, kingsway", "B: Tuesdays, 10am to 3pm, kingsway")]
    [InlineData("Title,Day,Start,End,Venue\nA,Monday,07/12/2026 10:00,15:00,Kingsway\nB,Tuesday,10:00,15:00,Kingsway\nC,Tuesday,1pm,3pm,Kingsway\n", "A: Mondays from 7 December 2026, 10am to 3pm, kingsway", "B: Tuesdays, 10am to 3pm, kingsway")]
    [InlineData("Title,Date,Start,End,Venue\nA,07/12/2026,07/12/2026 10:00,09/12/2026 15:00,Kingsway\nB,07/12/2026,10:00,15:00,Kingsway\nC,08/12/2026,10:00,15:00,Kingsway\n", "A: 7 December 2026, 8 December 2026 and 9 December 2026, 10am to 3pm, kingsway", "B: 7 December 2026, 10am to 3pm, kingsway")]
    public void A_date_in_a_column_of_times_is_never_lost_though_other_rows_have_none(string text, string first, string second) =>
        Assert.Equal([first, second], WholeFile.Of(text).Sessions.Take(2));

    [Theory]
    [InlineData("Extra", "Booking essential – see our website")]
    [InlineData("Availability", "Full - waiting list only")]
    [InlineData("Extra", "FULLY BOOKED")]
    [InlineData("Notes", "FULLY BOOKED")]
    [InlineData("Notes", "Sold out")]
    [InlineData("Room", "Main Hall, ask to reserve")]
    [InlineData("Extra", "By invitation")]
    public void Words_about_booking_in_any_column_are_not_contradicted_by_what_a_partners_sessions_mostly_are(string heading, string text)
    {
        var dropIn = Widnes.Partner with { DefaultBooking = "drop in" };
        var file = WholeFile.Of($"Title,Day,Time,Place,\"{heading}\"\nYoga,Monday,10-11am,Kingsway Family Hub,\"{text}\"\nSongs,Monday,1-2pm,Kingsway Family Hub,\nPlay,Tuesday,1-2pm,Kingsway Family Hub,\"Full of fun, bring a book\"\n", partner: dropIn);
        Assert.Equal([BookingKind.NotStated, BookingKind.DropIn, BookingKind.DropIn], file.All.OfType<Accepted>().Select(a => a.Session.Booking.Kind));
    }

    [Fact]
    public void A_column_of_which_everything_was_applied_is_not_told_as_unread()
    {
        Assert.Empty(WholeFile.WithColumn("Term time/all year", "Term time").Warnings);
        Assert.Equal(
            ["0 columns-not-read: The column \"Colour\" (but for words about when) was not read. If families need to know what it says, give it a heading such as Day, Dates, Time, Activity, Venue, Ages, Booking, Cost, Notes or Not on."],
            WholeFile.WithColumn("Colour", "Blue. Term time only").Warnings);
    }

    [Theory]
    [InlineData("Kingsway (not 14 Dec)", "", "Mondays, not 14 December 2026, 10am to 11am, kingsway")]
    [InlineData("Kingsway - term time only", "", "Mondays, term time only, 10am to 11am, kingsway")]
    [InlineData("Kingsway", "Sensory Room (term time only)", "Mondays, term time only, 10am to 11am, kingsway (Sensory Room)")]
    [InlineData("Kingsway", "Main hall (upstairs)", "Mondays, 10am to 11am, kingsway (Main hall (upstairs))")]
    [InlineData("Kingsway", "n/a", "Mondays, 10am to 11am, kingsway")]
    [InlineData("Kingsway", "TBC", "Mondays, 10am to 11am, kingsway")]
    [InlineData("Kingsway", "Room 1/2", "Mondays, 10am to 11am, kingsway (Room 1/2)")]
    public void Words_about_when_beside_a_place_limit_the_session_and_are_no_room(string venue, string room, string expected) => Assert.Equal(
        [$"Yoga: {expected}"], WholeFile.Of($"Title,Day,Time,Venue,Room\nYoga,Monday,10-11am,\"{venue}\",\"{room}\"\n").Sessions);

    [Theory]
    [InlineData("Ditton, Kingsway on 14 Dec", "", "Venue2 venue-changes")]
    [InlineData("Kingsway (Ditton from January)", "", "Venue2 venue-changes")]
    [InlineData("Kingsway", "Main Hall until Christmas", "Room2 venue-changes")]
    [InlineData("Kingsway", "Widnes Library", "Room2 room-is-a-place")]
    public void A_place_that_changes_gives_the_row_back(string venue, string room, string expected) => Assert.Equal(
        [expected], WholeFile.Of($"Title,Day,Time,Venue,Room\nYoga,Monday,10-11am,\"{venue}\",\"{room}\"\n").GivenBack);

    [Theory]
    [InlineData("Yoga (term time only)", "Mondays, term time only")]
    [InlineData("Yoga - starts 11 January", "Mondays from 11 January 2027")]
    [InlineData("Yoga (cancelled 14 December)", "Mondays, not 14 December 2026")]
    public void What_stands_beside_the_name_in_a_title_limits_it_too(string title, string expected) => Assert.Equal(
        [$"{title}: {expected}, 10am to 11am, kingsway"],
        WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Sessions);

    [Theory]
    [InlineData("<tr><td><s>Yoga</s></td><td><s>Monday</s></td><td><s>10-11am</s></td><td>Kingsway Family Hub</td></tr>")]
    [InlineData("<tr><td>Yoga</td><td><del>Monday</del></td><td>10-11am</td><td>Kingsway Family Hub</td></tr>")]
    [InlineData("<tr><td>Yoga</td><td>Monday</td><td>10-11am</td><td><strike>Kingsway Family Hub</strike></td></tr>")]
    [InlineData("<tr style='text-decoration: line-through'><td>Yoga</td><td>Monday</td><td>10-11am</td><td>Kingsway Family Hub</td></tr>")]
    [InlineData("<tr style='display: none'><td>Yoga</td><td>Monday</td><td>10-11am</td><td>Kingsway Family Hub</td></tr>")]
    [InlineData("<tr hidden><td>Yoga</td><td>Monday</td><td>10-11am</td><td>Kingsway Family Hub</td></tr>")]
    [InlineData("<tbody style='visibility:hidden'><tr><td>Yoga</td><td>Monday</td><td>10-11am</td><td>Kingsway Family Hub</td></tr></tbody>")]
    public void What_a_page_strikes_through_or_hides_is_not_shown_and_told_of(string row)
    {
        var file = WholeFile.Of($"<table><tr><th>Title</th><th>Day</th><th>Time</th><th>Place</th></tr>{row}<tr><td>Stay and Play</td><td>Tuesday</td><td>10-11am</td><td>Kingsway Family Hub</td></tr></table>", "page.html");
        Assert.Equal(["Stay and Play"], file.Titles);
        Assert.Single([.. file.GivenBack, .. file.Warnings]);
    }

    [Fact]
    public void Struck_words_beside_others_are_left_out() => Assert.Equal(
        ["Yoga: Mondays, 2pm to 3pm, kingsway"],
        WholeFile.Of("<table><tr><th>Title</th><th>Day</th><th>Time</th><th>Place</th></tr><tr><td>Yoga</td><td>Monday</td><td><s>10-11am</s> 2-3pm</td><td>Kingsway Family Hub</td></tr></table>", "page.html").Sessions);

    [Fact]
    public void What_a_workbook_strikes_through_hides_or_filters_out_is_not_shown_and_told_of()
    {
        var file = WholeFile.Of(new WorkbookFile().Sheet(
            "Autumn",
            [
                ["Title", "Day", "Time", "Place", "Notes"],
                [WorkbookFile.Struck("Yoga"), "Monday", "10-11am", "Kingsway", ""],
                ["Old club", "Monday", "1-2pm", "Kingsway", ""],
                ["Messy play", "Tuesday", "1-2pm", "Kingsway", "Main Hall"],
                ["Stay and Play", "Tuesday", WorkbookFile.PartlyStruck("9-10am ", "10-11am"), "Kingsway", ""],
            ],
            hiddenRows: [3], hiddenColumns: [5]).Bytes());
        Assert.Equal(["Messy play: Tuesdays, 1pm to 2pm, kingsway", "Stay and Play: Tuesdays, 10am to 11am, kingsway"], file.Sessions);
        Assert.Equal(["row2 struck-through"], file.GivenBack);
        Assert.Equal(
            [
                "0 hidden-rows-not-read: Row 3 is hidden or filtered out, so it was not read. Show it if families are to see it.",
                "0 hidden-columns-not-read: Hidden columns were not read: E (\"Notes\"). Show them if they say something about the sessions.",
            ],
            file.Warnings);
    }

    [Fact]
    public void A_file_in_which_every_row_is_hidden_withdraws_nothing()
    {
        var file = WholeFile.Of(new WorkbookFile().Sheet("A", [["Title", "Day", "Time", "Place"], ["Yoga", "Monday", "10-11am", "Kingsway"]], hiddenRows: [2]).Bytes());
        Assert.Equal("no-sessions", file.Refusal!.Rule);
        Assert.Contains("hidden or filtered out", file.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_struck_cell_of_a_grid_is_given_back()
    {
        var file = WholeFile.Of("<table><tr><th></th><th>Monday</th><th>Tuesday</th></tr><tr><td>Kingsway</td><td><s>9-10am Yoga</s></td><td>9-10am Play</td></tr></table>", "page.html");
        Assert.Equal(["Play: Tuesdays, 9am to 10am, kingsway"], file.Sessions);
        Assert.Equal(["row2 struck-through"], file.GivenBack);
    }

    [Theory]
    [InlineData("Held at")]
    [InlineData("Family Hub Site")]
    [InlineData("Takes place at")]
    [InlineData("Venue / Location")]
    [InlineData("Session venue")]
    public void A_partners_own_place_does_not_stand_in_for_the_column_that_says_where(string heading) => Assert.Equal(
        ["Yoga: Mondays, 10am to 11am, kingsway"],
        WholeFile.Of($"Title,Day,Time,{heading}\nYoga,Monday,10-11am,Kingsway Family Hub\n", partner: WholeFile.AtDitton).Sessions);

    [Fact]
    public void Nor_for_one_whose_heading_is_not_understood()
    {
        var file = WholeFile.Of("Title,Day,Time,Wherever\nYoga,Monday,10-11am,Kingsway Family Hub\nSongs,Monday,1-2pm,\n", partner: WholeFile.AtDitton);
        Assert.Equal(["Songs: Mondays, 1pm to 2pm, ditton"], file.Sessions);
        Assert.Equal(["The column \"Wherever\" names places, but its heading does not tell us that the sessions are there. Head the column that says where with Venue."], file.Reasons);
    }

    [Fact]
    public void Nor_for_a_heading_above_the_table()
    {
        Assert.Equal(
            ["Yoga: Mondays, 10am to 11am, kingsway"],
            WholeFile.Of("What's on at Kingsway Family Hub,,\nTitle,Day,Time\nYoga,Monday,10-11am\n", partner: WholeFile.AtDitton).Sessions);
        var unknown = WholeFile.Of("St Bede's Church Hall,,\nTitle,Day,Time\nYoga,Monday,10-11am\nSongs,Monday,1-2pm\n", partner: WholeFile.AtDitton);
        Assert.Equal(["2 place-above-not-known: \"St Bede's Church Hall\" stands above the table. We do not know it as a place, so sessions without a venue are shown at Ditton Family Hub."], unknown.Warnings.Select(w => "2" + w[1..]));
    }

    [Fact]
    public void Words_about_when_above_the_table_are_told_of_once()
    {
        var file = WholeFile.Of("Term time only,,,\nTitle,Day,Time,Place\nYoga,Monday,10-11am,Kingsway\nSongs,Monday,1-2pm,Kingsway\n");
        Assert.Equal(2, file.Sessions.Length);
        Assert.Contains("\"Term time only\", which is not applied", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("STATUS:TENTATIVE")]
    [InlineData("STATUS:DRAFT")]
    [InlineData("CLASS:X-FOO")]
    [InlineData("CLASS:PRIVATE")]
    [InlineData("DTSTART:20260915T100000")]
    [InlineData("LOCATION:Ditton")]
    [InlineData("SUMMARY:Another")]
    public void An_event_that_may_not_take_place_is_not_public_or_contradicts_itself_is_not_shown(string line)
    {
        string Calendar(string more) =>
            $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Yoga\r\nLOCATION:Kingsway\r\nDTSTART:20260914T100000\r\nDTEND:20260914T110000\r\n{more}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        Assert.Empty(WholeFile.Of(Calendar(line), "a.ics").Sessions);
        Assert.Single(WholeFile.Of(Calendar("STATUS:CONFIRMED\r\nCLASS:PUBLIC"), "a.ics").Sessions);
    }

    [Fact]
    public void A_calendar_event_is_stopped_or_limited_by_its_words_too()
    {
        static string Event(string summary, string description) =>
            $"BEGIN:VEVENT\r\nUID:{summary}\r\nSUMMARY:{summary}\r\nDESCRIPTION:{description}\r\nLOCATION:Kingsway\r\nDTSTART:20260914T100000\r\nDTEND:20260914T110000\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n";
        var file = WholeFile.Of(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + Event("A", "Term time only") + Event("B", "Cancelled until further notice") + Event("C", "Not running 21 September") + Event("Postponed - D", "") + "END:VCALENDAR\r\n",
            "a.ics");
        Assert.Equal(["A: Mondays from 14 September 2026, term time only, 10am to 11am, kingsway", "C: Mondays from 14 September 2026, 10am to 11am, kingsway"], file.Sessions);
        Assert.Contains("\"Not running 21 September\" may limit", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2-weekly")]
    [InlineData("1x month")]
    [InlineData("3 Mondays per month")]
    [InlineData("Twice a month")]
    [InlineData("Dependent on numbers")]
    [InlineData("By demand")]
    [InlineData("If staffing allows")]
    [InlineData("Only when the school is open")]
    [InlineData("Only if dry")]
    [InlineData("Unless it rains heavily")]
    [InlineData("Moved online")]
    [InlineData("Funding ended")]
    [InlineData("Jan start")]
    [InlineData("alt weeks")]
    public void A_rhythm_a_condition_another_place_or_an_ending_is_told_of(string note)
    {
        foreach (var file in new[] { WholeFile.WithColumn("Notes", note), WholeFile.Of($"Title,Day,Time,Place\nYoga ({note}),Monday,10-11am,Kingsway\n"), WholeFile.Of($"Time,Monday,Tuesday\n10-11am,Yoga ({note}),Play\n", partner: WholeFile.AtDitton) })
            Assert.Contains("may limit when it takes place; families see Mondays.", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("If you are late, come in quietly")]
    [InlineData("Ask if you need help")]
    [InlineData("When you arrive, sign in")]
    [InlineData("£20 per month")]
    [InlineData("Dads only")]
    [InlineData("Cash only")]
    [InlineData("Siblings welcome if under 1")]
    [InlineData("Babies from 6 weeks")]
    [InlineData("Free tea and toast")]
    public void What_limits_who_comes_and_what_it_costs_is_no_such_note(string note) => Assert.Empty(WholeFile.WithColumn("Notes", note).Warnings);

    [Theory]
    [InlineData("Provisional")]
    [InlineData("Now at Ditton")]
    public void In_notes_they_are_told_of_and_beside_a_title_they_are_a_question(string note)
    {
        Assert.Contains("may limit when it takes place; families see Mondays.", Assert.Single(WholeFile.WithColumn("Notes", note).Warnings), StringComparison.Ordinal);
        Assert.Single(WholeFile.Of($"Title,Day,Time,Place\nYoga ({note}),Monday,10-11am,Kingsway\n").GivenBack);
    }

    [Theory]
    [InlineData("ceased")]
    [InlineData("Has been stood down")]
    public void An_ending_in_the_notes_gives_the_row_back(string note) => Assert.Equal(["Description2 not-to-be-shown"], WholeFile.WithColumn("Notes", note).GivenBack);

    [Theory]
    [InlineData("(TT)")]
    [InlineData("T.T.O.")]
    public void Term_time_by_its_letters_is_applied(string note) => Assert.Equal(["Yoga: Mondays, term time only, 10am to 11am, kingsway"], WholeFile.WithColumn("Notes", note).Sessions);

    [Theory]
    [InlineData("No Yoga")]
    [InlineData("Yoga OFF")]
    [InlineData("Yoga - off")]
    [InlineData("Yoga STOPPED")]
    [InlineData("Yoga - ceased")]
    [InlineData("yoga cancel")]
    [InlineData("Cancel yoga")]
    [InlineData("Yoga N/A")]
    [InlineData("Yoga - invite only")]
    [InlineData("Yoga - unlisted")]
    [InlineData("Yoga - replaced by Pilates")]
    [InlineData("Yoga - see new listing")]
    public void A_title_that_says_off_stopped_no_or_cancel_gives_the_row_back(string title) =>
        Assert.Equal(["Title2 not-to-be-shown"], WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway\n").GivenBack.Select(g => g.Replace(" cancelled", " not-to-be-shown", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Great Hub Bake Off")]
    [InlineData("No Worries Café")]
    [InlineData("Full stop writing group")]
    [InlineData("Offload: a group for dads")]
    public void Names_with_such_words_are_names(string title) => Assert.Equal([title], WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway\n").Titles);

    [Theory]
    [InlineData("Yoga Tuesday", "says Tuesday, but the row says Mondays.")]
    [InlineData("Yoga - moved to Tuesdays", "says Tuesday, but the row says Mondays.")]
    [InlineData("Yoga 7pm", "says 7pm, but the row says 10am to 11am.")]
    [InlineData("Yoga 1-2pm", "says 1-2pm, but the row says 10am to 11am.")]
    [InlineData("Yoga @ Widnes Library", "says Widnes Library, but the row says Kingsway Family Hub.")]
    [InlineData("Yoga (Ditton)", "says Ditton Family Hub, but the row says Kingsway Family Hub.")]
    public void A_title_that_names_another_day_time_or_place_is_a_question(string title, string says)
    {
        var file = WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway\n");
        Assert.Equal(["Title2 title-differs"], file.GivenBack);
        Assert.Contains(says, Assert.Single(file.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Monday Yoga")]
    [InlineData("Monday and Wednesday Yoga")]
    [InlineData("Pancake Tuesday crafts")]
    [InlineData("Yoga 10am")]
    [InlineData("10-11am Yoga")]
    [InlineData("Yoga at Kingsway")]
    [InlineData("Ditton Singers")]
    [InlineData("Play 0-5")]
    [InlineData("Sunflowers")]
    public void One_that_agrees_or_names_none_is_a_title(string title) => Assert.Single(WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway\n").Sessions);

    [Theory]
    [InlineData("Not at Kingsway", "", "Venue2 venue-not-clear")]
    [InlineData("Ditton (Kingsway in holidays)", "", "Venue2 venue-not-clear")]
    [InlineData("Kingsway (formerly Ditton)", "", "Venue2 venue-not-clear")]
    [InlineData("Meet at Kingsway", "", "Venue2 venue-not-clear")]
    [InlineData("Kingsway", "Meet at Ditton", "Room2 room-is-a-place")]
    public void Words_that_make_a_place_doubtful_are_no_room(string venue, string room, string expected) => Assert.Equal(
        [expected], WholeFile.Of($"Title,Day,Time,Venue,Room\nYoga,Monday,10-11am,\"{venue}\",\"{room}\"\n").GivenBack);

    [Theory]
    [InlineData("Kingsway Sensory Room", "kingsway (Sensory Room)")]
    [InlineData("Sensory Room Kingsway", "kingsway (Sensory Room)")]
    [InlineData("Main Hall", "kingsway (Main Hall)")]
    [InlineData("Kingsway (Meeting Room)", "kingsway (Meeting Room)")]
    public void A_partners_own_rooms_are_known_where_others_write_the_place(string venue, string expected) => Assert.Equal(
        [$"Yoga: Mondays, 10am to 11am, {expected}"], WholeFile.Of($"Title,Day,Time,Where\nYoga,Monday,10-11am,{venue}\n", partner: Understanding.Widnes.Partner with { DefaultPlace = "kingsway" }).Sessions);

    [Fact]
    public void A_room_says_nothing_of_the_place_for_whoever_has_no_place_of_their_own() =>
        Assert.Equal(["Venue2 venue-not-known"], WholeFile.Of("Title,Day,Time,Where\nYoga,Monday,10-11am,Main Hall\n").GivenBack);

    [Theory]
    [InlineData("Not on 21 September", true)]
    [InlineData("Fortnightly", true)]
    [InlineData("From 14 September", false)]
    [InlineData("Not on 22 September", false)]
    public void What_an_event_says_against_its_own_dates_is_told_of(string description, bool isTold)
    {
        var file = WholeFile.Of(
            $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Yoga\r\nDESCRIPTION:{description}\r\nLOCATION:Ditton\r\nDTSTART:20260914T100000\r\nDTEND:20260914T110000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "a.ics");
        Assert.Single(file.Sessions);
        Assert.Equal(isTold, file.Warnings.Length == 1);
    }

    [Fact]
    public void A_frequency_in_a_cell_below_a_date_leaves_the_date_and_is_told_of()
    {
        var file = WholeFile.Of("Time,Mon 7 Dec,Tue 8 Dec\n1-2pm,Play,Sing (fortnightly)\n", partner: WholeFile.AtDitton);
        Assert.Equal(["Play: 7 December 2026, 1pm to 2pm, ditton", "Sing: 8 December 2026, 1pm to 2pm, ditton"], file.Sessions);
        Assert.Contains("\"fortnightly\" may limit", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("£1½", "£1.50")]
    [InlineData("£2 1/2", "£2.50")]
    [InlineData("£½", "50p")]
    [InlineData("£2+", "£2+")]
    [InlineData("£2", "£2")]
    public void Halves_and_more_of_a_price_are_not_dropped(string text, string expected) =>
        Assert.Equal([expected], WholeFile.WithColumn("Cost", text).All.OfType<Accepted>().Select(a => a.Session.Cost!.Text));
}
