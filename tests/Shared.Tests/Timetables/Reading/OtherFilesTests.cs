using HubAutomation.Shared.Timetables.Reading;

namespace HubAutomation.Shared.Tests.Timetables.Reading;

/// <summary>The wrong sort of file is set aside whole. The people in these are invented.</summary>
public class OtherFilesTests
{
    [Theory]
    [InlineData("Name,Date of birth,Postcode,Session,Date,Attended", "Mia Sample,01/02/2024,WA8 7ZX,Stay and play,07/09/2026,Yes", "a register of people")]
    [InlineData("Session,Date,First name,Surname,Time in", "Peep,07/09/2026,Mia,Sample,10:02", "a register of people")]
    [InlineData("Child's name,Parent/carer name,Session,Day", "Mia,Jo,Peep,Monday", "a register of people")]
    [InlineData("ID,Start time,Completion time,Email,Name,Which session did you come to?", "1,07/09/2026 10:00,07/09/2026 10:05,anonymous,,Peep", "the answers to a survey")]
    [InlineData("Timestamp,Session,Date,How did you hear about us?,What did you like best?,Would you come again?", "07/09/2026 10:00,Peep,07/09/2026,A friend,The songs,Yes", "the answers to a survey")]
    public void A_register_or_a_survey_is_not_read(string headings, string row, string kind)
    {
        var refusal = Assert.IsType<Unreadable>(Given.Open($"{headings}\n{row}\n", "September.csv"));

        Assert.Equal("not-a-timetable", refusal.Rule);
        Assert.StartsWith($"September.csv looks like {kind}, not like a timetable, so nothing in it was read.", refusal.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Mia", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Activity,Day,Start time,End time,Venue,Contact,Email,Leader", "Peep,Monday,10:00,11:00,Kingsway,Jo,jo@example.org,Jo")]
    [InlineData("What is it called?,Who is it for?,When is it?,Where is it?,How do I book?,How much does it cost?", "Peep,0-5,Mondays 10-11am,Kingsway,Drop in,Free")]
    [InlineData("ID,Title,Start time,End time,Day,Location", "1,Peep,10:00,11:00,Monday,Kingsway")]
    [InlineData("Name,Day,Time,Gender", "Dads' group,Monday,10-11am,Men")]
    public void A_timetable_that_names_a_contact_or_asks_questions_is_read(string headings, string row) =>
        Assert.Single(Given.Read($"{headings}\n{row}\n").Items);

    [Fact]
    public void A_register_beside_the_timetable_is_left_out_and_named()
    {
        var file = Given.Read(new WorkbookFile()
            .Sheet("What's on", [["Activity", "Day", "Time"], ["Peep", "Monday", "10-11am"]])
            .Sheet("Register", [["Session", "Date", "First name", "Surname"], ["Peep", "7/9", "Mia", "Sample"]])
            .Bytes(), "autumn.xlsx");

        Assert.Single(file.Items);
        Assert.EndsWith("; no timetables and so not read: \"Register\" (a register of people)", file.FormatNote, StringComparison.Ordinal);
    }
}
