namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>A heading is understood whole: what it limits is applied to its rows, or they are given back.</summary>
public sealed class LimitsInHeadingsTests
{
    [Theory]
    [InlineData("Day (term time only)", "Yoga: Mondays, term time only, 10am to 11am, kingsway")]
    [InlineData("Day (from 4 January)", "Yoga: Mondays from 4 January 2027, 10am to 11am, kingsway")]
    [InlineData("Days (until 18 December)", "Yoga: Mondays until 18 December 2026, 10am to 11am, kingsway")]
    [InlineData("Day (not half term)", "Yoga: Mondays, not 26 October 2026, 15 February 2027 and 31 May 2027, 10am to 11am, kingsway")]
    public void What_a_heading_limits_is_applied(string heading, string families) => Assert.Equal([families], Of(heading, "Monday").Sessions);

    [Theory]
    [InlineData("Day (fortnightly)")]
    [InlineData("Day (school holidays)")]
    [InlineData("Day (until Easter)")]
    [InlineData("Spring term (4 Jan - 25 Mar)")]
    [InlineData("Autumn term")]
    [InlineData("Days from 4 January")]
    [InlineData("Day - term time only")]
    [InlineData("Day: 1st of each month")]
    [InlineData("Previous day")]
    [InlineData("Old day")]
    [InlineData("Proposed day")]
    [InlineData("Term time days")]
    public void What_is_not_understood_gives_the_row_back_or_limits_it(string heading) => Assert.DoesNotContain("Yoga: Mondays, 10am to 11am, kingsway", Of(heading, "Mondays").Sessions);

    [Theory]
    [InlineData("Time (from 4 January)", "10-11am")]
    [InlineData("Time (starts 4 January)", "10-11am")]
    public void The_heading_of_another_column_limits_too(string heading, string time) => Assert.Equal(
        ["Yoga: Mondays from 4 January 2027, 10am to 11am, kingsway"], WholeFile.Of($"Title,Day,{heading},Place\nYoga,Monday,{time},Kingsway Family Hub\n").Sessions);

    [Theory]
    [InlineData("Venue (until Easter)")]
    [InlineData("Venue (term time)")]
    public void A_place_for_a_while_is_no_place_for_good(string heading) => Assert.DoesNotContain(
        "Yoga: Mondays, 10am to 11am, kingsway", WholeFile.Of($"Title,Day,Time,{heading}\nYoga,Monday,10-11am,Kingsway Family Hub\n").Sessions);

    [Theory]
    [InlineData("Day (e.g. Monday)")]
    [InlineData("Day(s)")]
    [InlineData("Day (of the week)")]
    [InlineData("Day (every week or date)")]
    public void How_to_fill_in_a_column_limits_nothing(string heading) => Assert.Equal(["Yoga: Mondays, 10am to 11am, kingsway"], Of(heading, "Monday").Sessions);

    [Fact]
    public void Two_columns_of_days_for_two_times_of_the_year_are_given_back() => Assert.Equal(
        ["Day2 day-heading-not-known"], WholeFile.Of("Title,Term time days,Holiday days,Time,Place\nYoga,Wednesdays,Fridays,10-11am,Kingsway Family Hub\n").GivenBack.Distinct());

    [Theory]
    [InlineData("7/12/2026 – ongoing")]
    [InlineData("7/12/26 ongoing")]
    [InlineData("7 December 2026 (ongoing)")]
    [InlineData("7 December 2026 until further notice")]
    [InlineData("7/12/2026 -")]
    [InlineData("7/12/2026 all year")]
    [InlineData("7/12/2026 onwards")]
    [InlineData("w/c 7 December weekly")]
    public void A_first_date_without_a_last_starts_the_sessions(string dates) =>
        Assert.Equal(["Yoga: Mondays from 7 December 2026, 10am to 11am, kingsway"], Of("Dates", dates, "Monday").Sessions);

    [Theory]
    [InlineData("7/12/2026 term time only", "Yoga: Mondays from 7 December 2026, term time only, 10am to 11am, kingsway")]
    [InlineData("w/c 2 November for 6 weeks", "Yoga: Mondays from 2 November 2026 until 7 December 2026, 10am to 11am, kingsway")]
    [InlineData("w/c 2 Nov (6 weeks)", "Yoga: Mondays from 2 November 2026 until 7 December 2026, 10am to 11am, kingsway")]
    [InlineData("7 December 2026", "Yoga: 7 December 2026, 10am to 11am, kingsway")]
    [InlineData("w/c 7 December", "Yoga: 7 December 2026, 10am to 11am, kingsway")]
    public void What_stands_beside_the_date_says_how_it_goes_on(string dates, string families) => Assert.Equal([families], Of("Dates", dates, "Monday").Sessions);

    private static WholeFile Of(string heading, string text) => WholeFile.Of($"Title,\"{heading}\",Time,Place\nYoga,\"{text}\",10-11am,Kingsway Family Hub\n");

    private static WholeFile Of(string heading, string text, string day) => WholeFile.Of($"Title,Day,\"{heading}\",Time,Place\nYoga,{day},\"{text}\",10-11am,Kingsway Family Hub\n");
}
