using HubAutomation.Shared.Tests.Timetables.Reading;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>What stands within, above or in the corner of a grid of days holds for its sessions as a heading of a list does: applied, or asked about.</summary>
public sealed class HeadingsOfGridsTests
{
    private static WholeFile AtDitton(string text, string name = "timetable.csv") => WholeFile.Of(text, name, WholeFile.AtDitton);

    [Theory]
    [InlineData("Time")]
    [InlineData("")]
    [InlineData("Session time")]
    public void A_place_between_the_rows_is_where_the_sessions_below_it_are(string corner) => Assert.Equal(
        ["Massage: Mondays, 9:30am to 11am, kingsway", "Play: Tuesdays, 9:30am to 11am, kingsway", "Lego: Mondays, 9:30am to 11am, widnes-library"],
        AtDitton($"{corner},Monday,Tuesday\nKingsway Family Hub,,\n9.30-11am,Massage,Play\nWidnes Library,,\n9.30-11am,Lego,\n").Sessions);

    [Fact]
    public void One_over_all_days_of_a_workbook_does_the_same()
    {
        var file = WholeFile.Of(new WorkbookFile().Sheet("S", [
            ["What's on – Kingsway Family Hub"], ["Time", "Monday", "Tuesday"], ["9.30-11am", "Massage", "Play"],
            ["What's on – Widnes Library", "", ""], ["Time", "Monday", "Tuesday"], ["9.30-11am", "Lego", "Rhyme"],
            ["St Bede's Hall"], ["Time", "Monday", "Tuesday"], ["9.30-11am", "Art", ""],
        ], merged: ["A4:C4"]).Bytes(), partner: WholeFile.AtDitton);

        Assert.Equal(
            ["Massage: Mondays, 9:30am to 11am, kingsway", "Play: Tuesdays, 9:30am to 11am, kingsway", "Lego: Mondays, 9:30am to 11am, widnes-library", "Rhyme: Tuesdays, 9:30am to 11am, widnes-library"],
            file.Sessions);
        Assert.Equal(["Heading7 heading-not-understood", "Venue9 place-above-not-understood"], file.GivenBack);
    }

    [Fact]
    public void What_limits_rows_is_applied_or_the_rows_are_given_back()
    {
        var file = AtDitton(",Mon,Tue\nTerm time,,\n10-11am,Massage,\nSchool holidays,,\n10-11am,Lego,\nWeek 2,,\n10-11am,Art,\nWeek B,,\n10-11am,Song,\nCancelled,,\n1-2pm,,Yoga\n");

        Assert.Equal(["Massage: Mondays, term time only, 10am to 11am, ditton"], file.Sessions);
        Assert.Equal(["Dates5 date-not-understood", "Dates7 date-not-understood", "Dates9 date-not-understood", "Heading11 heading-stops-sessions"], file.GivenBack);
    }

    [Theory]
    [InlineData("9.30-11am,,\n1-2pm,Massage,")]
    [InlineData("Afternoon,,\n1-2pm,Massage,")]
    [InlineData("Sensory Room,,\n1-2pm,Massage,")]
    [InlineData("Please bring a mat,,\n1-2pm,Massage,")]
    [InlineData("Under 5s,,\n1-2pm,Massage,")]
    [InlineData("All our sessions are free. You can get help with feeding and money and more at any of our hubs.,,\n1-2pm,Massage,")]
    public void A_row_of_the_grid_without_sessions_is_no_heading(string rows)
    {
        var file = AtDitton($"Time,Monday,Tuesday\n{rows}\n");

        Assert.Equal(["Massage: Mondays, 1pm to 2pm, ditton"], file.Sessions);
        Assert.Empty(file.GivenBack);
    }

    [Fact]
    public void Sentences_that_name_a_place_are_asked_about() => Assert.Equal(
        ["Heading2 heading-not-understood", "Venue3 place-above-not-understood"],
        AtDitton("Time,Monday,Tuesday\nAll of these are now at Kingsway while the other building is painted and the roof is mended.,,\n1-2pm,Massage,\n").GivenBack);

    [Fact]
    public void A_session_that_is_the_only_one_of_its_row_is_no_heading() =>
        Assert.Equal(["Massage: Tuesdays, 1pm to 2pm, ditton"], AtDitton("Time,Monday,Tuesday\n,,Massage 1-2pm\n").Sessions);

    [Theory]
    [InlineData("Kingsway")]
    [InlineData("Kingsway Family Hub timetable")]
    [InlineData("Mothers & babies – Kingsway")]
    public void A_place_in_the_corner_is_where_the_sessions_are(string corner)
    {
        var file = AtDitton($"{corner},Mon,Tue\n10-11am,Massage,\n");

        Assert.Equal(["Massage: Mondays, 10am to 11am, kingsway"], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_new_corner_over_the_same_days_begins_another_grid() => Assert.Equal(
        ["Massage: Mondays, 10am to 11am, kingsway", "Lego: Tuesdays, 10am to 11am, widnes-library"],
        AtDitton("Kingsway,Mon,Tue\n10-11am,Massage,\nWidnes Library,Mon,Tue\n10-11am,,Lego\n").Sessions);

    [Fact]
    public void A_corner_that_may_be_a_place_and_is_not_known_is_told_of() => Assert.Equal(
        ["2 place-above-not-known: \"Some Other Hall\" stands above the table. We do not know it as a place, so sessions without a venue are shown at Ditton Family Hub."],
        AtDitton("Some Other Hall,Mon,Tue\n10-11am,Massage,\n").Warnings);

    [Theory]
    [InlineData("Week commencing 14 September", "Massage: 14 September 2026, 10am to 11am, ditton")]
    [InlineData("From 11 January", "Massage: Mondays from 11 January 2027, 10am to 11am, ditton")]
    public void A_corner_that_says_when_is_applied(string corner, string session) =>
        Assert.Equal([session], AtDitton($"{corner},Mon,Tue\n10-11am,Massage,\n").Sessions);

    [Fact]
    public void One_that_cannot_be_applied_gives_the_rows_back() =>
        Assert.Equal(["Dates2 date-not-understood"], AtDitton("From January,Mon,Tue\n10-11am,Massage,\n").GivenBack);

    [Fact]
    public void One_that_names_a_timetable_is_no_limit_and_told_of_as_not_read() =>
        Assert.Contains("The column \"Autumn term\" was not read.", Assert.Single(AtDitton("Autumn term,Mon,Tue\n10-11am,Massage,\n").Warnings), StringComparison.Ordinal);

    [Fact]
    public void Grids_side_by_side_are_each_where_the_text_above_them_says()
    {
        string[] week = ["Time", "Mon", "Tue"];
        var file = WholeFile.Of(new WorkbookFile().Sheet("S", [["Kingsway", "", "", "", "Widnes Library"], [.. week, "", .. week], ["10-11am", "Massage", "Play", "", "1-2pm", "Lego", ""]]).Bytes(), partner: WholeFile.AtDitton);

        Assert.Equal(["Massage: Mondays, 10am to 11am, kingsway", "Play: Tuesdays, 10am to 11am, kingsway", "Lego: Mondays, 1pm to 2pm, widnes-library"], file.Sessions);
    }

    [Fact]
    public void Days_that_begin_again_share_the_times_of_the_first()
    {
        var file = AtDitton(",Kingsway,,Widnes Library,\n,Mon,Tue,Mon,Tue\n10-11am,Massage,Play,Lego,Rhyme\n");

        Assert.Equal(
            ["Massage: Mondays, 10am to 11am, kingsway", "Play: Tuesdays, 10am to 11am, kingsway", "Lego: Mondays, 10am to 11am, widnes-library", "Rhyme: Tuesdays, 10am to 11am, widnes-library"],
            file.Sessions);
    }

    [Fact]
    public void A_day_that_says_more_than_its_name_is_a_day_and_what_it_says_limits_it()
    {
        var file = AtDitton(",Monday,Wednesday (fortnightly),Thursday - not 17 Dec\n10-11am,Massage,Play,Lego\n");

        Assert.Equal(["Massage: Mondays, 10am to 11am, ditton", "Lego: Thursdays, not 17 December 2026, 10am to 11am, ditton"], file.Sessions);
        Assert.Equal(["\"Wednesday (fortnightly)\" does not say which weeks. Add the first date, like every other Tuesday from 8 September."], file.Reasons);
    }

    [Theory]
    [InlineData("\"Baby Massage\nWeaning clinic\"", "Weaning clinic")]
    [InlineData("Bumps; Babies", "Babies")]
    public void Two_names_in_one_cell_are_asked_about(string cell, string second) =>
        Assert.Contains(AtDitton($"Time,Monday,Tuesday\n10-11am,{cell},\n").Warnings, w => w.StartsWith($"2 may-be-two-sessions: \"{second}\" may be a session of its own.", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"Baby Massage\nWear old clothes\"")]
    [InlineData("\"Baby Massage\nMain Hall\"")]
    [InlineData("\"Baby Massage\nDrop in\"")]
    [InlineData("\"Baby Massage\n0-5 years\nfree\"")]
    [InlineData("\"Baby Massage\nCome along and relax with your baby.\"")]
    public void What_is_told_of_a_session_below_its_name_is_no_second_one(string cell) =>
        Assert.DoesNotContain(WholeFile.Of($"Kingsway,Monday,Tuesday\n10-11am,{cell},\n").Warnings, w => w.Contains("may-be-two-sessions", StringComparison.Ordinal));

    [Theory]
    [InlineData("\"Baby Massage\nWeaning\"", true)]
    [InlineData("\"Stay and\nPlay\"", false)]
    [InlineData("\"Songs,\nrhymes and stories\"", false)]
    public void A_second_line_of_a_name_may_be_another_session(string title, bool isAskedAbout) =>
        Assert.Equal(isAskedAbout, AtDitton($"Activity,Day,Time\n{title},Monday,10-11am\n").Warnings.Any(w => w.Contains("may-be-two-sessions", StringComparison.Ordinal)));
}
