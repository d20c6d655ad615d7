using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources;

namespace HubAutomation.Shared.Tests.FundingReturns.Sources;

public sealed class PanelTests
{
    private const string Rows = """
        Date,Activity,Parents,Members
        2026-07-09,meeting,9,14
        2026-09-10,Meeting,11,16
        2026-09-22,mystery shopping,3,
        2026-10-08,meeting,12,
        2026-10-28,survey,58,
        2026-11-05,meeting,8,19
        """;

    [Theory]
    [InlineData("activities", "2026-09..2026-10", null, 4)]
    [InlineData("activities", "2026-09..2026-10", "meeting", 2)]
    [InlineData("parents", "2026-09..2026-10", null, 84)]
    [InlineData("parents", "2026-10", "survey", 58)]
    [InlineData("members", "2026-09", null, 16)]
    [InlineData("members", "2026-10", null, 16)]
    [InlineData("members", "2026-08", null, 14)]
    public async Task Activities_parents_and_the_members_last_stated(string what, string months, string? activity, int expected)
    {
        var reading = await ReadAsync(Rows, activity is null ? Given.Ask(what, months) : Given.Ask(what, months, ("activity", activity)));

        Assert.Equal(expected, reading.Figure().Value);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task Members_say_of_which_day_they_are()
    {
        var reading = await ReadAsync(Rows, Given.Ask("members", "2026-10"));

        Assert.Equal("panel/2026-27.csv: 2 rows; members as stated on 10 September 2026", reading.Figure().From);
    }

    [Fact]
    public async Task Members_are_those_of_the_latest_day_in_whatever_order_the_rows_stand()
    {
        var reading = await ReadAsync("Date,Activity,Parents,Members\n2026-10-08,meeting,12,17\n2026-09-10,meeting,11,16\n", Given.Ask("members", "2026-10"));

        Assert.Equal(17, reading.Figure().Value);
    }

    [Fact]
    public async Task Members_that_nobody_stated_for_a_year_are_not_known()
    {
        var files = new[] { Given.File("panel/2025-26.csv", "Date,Activity,Parents,Members\n2025-10-31,meeting,9,14\n"), Given.File("panel/2026-10.csv", "Date,Activity,Parents\n2026-10-08,meeting,12\n") };
        var reading = await PanelSource.ReadAsync([Given.Ask("members", "2026-10")], files, default);

        Assert.Null(reading.Figure().Value);
        Assert.Equal("How many members the panel had at the end of October 2026 is not known: no row of the twelve months before says it in its column Members. Enter it with an activity.", reading.Sentence("members-not-stated"));
    }

    [Fact]
    public async Task A_file_that_ends_before_the_month_does_not_pass_for_a_month_without_activities()
    {
        var reading = await ReadAsync(Rows, Given.Ask("activities", "2026-12"));

        Assert.Null(reading.Figure().Value);
        Assert.Equal(
            "panel has nothing for December 2026: there is no file for it, or its rows end before. Figures of these months are missing or incomplete. Upload the file; when there was nothing to enter, one for the month with nothing but its headings.",
            reading.Sentence("missing"));
    }

    [Fact]
    public async Task A_months_file_with_nothing_but_headings_says_that_nothing_happened()
    {
        var reading = await PanelSource.ReadAsync([Given.Ask("activities", "2026-12")], [Given.File("panel/2026-27.csv", Rows), Given.File("panel/2026-12.csv", "Date,Activity,Parents\n")], default);

        Assert.Equal(0, reading.Figure().Value);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public async Task Numbers_in_words_are_left_out()
    {
        var reading = await ReadAsync("Date,Activity,Parents\n2026-10-08,meeting,about ten\n2026-10-09,,4\n2026-10-10,meeting,5\n", Given.Ask("parents", "2026-10"));

        Assert.Equal(5, reading.Figure().Value);
        Assert.Equal(["2 Parents not-a-number", "3 Activity empty"], reading.LeftOut());
        Assert.Equal(
            "panel/2026-27.csv: 2 rows were left out of the figures, 4 parents taking part in all and what 1 row does not say in digits. The first is row 2, Parents: This is no number. Write it in digits with a point before the pence, like 1234.50. The list of them lies beside the return.",
            reading.Sentence("rows-left-out"));
    }

    private static Task<SourceReading> ReadAsync(string text, params FigureRequest[] requests) =>
        PanelSource.ReadAsync(requests, [Given.File("panel/2026-27.csv", text)], default);
}
