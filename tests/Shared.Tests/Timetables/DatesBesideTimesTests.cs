namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>Start, End, From, Until beside a column of times: a date in them holds, the same time says nothing more, anything else is asked about.</summary>
public sealed class DatesBesideTimesTests
{
    [Theory]
    [InlineData("Start,End", "07/12/2026,15/02/2027", "A: Mondays from 7 December 2026 until 15 February 2027, 10am to 11am, kingsway")]
    [InlineData("Start,End", "07/12/2026,Ongoing", "A: Mondays from 7 December 2026, 10am to 11am, kingsway")]
    [InlineData("From,To", "10am,11am", "A: Mondays, 10am to 11am, kingsway")]
    [InlineData("From,To", "10:00,", "A: Mondays, 10am to 11am, kingsway")]
    [InlineData("Starts,Ends", ",18/12/2026", "A: Mondays until 18 December 2026, 10am to 11am, kingsway")]
    [InlineData("Start date,End date", "n/a,open ended", "A: Mondays, 10am to 11am, kingsway")]
    public void What_they_say_is_applied(string headings, string cells, string expected) =>
        Assert.Equal([expected], WholeFile.Of($"Activity,Day,Time,{headings},Venue\nA,Monday,10-11am,{cells},Kingsway\n").Sessions);

    [Theory]
    [InlineData("Start,End", "January,March")]
    [InlineData("Start,Finish", "11/01/2027,Easter")]
    [InlineData("From,Until", ",half term")]
    [InlineData("Starts,Ends", "TBC,")]
    [InlineData("Start,Finish", "cancelled,cancelled")]
    [InlineData("From,To", "1pm,2pm")]
    [InlineData("From,To", "10am,12 noon")]
    public void What_is_not_understood_gives_the_row_back(string headings, string cells)
    {
        var file = WholeFile.Of($"Activity,Day,Time,{headings},Venue\nA,Monday,10-11am,{cells},Kingsway\nB,Tuesday,10-11am,,,Kingsway\n");
        Assert.Equal(["B: Tuesdays, 10am to 11am, kingsway"], file.Sessions);
        Assert.NotEmpty(file.GivenBack);
    }

    [Fact]
    public void A_date_holds_though_other_rows_of_its_column_hold_words()
    {
        var file = WholeFile.Of("""
            Activity,Day,Time,End,Venue
            A,Monday,10-11am,15/02/2027,Kingsway
            B,Tuesday,10-11am,Ongoing,Kingsway
            C,Wednesday,10-11am,Ongoing,Kingsway
            D,Thursday,10-11am,end of term,Kingsway
            """);
        Assert.Equal(["A: Mondays until 15 February 2027, 10am to 11am, kingsway", "B: Tuesdays, 10am to 11am, kingsway", "C: Wednesdays, 10am to 11am, kingsway"], file.Sessions);
        Assert.Equal(["End date5 date-not-understood"], file.GivenBack);
    }

    [Fact]
    public void A_start_alone_and_its_end_are_still_two_columns_of_times() => Assert.Equal(
        ["A: Mondays, 10am to 11am, kingsway", "B: Tuesdays until 18 December 2026, 10am, kingsway"],
        WholeFile.Of("Activity,Day,Time,End,Venue\nA,Monday,10am,11am,Kingsway\nB,Tuesday,10am,18/12/2026,Kingsway\nC,Tuesday,10am,12pm,Kingsway\n").Sessions.Take(2));

    [Fact]
    public void A_time_among_ends_with_their_dates_is_the_end_of_that_day() => Assert.Equal(
        ["A: 7 December 2026, 10am to 11:30am, kingsway", "B: 8 December 2026, 10am to 11:30am, kingsway"],
        WholeFile.Of("Activity,Start,End,Venue\nA,07/12/2026 10:00,07/12/2026 11:30,Kingsway\nB,08/12/2026 10:00,11:30,Kingsway\n").Sessions);

    [Theory]
    [InlineData("None")]
    [InlineData("Does not repeat")]
    [InlineData("One-off")]
    public void That_a_date_does_not_repeat_says_nothing_more(string repeats)
    {
        var file = WholeFile.Of($"Activity,Date,Time,Venue,Repeats\nA,07/12/2026,10-11am,Kingsway,{repeats}\n");
        Assert.Equal(["A: 7 December 2026, 10am to 11am, kingsway"], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void That_a_weekday_does_not_repeat_leaves_the_date_open() =>
        Assert.NotEmpty(WholeFile.Of("Activity,Day,Time,Venue,Repeats\nA,Monday,10-11am,Kingsway,None\n").GivenBack);

    [Fact]
    public void What_repeats_until_a_date_ends_then() => Assert.Equal(
        ["A: Mondays from 7 December 2026 until 15 February 2027, 10am to 11am, kingsway"],
        WholeFile.Of("Activity,Date,Time,Venue,Repeats,Repeat until\nA,07/12/2026,10-11am,Kingsway,Weekly,15/02/2027\n").Sessions);

    [Theory]
    [InlineData("Daily Mon-Fri", "Mondays, Tuesdays, Wednesdays, Thursdays and Fridays")]
    [InlineData("Mon to Thu daily", "Mondays, Tuesdays, Wednesdays and Thursdays")]
    [InlineData("Daily", "Mondays, Tuesdays, Wednesdays, Thursdays, Fridays, Saturdays and Sundays")]
    [InlineData("Weekdays and Saturday", "Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Saturdays")]
    public void Daily_beside_days_means_these(string day, string expected) =>
        Assert.Equal([$"A: {expected}, 10am to 11am, ditton"], WholeFile.Of($"Activity,Day,Time,Venue\nA,{day},10-11am,Ditton\n").Sessions);

    [Theory]
    [InlineData("December 2026,,,\nMon,Tue,Wed,Thu\n,1,2,3\n,Yoga 10-11am,,Play 1-2pm\n7,8,9,10\nSong 10-11am,,,\n")]
    [InlineData("December 2026,,,\nMon,Tue,Wed,Thu\n,\"1\nYoga 10-11am\",2,\"3\nPlay 1-2pm\"\n\"7\nSong 10-11am\",8,9,10\n")]
    public void A_months_calendar_holds_dates(string text) => Assert.Equal(
        ["Yoga: 1 December 2026, 10am to 11am, ditton", "Play: 3 December 2026, 1pm to 2pm, ditton", "Song: 7 December 2026, 10am to 11am, ditton"],
        WholeFile.Of(text, partner: WholeFile.AtDitton).Sessions);

    [Fact]
    public void Without_its_month_it_is_asked_about()
    {
        var file = WholeFile.Of("What's on,,\nMon,Tue,Wed\n7,8,9\nYoga 10-11am,,\n", partner: WholeFile.AtDitton);
        Assert.Empty(file.Sessions);
        Assert.Equal(["row4 month-not-known"], file.GivenBack);
    }

    [Fact]
    public void Numbers_that_are_not_those_of_the_weekdays_are_asked_about() => Assert.Equal(
        ["Day4 weekday-differs"],
        WholeFile.Of("December 2026,,\nMon,Tue,Wed\n1,2,3\nYoga 10-11am,,\n", partner: WholeFile.AtDitton).GivenBack.Select(g => g.Replace("Dates", "Day", StringComparison.Ordinal)));
}
