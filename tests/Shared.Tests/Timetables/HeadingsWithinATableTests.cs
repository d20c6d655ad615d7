namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>A row with a single text heads the rows below it, says something of them, or is none of the list. What it does not say is not guessed.</summary>
public sealed class HeadingsWithinATableTests
{
    private static WholeFile AtDitton(string text, string name = "timetable.csv") => WholeFile.Of(text, name, WholeFile.AtDitton);

    [Theory]
    [InlineData("St Bede's Church Hall")]
    [InlineData("Online (Zoom)")]
    [InlineData("Outreach")]
    public void A_heading_that_is_not_understood_ends_the_place_before_and_is_asked_about(string heading)
    {
        var file = AtDitton($"Activity,Day,Time,Venue\nKINGSWAY FAMILY HUB,,,\nPlay,Monday,9.30-11am,\n{heading},,,\nSong,Tuesday,1-2pm,\nDance,Friday,1-2pm,\nArt,Friday,3-4pm,Kingsway\n");

        Assert.Equal(["Play: Mondays, 9:30am to 11am, kingsway", "Art: Fridays, 3pm to 4pm, kingsway"], file.Sessions);
        Assert.Equal(["Heading4 heading-not-understood", "Venue5 place-above-not-understood", "Venue6 place-above-not-understood"], file.GivenBack);
        Assert.Equal(file.Reasons[1], file.Reasons[2]);
        Assert.Equal($"Above it stands \"{heading}\", which we do not know as a place, so we cannot tell where the session is. Write the place in the row.", file.Reasons[1]);
    }

    [Fact]
    public void What_says_for_whom_the_rows_are_ends_nothing_and_is_no_row() => Assert.Equal(
        ["Play: Mondays, 9:30am to 11am, kingsway", "Song: Mondays, 1pm to 2pm, kingsway"],
        AtDitton("Activity,Time,Venue\nKingsway Family Hub,,\nMonday,,\nBaby groups,,\nPlay,9.30-11am,\nUnder 5s,,\nSong,1-2pm,\n").Sessions);

    [Theory]
    [InlineData("Wednesday 16th December", "Song: 16 December 2026, 1pm to 2pm, kingsway")]
    [InlineData("Every other Thursday from 10 September", "Song: every other Thursday from 10 September 2026, 1pm to 2pm, kingsway")]
    [InlineData("Mon-Fri", "Song: Mondays, Tuesdays, Wednesdays, Thursdays and Fridays, 1pm to 2pm, kingsway")]
    public void A_heading_of_days_or_dates_holds_for_the_rows_below_it(string heading, string session) =>
        Assert.Contains(session, AtDitton($"Time,Activity,Venue\nTuesday,,\n9-10am,Play,Kingsway\n{heading},,\n1-2pm,Song,Kingsway\n").Sessions);

    [Theory]
    [InlineData("Half term week")]
    [InlineData("Every other Thursday")]
    public void One_that_is_not_understood_ends_the_day_before(string heading)
    {
        var file = AtDitton($"Time,Activity,Venue\nTuesday,,\n9-10am,Play,Kingsway\n{heading},,\n1-2pm,Song,Kingsway\n");

        Assert.Equal(["Play"], file.Titles);
        Assert.NotEmpty(file.GivenBack);
    }

    [Fact]
    public void A_new_place_over_days_ends_the_day_before() => Assert.Equal(
        ["Day6 day-missing"],
        WholeFile.Of("Title,Time,Venue\nKingsway Family Hub,,\nMonday,,\nYoga,1-2pm,\nDitton Family Hub,,\nSongs,3-4pm,\n").GivenBack);

    [Fact]
    public void A_new_day_over_places_ends_the_place_before()
    {
        var file = AtDitton("Title,Time,Venue\nMonday,,\nKingsway Family Hub,,\nYoga,1-2pm,\nTuesday,,\nSongs,3-4pm,\n");

        Assert.Equal(["Yoga: Mondays, 1pm to 2pm, kingsway"], file.Sessions);
        Assert.Equal(["Above it stands \"Tuesday\", with which \"Kingsway Family Hub\" ends, so we cannot tell where the session is. Write the place in the row."], file.Reasons);
    }

    [Fact]
    public void What_stands_below_Cancelled_is_not_shown_up_to_the_next_heading()
    {
        var file = WholeFile.Of("Activity,Day,Time,Venue\nPlay,Monday,10-11am,Kingsway\nCancelled until further notice:,,,\nYoga,Friday,10-11am,Kingsway\nKingsway Family Hub,,,\nArt,Friday,1-2pm,\n");

        Assert.Equal(["Play", "Art"], file.Titles);
        Assert.Equal(["Heading4 heading-stops-sessions"], file.GivenBack);
        Assert.Contains("3 heading-stops-sessions: \"Cancelled until further notice:\" stands alone in a row, so the sessions below it, up to the next such row, are not shown.", file.Warnings);
    }

    [Theory]
    [InlineData("<h1>What's on</h1><h2>Cancelled until further notice</h2>")]
    [InlineData("<h2>DRAFT</h2>")]
    public void What_stands_over_a_page_table_holds_for_all_of_it(string above) => Assert.Equal(
        ["Heading2 heading-stops-sessions"],
        WholeFile.Of($"{above}<p>All welcome</p><table><tr><th>Activity<th>Day<th>Time<th>Venue<tr><td>Play<td>Monday<td>10-11am<td>Kingsway</table>", "page.html").GivenBack);

    [Fact]
    public void A_caption_does_not_hide_the_heading_that_says_where() => Assert.Equal(
        ["Play: Mondays, 10am to 11am, kingsway"],
        AtDitton("<h2>Kingsway Family Hub</h2><table><caption>Term time only</caption><tr><th>Activity<th>Day<th>Time<tr><td>Play<td>Monday<td>10-11am</table>", "page.html").Sessions);

    [Theory]
    [InlineData("OLD - do not use")]
    [InlineData("Draft 2027")]
    [InlineData("Archive 2024")]
    [InlineData("Cancelled")]
    public void A_sheet_whose_name_keeps_it_from_families_is_given_back(string sheet)
    {
        var file = WholeFile.Of(new Reading.WorkbookFile()
            .Sheet("Autumn", [["Activity", "Day", "Time", "Venue"], ["Play", "Monday", "10-11am", "Kingsway"]])
            .Sheet(sheet, [["Activity", "Day", "Time", "Venue"], ["Rhyme", "Tuesday", "10-11am", "Kingsway"]])
            .Bytes());

        Assert.Equal(["Play"], file.Titles);
        Assert.Equal(["Heading2 heading-stops-sessions"], file.GivenBack);
    }

    [Fact]
    public void A_place_on_the_first_row_of_a_group_is_not_guessed_for_the_others()
    {
        var file = AtDitton("Day,Time,Activity,Venue\nMonday,9.30-11am,Play,Kingsway\n,1-2pm,Rhyme,\nTuesday,9-10am,Massage,\n,1-2pm,Story,\n");

        Assert.Equal(["Play: Mondays, 9:30am to 11am, kingsway", "Massage: Tuesdays, 9am to 10am, ditton", "Story: Tuesdays, 1pm to 2pm, ditton"], file.Sessions);
        Assert.Equal(["The row takes its day from one above it, which is at \"Kingsway\", so we cannot tell where the session is. Write the place in the row."], file.Reasons);
    }

    [Fact]
    public void Notes_below_the_table_are_no_rows_and_what_may_limit_sessions_is_told()
    {
        var file = WholeFile.Of("""
            Activity,Day,Time,Venue
            Play,Monday,10-11am,Kingsway

            All sessions term time only
            * No sessions w/c 14 December
            Sessions run fortnightly
            Kingsway is closed 21 Dec to 4 Jan
            """);

        Assert.Equal(["Play"], file.Titles);
        Assert.Empty(file.GivenBack);
        Assert.Equal([4, 5, 6, 7], file.Warnings.Where(w => w.Contains("heading-about-when", StringComparison.Ordinal)).Select(w => int.Parse(w[..1], null)));
        Assert.Contains("6 heading-about-when: In a row of its own stands \"Sessions run fortnightly\", which is not applied to any session. If it holds for them, write it in their rows, like term time only, from 7 September or until 18 December.", file.Warnings);
    }

    [Theory]
    [InlineData("Total events: 11,,,")]
    [InlineData("Number of sessions,2,,")]
    [InlineData("Page 1 of 1,,,")]
    [InlineData("Updated 24/11/2026,,,")]
    [InlineData("Produced by Sam Sample,,,")]
    [InlineData("Tel: 01928 500000,,,")]
    [InlineData("www.kingsway.example.org,,,")]
    [InlineData("Key: * = booking needed,,,")]
    [InlineData("Thanks,,,\nSam Sample,,,\n01632 960123,,,")]
    [InlineData("Kind regards,,,\nSam,,,")]
    public void Imprints_totals_and_the_end_of_a_letter_are_told_to_nobody(string below)
    {
        var file = WholeFile.Of($"Activity,Day,Time,Venue\nPlay,Monday,10-11am,Kingsway\n{below}\n");

        Assert.Equal(["Play"], file.Titles);
        Assert.Empty(file.GivenBack);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("Which library?")]
    [InlineData("Held in")]
    [InlineData("Place of delivery")]
    public void Headings_that_ask_where_are_understood(string heading) =>
        Assert.Equal(["Play: Mondays, 10am to 11am, kingsway"], AtDitton($"Activity,Day,Time,{heading}\nPlay,Monday,10-11am,Kingsway\n").Sessions);

    [Fact]
    public void A_heading_that_does_not_say_where_is_told_alike_for_every_place_below_it() =>
        Assert.Single(AtDitton("Activity,Day,Time,Wo\nPlay,Monday,10-11am,Kingsway Family Hub\nSong,Monday,1-2pm,Kingsway\n").Reasons.Distinct());

    [Fact]
    public void Two_tables_side_by_side_are_two_tables()
    {
        string[] headings = ["Activity", "Day", "Time", "Venue"];
        var file = WholeFile.Of(new Reading.WorkbookFile().Sheet("S", [
            [.. headings, "", .. headings],
            ["Play", "Monday", "10-11am", "Kingsway", "", "Yoga", "Friday", "1-2pm", "Ditton"],
            ["Song", "Tuesday", "10-11am", "Kingsway"],
        ]).Bytes());

        Assert.Equal(["Play: Mondays, 10am to 11am, kingsway", "Song: Tuesdays, 10am to 11am, kingsway", "Yoga: Fridays, 1pm to 2pm, ditton"], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_hidden_column_that_says_where_is_no_reason_to_guess()
    {
        var file = WholeFile.Of(new Reading.WorkbookFile().Sheet("S", [["Activity", "Day", "Time", "Venue"], ["Play", "Monday", "10-11am", "Kingsway"]], hiddenColumns: [4]).Bytes(), partner: WholeFile.AtDitton);

        Assert.Empty(file.Sessions);
        Assert.Equal(["The column \"Venue\" is hidden, so we cannot tell where the session is. Write the place in the row."], file.Reasons);
        Assert.Contains("0 hidden-columns-not-read: Hidden columns were not read: D (\"Venue\"). Show them if they say something about the sessions.", file.Warnings);
    }

    [Theory]
    [InlineData("#REF!,Tuesday,10-11am,Kingsway")]
    [InlineData("Play,#N/A,10-11am,Kingsway")]
    [InlineData("Play,Tuesday,10-11am,#NAME?")]
    public void What_a_broken_formula_shows_is_given_back(string row) =>
        Assert.Equal(["row2 formula-error"], AtDitton($"Activity,Day,Time,Venue\n{row}\n").GivenBack);

    [Theory]
    [InlineData("End date")]
    [InlineData("Not on")]
    [InlineData("Cost")]
    [InlineData("Venue")]
    public void A_formula_that_failed_is_no_empty_cell(string heading)
    {
        var error = Reading.WorkbookFile.Failed("#REF!");
        var file = WholeFile.Of(new Reading.WorkbookFile().Sheet("S", [["Activity", "Day", "Time", heading], ["Play", "Tuesday", "10-11am", error], [error, error, error, error]]).Bytes(), partner: WholeFile.AtDitton);

        Assert.Empty(file.Sessions);
        Assert.Equal(["row2 formula-error", "row3 formula-error"], file.GivenBack);
    }

    [Fact]
    public void The_longest_name_of_a_place_above_a_table_is_the_place() => Assert.Equal(
        ["Play: Mondays, 9:30am to 11am, ditton"],
        WholeFile.Of("What's on at Ditton Family Hub\nDay,Time,Activity\nMonday,9.30-11am,Play\n").Sessions);

    private const string MondayPlay = "<table><tr><th>Activity<th>Day<th>Time<tr><td>Play<td>Monday<td>10-11am</table>";

    [Theory]
    [InlineData("<p>All sessions cancelled until further notice</p>")]
    [InlineData("<div>Cancelled</div>")]
    public void A_line_of_a_page_that_stops_everything_stops_what_is_below_it(string above) =>
        Assert.Equal(["Heading2 heading-stops-sessions"], AtDitton($"<h2>Ditton</h2>{above}{MondayPlay}", "page.html").GivenBack);

    [Theory]
    [InlineData("<p>Halton Lea</p><p><b>Widnes Library</b></p>", "widnes-library")]
    [InlineData("<div><strong>Widnes Library</strong></div><p>Bring a drink</p>", "widnes-library")]
    [InlineData("<h2>What's on at Widnes Library</h2><p>Parking is at Kingsway Family Hub, tickets at the library.</p>", "widnes-library")]
    [InlineData("<p>Welcome to our programme. The hub at Kingsway has a café.</p>", "ditton")]
    public void A_line_of_a_page_says_where_when_it_says_nothing_else(string above, string place)
    {
        var file = AtDitton($"{above}{MondayPlay}", "page.html");
        Assert.Equal([$"Play: Mondays, 10am to 11am, {place}"], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Lines_above_and_below_a_page_table_that_speak_of_when_are_all_told()
    {
        var file = AtDitton($"<p>Term time only.</p><p>Not on 14 December</p>{MondayPlay}<p>Fortnightly from 7 December</p><p>Bring a towel</p>", "page.html");
        Assert.Equal(["Play"], file.Titles);
        Assert.Equal(3, file.Warnings.Length);
        Assert.Contains("0 heading-about-when: Below the table stands \"Fortnightly from 7 December\", which is not applied to any session. If it holds for them, write it in their rows, like term time only, from 7 September or until 18 December.", file.Warnings);
    }

    [Theory]
    [InlineData("<nav><p>Term dates</p></nav>")]
    [InlineData("<ul><li><a href='x'>Term dates</a></li></ul>")]
    [InlineData("<footer><p>Closed on 25 December</p></footer>")]
    [InlineData("<p style='display:none'>Term time only</p>")]
    public void Menus_and_links_and_what_nobody_sees_say_nothing(string above)
    {
        var file = AtDitton($"{above}{MondayPlay}", "page.html");
        Assert.Equal(["Play"], file.Titles);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("Cancelled sessions are shown in red")]
    [InlineData("Postponed events will be in the app")]
    public void A_line_about_cancelled_sessions_does_not_cancel_these(string line)
    {
        Assert.Equal(["Play"], AtDitton($"<p>{line}</p>{MondayPlay}", "page.html").Titles);
        Assert.Equal(["Play"], AtDitton($"{line},,\nActivity,Day,Time\nPlay,Monday,10-11am\n").Titles);
    }

    [Fact]
    public void A_day_above_the_first_table_holds_as_one_above_the_second()
    {
        var file = WholeFile.Of("Monday,,\nActivity,Time,Venue\nPlay,10-11am,Kingsway\nTuesday,,\nActivity,Time,Venue\nSong,10-11am,Ditton\n");
        Assert.Equal(["Play: Mondays, 10am to 11am, kingsway", "Song: Tuesdays, 10am to 11am, ditton"], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_heading_between_lists_that_rows_with_days_of_their_own_do_not_take_is_told_of() => Assert.Contains(
        "\"Spring term (from 4 January)\", which is not applied",
        Assert.Single(WholeFile.Of("Activity,Day,Time,Venue\nPlay,Monday,10-11am,Kingsway\nSpring term (from 4 January),,,\nSong,Monday,1-2pm,Kingsway\n").Warnings), StringComparison.Ordinal);

    [Fact]
    public void A_place_on_the_first_row_of_every_group_holds_below_it()
    {
        var file = WholeFile.Of("Day,Time,Activity,Venue\nMonday,10-11am,A,Kingsway\n,1-2pm,B,\nTuesday,10-11am,C,Ditton\n,1-2pm,D,\n,2-3pm,E,Widnes Library\n,3-4pm,F,\n");
        Assert.Equal(
            ["A: Mondays, 10am to 11am, kingsway", "B: Mondays, 1pm to 2pm, kingsway", "C: Tuesdays, 10am to 11am, ditton", "D: Tuesdays, 1pm to 2pm, ditton", "E: Tuesdays, 2pm to 3pm, widnes-library"], file.Sessions);
        Assert.Equal(["Venue7 place-above-not-understood"], file.GivenBack);
    }
}
