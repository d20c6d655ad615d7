using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Tests.Timetables.Intake;

/// <summary>How findings are told: the activity first, equal ones once, and nothing that only a program knows.</summary>
public class FileFindingTests
{
    [Fact]
    public void A_finding_names_the_activity_and_where_it_stands() =>
        Assert.Equal(
            "“Peep”, Autumn, row 3, column C, Day, \"Tuseday\": We could not read it.",
            LineOf(new Reject(new RowPlace(3, "Autumn", "C"), "Day", "Tuseday", "day-not-understood", "We could not read it.") { Activity = "Peep" }));

    [Fact]
    public void A_row_without_a_name_is_found_by_its_number() =>
        Assert.Equal("row 3, Title: The row has no name.", LineOf(new Reject(new RowPlace(3), "Title", "", "title-missing", "The row has no name.")));

    [Theory]
    [InlineData("DTSTART", "20270215", "“Yoga”, Start, \"Monday 15 February 2027\": It is all day.")]
    [InlineData("DTSTART", "20270215T100000Z", "“Yoga”, Start, \"Monday 15 February 2027\": It is all day.")]
    [InlineData("RRULE", "FREQ=WEEKLY;BYDAY=XX", "“Yoga”, Repeats: It is all day.")]
    [InlineData("DTEND", "Yoga", "“Yoga”, End: It is all day.")]
    public void An_event_of_a_calendar_has_no_line_no_property_and_no_figures_of_the_calendars_language(string property, string value, string line) =>
        Assert.Equal(line, LineOf(new Reject(new RowPlace(214) { IsEvent = true }, property, value, "all-day-event", "It is all day.") { Activity = "Yoga" }));

    [Fact]
    public void Equal_slips_are_one_line_that_names_the_first_of_them()
    {
        var findings = new FileFindings();
        for (var row = 2; row <= 101; row++)
            findings.Add(new Reject(new RowPlace(row), "Venue", "Nowhere", "venue-not-known", "We do not know it.") { Activity = $"Peep {row}" });
        findings.Add(new Reject(new RowPlace(102), "Venue", "Elsewhere", "venue-not-known", "We do not know it.") { Activity = "Yoga" });

        Assert.Equal(
            [
                "100 rows (“Peep 2”, row 2; “Peep 3”, row 3; “Peep 4”, row 4; and 97 more), Venue, \"Nowhere\": We do not know it.",
                "“Yoga”, row 102, Venue, \"Elsewhere\": We do not know it.",
            ],
            findings.First.Select(finding => finding.Line));
        Assert.Equal(101, findings.Count);
    }

    private static string LineOf(Reject reject)
    {
        var findings = new FileFindings();
        findings.Add(reject);
        return Assert.Single(findings.First).Line;
    }
}
