namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>Grids: months with their days in the cells, days over places, and what only fills the time between sessions.</summary>
public sealed class GridsOfAllKindsTests
{
    [Theory]
    [InlineData("7 Yoga 10-11am", "8 Massage 1-2pm")]
    [InlineData("7th Yoga 10-11am", "8th Massage 1-2pm")]
    [InlineData("Mon 7 Yoga 10-11am", "Tue 8 Massage 1-2pm")]
    [InlineData("7 - Yoga 10-11am", "8: Massage 1-2pm")]
    [InlineData("7/12 Yoga 10-11am", "8 Dec Massage 1-2pm")]
    public void In_a_months_calendar_the_number_in_the_cell_is_the_day(string monday, string tuesday) => Assert.Equal(
        ["Yoga: 7 December 2026, 10am to 11am, ditton", "Massage: 8 December 2026, 1pm to 2pm, ditton"],
        Of($"December 2026,,\nMon,Tue,Wed\n{monday},{tuesday},\n").Sessions);

    [Fact]
    public void Without_the_month_the_days_are_asked_about() => Assert.Equal(
        ["Column3 month-not-known"], Of("Our calendar,,\nMon,Tue,Wed\n7 Yoga 10-11am,8 Massage 1-2pm,\n").GivenBack.Select(g => "Column" + g[^17..]).Distinct());

    [Fact]
    public void A_number_that_no_day_fits_belongs_to_the_name() => Assert.Equal(
        ["4 Play Circus: Mondays, 10am to 11am, ditton"], Of("December 2026,,\nMon,Tue,Wed\n4 Play Circus 10-11am,,\n").Sessions);

    [Fact]
    public void Places_below_the_days_are_where_the_sessions_are() => Assert.Equal(
        [
            "Stay & Play: Mondays, 9:30am to 11am, kingsway", "Weigh in: Mondays, 9:30am to 11am, ditton", "Yoga: Tuesdays, 9:30am to 11am, kingsway", "Craft: Tuesdays, 9:30am to 11am, ditton",
            "Massage: Mondays, 1pm to 2:30pm, kingsway", "Sing: Tuesdays, 1pm to 2:30pm, ditton",
        ],
        Of(",Monday,,Tuesday,\n,Kingsway,Ditton,Kingsway,Ditton\n9.30-11,Stay & Play,Weigh in,Yoga,Craft\n1-2.30,Massage,,,Sing\n").Sessions);

    [Fact]
    public void A_text_right_of_a_day_is_never_passed_over() => Assert.Equal(
        ["row2 outside-the-grid"], Of(",Monday,,Tuesday,\n9.30-11,Stay & Play,Weigh in,Yoga,\n").GivenBack);

    [Theory]
    [InlineData("LUNCH")]
    [InlineData("Break")]
    [InlineData("Set up")]
    [InlineData("Private hire")]
    [InlineData("Room hire")]
    [InlineData("Available")]
    [InlineData("Vacant")]
    [InlineData("FREE SLOT")]
    [InlineData("Deep clean")]
    [InlineData("Main Hall booked")]
    [InlineData("Boiler service")]
    [InlineData("Catch up Jo/Sue")]
    [InlineData("Call with Ofsted")]
    [InlineData("n/a")]
    [InlineData("x")]
    public void What_fills_a_grid_is_no_session(string cell) => Assert.Equal(["Yoga: Tuesdays, 9:30am to 11am, ditton"], Of($"Time,Monday,Tuesday\n9.30-11,{cell},Yoga\n").Sessions);

    [Theory]
    [InlineData("Lunch Bunch")]
    [InlineData("Community lunch")]
    [InlineData("Under 1s group")]
    [InlineData("Under 5s")]
    [InlineData("Over 50s")]
    [InlineData("Parents of 0-5s")]
    [InlineData("Catch up café")]
    [InlineData("Meet the midwife")]
    public void What_families_come_to_is_one(string cell) => Assert.Equal([$"{cell}: Mondays, 9:30am to 11am, ditton"], Of($"Time,Monday,Tuesday\n9.30-11,{cell},\n").Sessions);

    private static WholeFile Of(string text) => WholeFile.Of(text, partner: WholeFile.AtDitton);
}
