using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

public class RowInterpreterTests
{
    [Fact]
    public void A_plain_row_becomes_a_session()
    {
        var row = Widnes.Row(
            (TimetableField.Title, "Baby massage"), (TimetableField.Day, "Tuesdays"), (TimetableField.Time, "9.30-11am"), (TimetableField.Venue, "Kingsway FH – Sensory Room"));

        var accepted = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(row));

        Assert.Equal("Baby massage", accepted.Session.Title);
        Assert.Equal(ScheduleKind.Weekly, accepted.Session.Schedule.Kind);
        Assert.Equal([IsoDayOfWeek.Tuesday], accepted.Session.Schedule.Days);
        Assert.Equal(new LocalTime(9, 30), accepted.Session.Start);
        Assert.Equal(new LocalTime(11, 0), accepted.Session.End);
        Assert.Equal("kingsway", accepted.Session.PlaceId);
        Assert.Equal("Sensory Room", accepted.Session.Room);
        Assert.Empty(accepted.Warnings);
    }

    [Fact]
    public void Everything_wrong_with_a_row_is_told_at_once()
    {
        var row = Widnes.Row(
            (TimetableField.Title, "Stay and play"), (TimetableField.Day, "Tusday"), (TimetableField.Time, "9:3O-11"), (TimetableField.Venue, "Kingway Family Hub"));

        var rejected = Assert.IsType<Rejected>(Widnes.Interpreter().Interpret(row));

        Assert.Equal(
            [
                "Day: We could not read the day \"Tusday\". Did you mean \"Tuesday\"? Write it like Tuesday, or every other Tuesday from 8 September.",
                "Time: We could not read the time \"9:3O-11\". Did you mean \"9:30-11\"? Write it like 9:30am to 11am.",
                "Venue: We do not know the place \"Kingway Family Hub\". Did you mean \"Kingsway Family Hub\"? Write the name of a hub or site as on the list of places.",
            ],
            rejected.Rejects.Select(r => $"{r.Column}: {r.Sentence}"));
    }
}
