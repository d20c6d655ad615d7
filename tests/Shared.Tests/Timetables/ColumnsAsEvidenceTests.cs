namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>The whole column is evidence: in which order dates are written, what is a date and what a time, what a blank repeats.</summary>
public sealed class ColumnsAsEvidenceTests
{
    private static WholeFile Dates(params string[] dates) =>
        WholeFile.Of("Title,Date,Time,Place\n" + string.Concat(dates.Select(d => $"Craft,\"{d}\",10-11am,Kingsway Family Hub\n")));

    private static string Craft(string date) => $"Craft: {date}, 10am to 11am, kingsway";

    [Fact]
    public void One_date_that_can_only_be_American_makes_the_file_American()
    {
        var file = Dates("12/07/2026", "12/14/2026");
        Assert.Equal([Craft("7 December 2026"), Craft("14 December 2026")], file.Sessions);
        Assert.EndsWith("dates with the month first, as in America", file.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Also_where_it_stands_far_below_or_has_no_year_or_the_heading_says_so()
    {
        Assert.Equal(Craft("7 December 2026"), Dates(["12/07/2026", .. Enumerable.Repeat("12/08/2026", 200), "12/14/2026"]).Sessions[0]);
        Assert.Equal([Craft("7 December 2026 and 14 December 2026")], Dates("12/7, 12/14").Sessions);
        Assert.Equal(
            [Craft("7 December 2026")],
            WholeFile.Of("Title,Date (MM/DD/YYYY),Time,Place\nCraft,12/07/2026,10-11am,Kingsway\n").Sessions);
    }

    [Fact]
    public void UK_order_holds_where_nothing_speaks_against_it() =>
        Assert.Equal([Craft("5 June 2026"), Craft("4 December 2026")], Dates("05/06/2026", "04/12/2026").Sessions);

    [Fact]
    public void In_a_file_that_writes_both_ways_a_date_that_could_be_either_is_given_back()
    {
        var file = Dates("12/07/2026", "12/14/2026", "14/12/2026", "07/07/2026");
        Assert.Equal([Craft("14 December 2026"), Craft("7 July 2026")], file.Sessions);
        Assert.Equal(["Date2 date-order-unclear", "Dates3 date-does-not-exist"], file.GivenBack);
        Assert.Equal("12/07/2026 can be 12 July or 7 December: other dates of the file have the day first, and others the month. Write the month as a word, like 14 September 2026.", file.Reasons[0]);
    }

    [Theory]
    [InlineData("title,start_date,end_date,venue", "2026-12-10 16:00,2026-12-10 16:30")]
    [InlineData("Title,Start,End,Place", "10/12/2026 16:00,10/12/2026 16:30")]
    [InlineData("Title,Start,End,Place", "10/12/2026 16:00:00,10/12/2026 16:30:00")]
    [InlineData("Title,From,To,Place", "10/12/2026 4pm,10/12/2026 4.30pm")]
    [InlineData("Title,Start,End,Place", "Thu 10 Dec 2026 16:00,Thu 10 Dec 2026 16:30")]
    [InlineData("Title,startDate,endDate,Place", "2026-12-10T16:00:00Z,2026-12-10T16:30:00Z")]
    [InlineData("Title,Start date time,End date time,Place", "2026-12-10T16:00,2026-12-10T16:30")]
    [InlineData("Title,Start,End,Place", "2026-12-10T17:00:00.000+01:00,2026-12-10T17:30:00.000+01:00")]
    [InlineData("Title,Start Date,End Date,Place", "10/12/2026 16:00,10/12/2026 16:30")]
    [InlineData("Title,Start,End,Place", "20261210T160000Z,20261210T163000Z")]
    public void A_column_of_dates_with_times_holds_both(string headings, string cells) => Assert.Equal(
        ["Story Time: 10 December 2026, 4pm to 4:30pm, kingsway"],
        WholeFile.Of($"{headings}\nStory Time,{cells},Kingsway Family Hub\n").Sessions);

    [Fact]
    public void A_date_column_may_hold_the_time_too() => Assert.Equal(
        ["Story Time: 10 December 2026, 4pm, kingsway"],
        WholeFile.Of("Title,Date,Place\nStory Time,2026-12-10T16:00:00,Kingsway\n").Sessions);

    [Fact]
    public void Times_that_name_their_zone_are_told_in_London() => Assert.Equal(
        ["Story Time: 10 June 2026, 4pm to 4:30pm, kingsway"],
        WholeFile.Of("Title,Start,End,Place\nStory Time,2026-06-10T15:00:00Z,2026-06-10T15:30:00Z,Kingsway Family Hub\n").Sessions);

    [Theory]
    [InlineData("9999-12-31T23:59-05:00")]
    [InlineData("٠٧/١٢/٢٠٢٦ 10:00")]
    [InlineData("2026-13-45T25:61:00Z")]
    [InlineData("2026-06-10T15:00+٠١")]
    public void What_only_looks_like_a_moment_is_given_back(string text) =>
        Assert.NotEmpty(WholeFile.Of($"Title,Start,End,Place\nStory Time,{text},{text},Kingsway\n").GivenBack);

    [Fact]
    public void Midnight_behind_a_date_is_no_time() => Assert.Equal(
        ["Story Time: 10 December 2026, 4pm to 5pm, kingsway"],
        WholeFile.Of("Title,Start date,End date,Start time,End time,Place\nStory Time,2026-12-10 00:00:00,2026-12-10 00:00:00,16:00,17:00,Kingsway\n").Sessions);

    [Fact]
    public void An_end_on_another_day_is_not_lost() => Assert.Equal(
        ["Camp: 7 December 2026, 8 December 2026 and 9 December 2026, 10am to 3pm, kingsway"],
        WholeFile.Of("Title,Start,End,Place\nCamp,2026-12-07 10:00,2026-12-09 15:00,Kingsway\n").Sessions);

    [Fact]
    public void Headings_of_other_programs_exports_are_understood() => Assert.Equal(
        ["Stay and Play: 10 December 2026, 10am to 11am, kingsway"],
        WholeFile.Of("""
            Group/Activity,EVENT START DATE,starttime,endtime,Family Hub Site,Recommended age
            Stay and Play,10/12/2026,10:00,11:00,Kingsway Family Hub,0-5 years
            """).Sessions);

    [Theory]
    [InlineData("From - To", "10am - 11am")]
    [InlineData("Start/End", "10-11am")]
    [InlineData("Start & finish time", "10-11am")]
    [InlineData("Session timings", "10-11am")]
    [InlineData("Time slot (24hr)", "10:00-11:00")]
    public void A_column_from_start_to_end_is_one_of_times(string heading, string text) => Assert.Equal(
        ["Yoga: Mondays, 10am to 11am, kingsway"],
        WholeFile.Of($"Title,Day,{heading},Place\nYoga,Monday,{text},Kingsway\n").Sessions);

    [Fact]
    public void Or_of_dates() => Assert.Equal(
        ["Yoga: Mondays from 14 September 2026 until 14 December 2026, 10am to 11am, kingsway"],
        WholeFile.Of("Title,Day,Time,From - To,Place\nYoga,Monday,10-11am,14 Sept - 14 Dec,Kingsway\n").Sessions);

    [Fact]
    public void Without_a_column_for_the_name_the_file_is_told_so_once_with_the_headings_that_were_not_understood()
    {
        var file = WholeFile.Of("Thing we do,Day,Time,Place\nYoga,Monday,10-11am,Kingsway\nSongs,Monday,1-2pm,Kingsway\n");
        Assert.Equal("title-column-missing", file.Refusal!.Rule);
        Assert.Equal("timetable.csv: No column has a heading that means the name of the session. Headings that were not understood: \"Thing we do\". Head the column with Activity.", file.Refusal.Sentence);
    }

    [Fact]
    public void Where_too_few_headings_are_known_the_first_row_is_named() => Assert.Contains(
        "These were not enough: \"Was\", \"Wo\", \"Time\".", WholeFile.Of("Was,Wo,Time\nYoga,Kingsway,10-11am\n").Refusal!.Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_first_row_without_any_heading_that_is_known_may_be_about_people_and_is_not_repeated() => Assert.DoesNotContain(
        "Sample", WholeFile.Of("Mia Sample,Ali Example\nZoë Specimen,Jo Pattern\n").Refusal!.Sentence, StringComparison.Ordinal);

    [Fact]
    public void A_day_or_place_on_the_first_row_of_a_group_holds_for_the_rows_below() => Assert.Equal(
        [
            "Stay and Play: Mondays, 10am to 11am, kingsway", "Baby Massage: Mondays, 1pm to 2pm, kingsway",
            "Story Time: Tuesdays, 10am to 10:30am, ditton", "Yoga: Tuesdays, 1pm to 2pm, ditton",
        ],
        WholeFile.Of("""
            Day,Place,Title,Time
            Monday,Kingsway Family Hub,Stay and Play,10-11am
            ,,Baby Massage,1-2pm
            Tuesday,Ditton Family Hub,Story Time,10-10.30am
            ,,Yoga,1-2pm
            """).Sessions);

    [Fact]
    public void A_blank_in_a_list_that_writes_its_day_in_every_row_is_a_day_that_is_missing()
    {
        var file = WholeFile.Of("""
            Day,Title,Time,Place
            Monday,Stay and Play,10-11am,Kingsway Family Hub
            Monday,Baby Massage,1-2pm,Kingsway Family Hub
            ,Story Time,10-10.30am,Kingsway Family Hub
            """);
        Assert.Equal(2, file.Sessions.Length);
        Assert.Equal(["Day4 day-missing"], file.GivenBack);
    }

    [Fact]
    public void A_row_with_dates_of_its_own_takes_no_day_from_the_group() => Assert.Equal(
        ["Stay and Play: Mondays, 10am to 11am, kingsway", "Trip: 9 December 2026, 1pm to 2pm, kingsway"],
        WholeFile.Of("Day,Title,Time,Place,Dates\nMonday,Stay and Play,10-11am,Kingsway,\n,Trip,1-2pm,Kingsway,9 December 2026\n").Sessions);

    [Fact]
    public void A_day_or_place_alone_in_a_row_heads_the_rows_below() => Assert.Equal(
        [
            "Yoga: Mondays, 1pm to 2pm, kingsway", "Songs: Tuesdays, 3pm to 4pm, kingsway", "Massage: Wednesdays, 9am to 10am, ditton",
        ],
        WholeFile.Of("""
            Title,Time,Venue
            Kingsway Family Hub,,
            Monday,,
            Yoga,1-2pm,
            Tuesday,,
            Songs,3-4pm,
            Ditton Family Hub – Wednesdays,,
            Massage,9-10am,
            """).Sessions);

    [Fact]
    public void A_row_of_which_only_the_name_is_left_is_given_back()
    {
        var file = WholeFile.Of("Title,Day,Time,Venue\nYoga,Monday,1-2pm,Kingsway\nSongs,,,\n");
        Assert.Equal(["Yoga"], file.Titles);
        Assert.All(file.GivenBack, g => Assert.Contains("3 ", g, StringComparison.Ordinal));
    }

    [Fact]
    public void The_heading_before_a_pages_table_says_where() => Assert.Equal(
        ["Yoga: Mondays, 10am to 11am, kingsway", "Songs: Mondays, 10am to 11am, ditton"],
        WholeFile.Of("""
            <h2>Kingsway Family Hub</h2><p>All welcome</p><table><tr><th>Title<th>Day<th>Time<tr><td>Yoga<td>Monday<td>10-11am</table>
            <div><h3>Ditton Family Hub</h3></div><table><caption>Ditton</caption><tr><th>Title<th>Day<th>Time<tr><td>Songs<td>Monday<td>10-11am</table>
            """, "page.html").Sessions);
}
