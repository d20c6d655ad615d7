using HubAutomation.Shared.Tests.Timetables.Publishing;
using HubAutomation.Shared.Timetables.Changes;
using HubAutomation.Shared.Timetables.Model;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Changes;

public class SessionDifferenceTests
{
    private static readonly Session Old = Widnes.Session("a", "Stay and play", SessionSchedule.Weekly(IsoDayOfWeek.Monday), "09:30", "11:00");

    [Fact]
    public void The_same_session_has_no_difference()
    {
        Assert.Empty(SessionDifference.Describe(Old, Old with { }));
    }

    [Fact]
    public void Times_are_told_as_families_read_them()
    {
        Assert.Equal(
            ["start 9:30am → 10am", "end 11am → not stated"],
            SessionDifference.Describe(Old, Old with { Start = Widnes.Time("10:00"), End = null }));
    }

    [Fact]
    public void Everything_that_families_see_is_compared()
    {
        var changed = Old with
        {
            Title = "Play and stay",
            PlaceId = "ditton",
            Room = "Main Hall",
            Description = "Toys and songs.",
            Schedule = SessionSchedule.Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Friday) with
            {
                From = new(2026, 9, 14),
                Until = new(2026, 12, 18),
                TermTimeOnly = true,
                Except = [new(2026, 10, 5), new(2026, 10, 9)],
            },
            Ages = new(0, 60, false, "Under 5s"),
            Booking = new(BookingKind.Required, "https://book.example/"),
            Cost = new(0, 0, "Free"),
        };
        Assert.Equal(
            [
                "title Stay and play → Play and stay",
                "place Kingsway Family Hub → Ditton Family Hub",
                "room not stated → Main Hall",
                "days Mondays → Mondays and Fridays",
                "first date open → 14 September 2026",
                "last date open → 18 December 2026",
                "term time only no → yes",
                "not on none → 5 and 9 October",
                "ages not stated → Under 5s",
                "booking not stated → Booking needed",
                "booking address not stated → https://book.example/",
                "cost not stated → Free",
                "description rewritten",
            ],
            SessionDifference.Describe(Old, changed, Widnes.Settings.Places));
    }

    [Fact]
    public void Listed_dates_are_told_as_dates()
    {
        var before = Old with { Schedule = SessionSchedule.On([new(2026, 9, 14), new(2026, 9, 21)]) };
        var after = Old with { Schedule = SessionSchedule.On([new(2026, 9, 14), new(2027, 1, 4)]) };
        Assert.Equal(["days 14 and 21 September → 14 September 2026, 4 January 2027"], SessionDifference.Describe(before, after));
    }

    [Fact]
    public void Without_the_places_their_ids_are_given()
    {
        Assert.Equal(["place kingsway → ditton"], SessionDifference.Describe(Old, Old with { PlaceId = "ditton" }));
    }
}
