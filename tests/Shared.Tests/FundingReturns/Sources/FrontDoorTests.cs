using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

public sealed class FrontDoorTests
{
    private const string Headings = "From,To,Users,New users,Sessions,Page views,Average minutes\n";

    private const string Rows = """
        01/09/2026,30/09/2026,"2,130","1,480","3,000","25,900",2.5
        01/10/2026,31/10/2026,"2,040","1,260","1,000","22,300",2.1
        01/10/2026,31/10/2026,"2,040","1,260","4,000","22,300",2.0
        """;

    [Theory]
    [InlineData("users", 2740)]
    [InlineData("sessions", 7000)]
    [InlineData("pages", 48200)]
    public async Task Over_several_months_new_users_sessions_and_pages_add_up(string what, int expected)
    {
        var reading = await ReadAsync(Rows, Given.Ask(what, "2026-09..2026-10"));

        Assert.Equal(expected, reading.Figure().Value);
        Assert.Equal(["3 Users more-than-sessions"], reading.LeftOut());
    }

    [Fact]
    public async Task Users_say_that_they_are_new_users()
    {
        var reading = await ReadAsync(Rows, Given.Ask("users", "2026-09..2026-10"));

        Assert.Equal("front-door/2026-27.csv: 2 rows; new users added up, since users who come back would count in each month again", reading.Figure().From);
    }

    [Fact]
    public async Task Minutes_are_weighted_by_sessions()
    {
        var reading = await ReadAsync(Rows, Given.Ask("minutes", "2026-09..2026-10"));

        Assert.Equal((15500m / 7000, 15500, 7000), (reading.Figure().Value, reading.Figure().Numerator, reading.Figure().Denominator));
    }

    [Fact]
    public async Task Users_of_one_month_can_be_said_and_those_of_several_cannot()
    {
        var one = await ReadAsync(Rows, Given.Ask("monthly-users", "2026-10"));
        var two = await ReadAsync(Rows, Given.Ask("monthly-users", "2026-09..2026-10"));
        var parts = await ReadAsync("2026-10-01,2026-10-14,10,5,20,30,1\n2026-10-15,2026-10-31,11,4,20,30,1", Given.Ask("monthly-users", "2026-10"));

        Assert.Equal(2040, one.Figure().Value);
        Assert.Null(two.Figure().Value);
        Assert.Null(parts.Figure().Value);
        Assert.Equal(["Warning users-cannot-be-added"], parts.Rules());
    }

    [Fact]
    public async Task Rows_that_contradict_themselves_or_each_other_are_left_out()
    {
        var reading = await ReadAsync(
            """
            2026-10-01,2026-10-10,100,101,200,300,2
            2026-10-01,2026-10-10,100,50,99,300,2
            2026-10-25,2026-11-07,100,50,200,300,2
            2026-10-10,2026-10-01,100,50,200,300,2
            2026-10-01,2026-10-10,100,50,200,300,1441
            2026-10-01,2026-10-20,100,50,200,300,2
            2026-10-20,2026-10-31,100,50,200,300,2
            """, Given.Ask("sessions", "2026-10"));

        Assert.Equal(200, reading.Figure().Value);
        Assert.Equal(
            ["2 New users more-than-users", "3 Users more-than-sessions", "4 To not-within-a-month", "5 To not-within-a-month", "6 Average minutes not-minutes", "8 From overlap"],
            reading.LeftOut());
        Assert.Equal("There are 101 new users among 100 users. New users cannot be more than users.", reading.Rejects[0].Sentence);
        Assert.Equal("There are 100 users and 99 sessions. Every user has at least one session.", reading.Rejects[1].Sentence);
        Assert.Equal("Some of these days are in row 7 already and would count twice. Leave one of the rows.", reading.Rejects[5].Sentence);
    }

    [Fact]
    public async Task A_part_of_the_month_that_is_returned_is_a_warning_and_one_of_an_earlier_month_a_note()
    {
        const string Parts = "2026-09-03,2026-09-30,100,50,200,300,2\n2026-10-01,2026-10-12,100,50,200,300,2";
        var reading = await ReadAsync(Parts, Given.Ask("sessions", "2026-09..2026-10"));

        Assert.Equal(["Note part-of-a-month", "Warning part-of-a-month"], reading.Rules());
        Assert.Equal("front-door has 12 of the 31 days of October 2026, and the figures of that month are of these days. Export the month once more when it is over.", reading.Findings[1].Sentence);
    }

    [Fact]
    public async Task No_sessions_is_no_average()
    {
        var reading = await ReadAsync("2026-10-01,2026-10-31,0,0,0,0,0", Given.Ask("minutes", "2026-10"));

        Assert.Null(reading.Figure().Value);
        Assert.Equal(["Warning nothing-to-divide-by"], reading.Rules());
    }

    [Fact]
    public async Task The_five_pages_and_contents_with_the_most_views_over_the_window_stand_beside()
    {
        var content = Given.File(
            "front-door-content/2026-27.csv",
            """
            Month,Kind,Title,Views
            2026-09,page,Events,900
            2026-09,page,Home,800
            2026-10,page,home,300
            2026-10,page,Adults,50
            2026-10,page,Zebra,60
            2026-10,page,Bumps,50
            2026-10,page,Aardvark,50
            2026-10,page,Feeding,50
            2026-10,content,Widnes Autumn timetable,40
            2026-10,video,Baby massage,40
            """);
        var reading = await FrontDoorSource.ReadAsync([Given.Ask("sessions", "2026-09..2026-10")], [content, Given.File("front-door/2026-27.csv", Headings + "2026-09-01,2026-09-30,1,1,1,1,1\n2026-10-01,2026-10-31,1,1,1,1,1")], default);

        Assert.Equal(["Home 1100", "Events 900", "Zebra 60", "Aardvark 50", "Adults 50"], Lines(reading.Breakdowns[0]));
        Assert.Equal(["Widnes Autumn timetable 40"], Lines(reading.Breakdowns[1]));
        Assert.Equal("Top pages, September 2026 to October 2026", reading.Breakdowns[0].Title);
        Assert.Equal(["11 Kind not-allowed"], reading.LeftOut());
    }

    [Fact]
    public async Task An_export_of_content_that_ends_early_is_missing_and_one_that_was_never_there_is_not()
    {
        var frontDoor = Given.File("front-door/2026-10.csv", Headings + "2026-10-01,2026-10-31,1,1,1,1,1");
        var early = Given.File("front-door-content/2026-27.csv", "Month,Kind,Title,Views\n2026-09,page,Events,900\n");

        Assert.Empty((await FrontDoorSource.ReadAsync([Given.Ask("sessions", "2026-10")], [frontDoor], default)).Findings);
        var reading = await FrontDoorSource.ReadAsync([Given.Ask("sessions", "2026-10")], [frontDoor, early], default);
        Assert.Equal((Severity.Warning, "missing", "front-door-content"), (reading.Findings[0].Severity, reading.Findings[0].Rule, reading.Findings[0].Place));
        Assert.Empty(reading.Breakdowns);
    }

    private static string[] Lines(Breakdown table) => [.. table.Rows.Select(row => $"{row.Label} {row.Values[0]}")];

    private static Task<SourceReading> ReadAsync(string rows, params FigureRequest[] requests) =>
        FrontDoorSource.ReadAsync(requests, [Given.File("front-door/2026-27.csv", Headings + rows)], default);
}
