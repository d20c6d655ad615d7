using HubAutomation.Shared.Tests.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using HubAutomation.Shared.Timetables.Understanding.Phrases;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>The dates of a break are taken away, and "from … on" ends a session: neither is ever read as its opposite.</summary>
public sealed class BreaksAndEndsTests
{
    private const string NotInFebruary = "Yoga: Mondays, not 15 February 2027, 10am to 11am, kingsway";
    private const string NotOverChristmas = "Yoga: Mondays, not 21 December 2026, 28 December 2026 and 4 January 2027, 10am to 11am, kingsway";
    private const string UntilDecember = "Yoga: Mondays until 13 December 2026, 10am to 11am, kingsway";

    [Theory]
    [InlineData("Mondays except half term (15-19 Feb)", NotInFebruary)]
    [InlineData("Mondays except half term 15-19 February", NotInFebruary)]
    [InlineData("Mondays, not half term 15th - 19th February", NotInFebruary)]
    [InlineData("Mondays except half term (15 Feb)", NotInFebruary)]
    [InlineData("Mondays except half term w/c 15 February", NotInFebruary)]
    [InlineData("Weekly on Mondays (excluding half term: 15 - 19 Feb)", NotInFebruary)]
    [InlineData("Mondays, closed for Christmas from 21 December to 4 January", NotOverChristmas)]
    [InlineData("Mondays except Christmas (21 December - 4 January)", NotOverChristmas)]
    [InlineData("Mondays from 4 January, except half term 15 February", "Yoga: Mondays from 4 January 2027, not 15 February 2027, 10am to 11am, kingsway")]
    [InlineData("Mondays 4 January - 22 March except half term 15-19 February", "Yoga: Mondays from 4 January 2027 until 22 March 2027, not 15 February 2027, 10am to 11am, kingsway")]
    [InlineData("Mondays except half term, 4 January - 22 March", "Yoga: Mondays from 4 January 2027 until 22 March 2027, not 15 February 2027, 10am to 11am, kingsway")]
    [InlineData("Mondays (no class 14 Dec)", "Yoga: Mondays, not 14 December 2026, 10am to 11am, kingsway")]
    [InlineData("Mondays, no session from 14 December", UntilDecember)]
    [InlineData("Mondays, not from 14 December onwards", UntilDecember)]
    [InlineData("Mondays from 2 November, closed from 14 December", "Yoga: Mondays from 2 November 2026 until 13 December 2026, 10am to 11am, kingsway")]
    public void In_the_day_the_dates_of_a_break_are_off(string day, string families) => Assert.Equal([families], Of(day, "").Sessions);

    [Theory]
    [InlineData("Closed for half term 15 to 19 February", NotInFebruary)]
    [InlineData("Not running for half term 15-19 February", NotInFebruary)]
    [InlineData("Except half term (15-19 February)", NotInFebruary)]
    [InlineData("No half term session 15 February", NotInFebruary)]
    [InlineData("Closed for Christmas from 21 December to 4 January", NotOverChristmas)]
    [InlineData("No session over Christmas 21 December - 4 January", NotOverChristmas)]
    [InlineData("Closed over Christmas: 21 December until 4 January.", NotOverChristmas)]
    [InlineData("No sessions from 14 December", UntilDecember)]
    [InlineData("Closed from 14 December", UntilDecember)]
    [InlineData("Cancelled from 14 December onwards", UntilDecember)]
    [InlineData("No sessions 14 December onwards", UntilDecember)]
    [InlineData("Not running from Monday 14 December until further notice", UntilDecember)]
    [InlineData("No sessions after 14 December", "Yoga: Mondays until 14 December 2026, 10am to 11am, kingsway")]
    [InlineData("Not before 11 January", "Yoga: Mondays from 11 January 2027, 10am to 11am, kingsway")]
    [InlineData("14 December - no session", "Yoga: Mondays, not 14 December 2026, 10am to 11am, kingsway")]
    [InlineData("14/12 cancelled", "Yoga: Mondays, not 14 December 2026, 10am to 11am, kingsway")]
    public void In_notes_they_are_off_too(string notes, string families)
    {
        var file = Of("Monday", notes);
        Assert.Equal([families], file.Sessions);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("from 14 December", UntilDecember)]
    [InlineData("14 December onwards", UntilDecember)]
    [InlineData("half term 15-19 Feb", NotInFebruary)]
    [InlineData("Christmas (21 Dec-4 Jan)", NotOverChristmas)]
    public void In_a_column_of_dates_off_they_are_off_too(string off, string families) => Assert.Equal([families], WholeFile.WithColumn("Not on", off).Sessions);

    [Theory]
    [InlineData("Closed for Christmas from 21 December")]
    [InlineData("Closed for Christmas, from 21 December")]
    [InlineData("Not in half term, from 4 January")]
    [InlineData("Not running from January")]
    public void A_break_without_an_end_is_asked_about_and_starts_nothing(string notes)
    {
        var file = Of("Monday", notes);
        Assert.DoesNotContain("from", Assert.Single(file.Sessions), StringComparison.Ordinal);
        Assert.Contains("may limit when it takes place", Assert.Single(file.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mondays 15 - 19 February except half term")]
    [InlineData("Mondays 14 - 18 December, not 14 December")]
    [InlineData("Mondays 7 - 18 December, no session from 7 December")]
    public void A_row_that_takes_away_every_date_is_given_back(string day) => Assert.Single(Of(day, "").GivenBack);

    [Theory]
    [InlineData("Mondays until 28 December, term time only", false)]
    [InlineData("Mondays 21 - 28 December, term time only", true)]
    public void A_session_of_which_no_date_is_left_is_never_taken_in_without_a_word(string day, bool isTold) =>
        Assert.Equal(isTold ? ["2 no-dates-left: No date is left on which it takes place: all that the row names are off, in a holiday or over. Families do not see it. Correct the days or dates."] : [], Of(day, "").Warnings);

    [Theory]
    [InlineData("Not 16 December", true)]
    [InlineData("Not on Christmas Day", false)]
    [InlineData("Closed 24, 25 and 26 December", false)]
    public void A_date_off_on_which_it_never_takes_place_is_asked_about(string notes, bool isAsked) => Assert.Equal(isAsked ? 1 : 0, Of("Monday", notes).Warnings.Length);

    [Fact]
    public void Christmas_Eve_is_a_day_and_no_evening() => Assert.Equal(
        ["Yoga: Thursdays, not 24 December 2026, 10am to 11am, kingsway", "Yoga: 24 December 2026, 10am to 11am, kingsway"],
        [.. Of("Thursday", "Not on Christmas Eve").Sessions, .. Of("24/12/2026 (Christmas Eve)", "").Sessions]);

    [Fact]
    public void A_list_of_dates_ends_where_it_is_off_for_good() => Assert.Equal(
        "7 December 2026", PlainEnglish.Say(Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(Given("7, 14 and 21 December", "No sessions from 14 December"))).Session.Schedule));

    private static TextRow Given(string dates, string notes) => new(new(2), new Dictionary<TimetableField, string>
    {
        [TimetableField.Title] = "Yoga",
        [TimetableField.Dates] = dates,
        [TimetableField.Time] = "10-11am",
        [TimetableField.Venue] = "Kingsway Family Hub",
        [TimetableField.Description] = notes,
    });

    private static WholeFile Of(string day, string notes) => WholeFile.Of($"Title,Day,Time,Place,Notes\nYoga,\"{day}\",10-11am,Kingsway Family Hub,\"{notes}\"\n");
}
