namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>Below the days of a grid whose rows are named stands whether, when and where: no is no, and what is not understood is given back.</summary>
public sealed class MarksInGridsTests
{
    [Theory]
    [InlineData("Yes", "No")]
    [InlineData("Y", "n")]
    [InlineData("✓", "✗")]
    [InlineData("✓", "x")]
    [InlineData("✔", "-")]
    [InlineData("TRUE", "FALSE")]
    [InlineData("1", "0")]
    [InlineData("Yes", "N/A")]
    [InlineData("yes", "none")]
    [InlineData("X", "")]
    [InlineData("•", "")]
    [InlineData("open", "off")]
    public void A_no_is_no_session_and_needs_no_word(string yes, string no)
    {
        var file = Of($"Baby Café,9.30-11am,{yes},{no}");
        Assert.Equal(["Baby Café: Mondays, 9:30am to 11am, kingsway"], file.Sessions);
        Assert.Empty(file.GivenBack);
    }

    [Theory]
    [InlineData("1st", "1st Monday of the month")]
    [InlineData("2nd & 4th", "2nd and 4th Monday of the month")]
    [InlineData("last", "last Monday of the month")]
    [InlineData("Y (TT)", "Mondays, term time only")]
    [InlineData("Yes - not 14 Dec", "Mondays, not 14 December 2026")]
    [InlineData("from 4 January", "Mondays from 4 January 2027")]
    public void How_often_and_when_is_applied(string cell, string days) => Assert.Equal([$"Baby Café: {days}, 9:30am to 11am, kingsway"], Of($"Baby Café,9.30-11am,{cell},").Sessions);

    [Theory]
    [InlineData("Ditton")]
    [InlineData("Y (Ditton)")]
    public void A_place_in_the_cell_is_nearer_than_the_rows_own(string cell) => Assert.Equal(["Baby Café: Mondays, 9:30am to 11am, ditton"], Of($"Baby Café,9.30-11am,{cell},").Sessions);

    [Theory]
    [InlineData("1-2pm")]
    [InlineData("1-2pm all welcome")]
    public void A_time_in_the_cell_is_the_sessions(string cell) => Assert.Equal(["Baby Café: Mondays, 1pm to 2pm, kingsway"], Of($"Baby Café,9.30-11am,{cell},").Sessions);

    [Theory]
    [InlineData("?")]
    [InlineData("cancelled")]
    [InlineData("CANCELLED")]
    [InlineData("paused")]
    [InlineData("not this term")]
    [InlineData("Full")]
    [InlineData("stopped")]
    [InlineData("alt")]
    [InlineData("monthly")]
    [InlineData("fortnightly")]
    [InlineData("1-2pm cancelled")]
    [InlineData("maybe")]
    [InlineData("TBC")]
    public void What_is_not_understood_is_given_back(string cell)
    {
        var file = Of($"Baby Café,9.30-11am,{cell},Yes");
        Assert.Equal(["Baby Café: Tuesdays, 9:30am to 11am, kingsway"], file.Sessions);
        Assert.NotEmpty(file.GivenBack);
    }

    [Fact]
    public void A_cross_alone_in_a_row_is_asked_about_where_others_have_ticks() => Assert.Equal(
        ["Timetable cell2 cell-not-understood"], Of("Baby Café,9.30-11am,x,\nYoga,1-2pm,✓,").GivenBack);

    private static WholeFile Of(string rows) => WholeFile.Of($"Group,Time,Mon,Tue,Venue\n{string.Join('\n', rows.Split('\n').Select(r => r + ",Kingsway Family Hub"))}\n");
}
