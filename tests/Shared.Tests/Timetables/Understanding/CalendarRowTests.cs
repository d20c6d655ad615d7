using HubAutomation.Shared.Tests.Timetables.Reading;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using NodaTime;

namespace HubAutomation.Shared.Tests.Timetables.Understanding;

/// <summary>Calendar events: their times are exact, their texts are read conservatively.</summary>
public class CalendarRowTests
{
    [Fact]
    public void Venue_ages_booking_and_cost_are_found_in_an_events_texts()
    {
        var session = Accept("Baby massage (0-6 months)", "Bring a towel. Booking essential at https://www.eventbrite.co.uk/e/123. £2 per family.", "Kingsway Family Hub, 1 Sample Street, Widnes WA8 7ZX").Session;

        Assert.Equal("kingsway", session.PlaceId);
        Assert.Equal("0 to 6 months", session.Ages?.Text);
        Assert.Equal(new Booking(BookingKind.Required, "https://www.eventbrite.co.uk/e/123"), session.Booking);
        Assert.Equal(new Cost(200, 200, "£2 per family"), session.Cost);
    }

    [Theory]
    [InlineData("Babies from 4 months. Booking essential.", "4 months and over")]
    [InlineData("Bacon butties for dads and male carers with children under 5. Free, just turn up.", "Under 5s")]
    [InlineData("All ages. £2-£3.", "All ages")]
    [InlineData("For expectant parents from 28 weeks. Booking essential.", "Expectant parents from 28 weeks")]
    [InlineData("Songs for toddlers up to 3 years!", "Up to 3 years")]
    public void Ages_said_of_children_are_found(string description, string expected) =>
        Assert.Equal(expected, Accept("Starting solids", description, "Ditton").Session.Ages?.Text);

    [Theory]
    [InlineData("Running from 4 months ago. It goes on for 3 years.")]
    [InlineData("Children under 5 go free. Adults £2, children under 5, free.")]
    [InlineData("Not suitable for under 3s.")]
    [InlineData("Soft play for children under 5 feet.")]
    [InlineData("Expectant dads and new dads.")]
    [InlineData("Babies from 4 months, toddlers up to 3 years.")]
    public void Ages_that_may_mean_something_else_are_not_taken(string description) =>
        Assert.Null(Accept("Stay and play", description, "Ditton").Session.Ages);

    [Theory]
    [InlineData("Play for dads and grandads. Free, just turn up.", BookingKind.DropIn)]
    [InlineData("Simply come along!", BookingKind.DropIn)]
    [InlineData("Please don't just turn up.", BookingKind.Required)]
    [InlineData("Turn up the music and come along with your friends.", BookingKind.NotStated)]
    public void Turning_up_is_dropping_in_only_where_it_is_all_there_is_to_do(string description, BookingKind expected) =>
        Assert.Equal(expected, Accept("Dads' breakfast", description, "Ditton").Session.Booking.Kind);

    [Theory]
    [InlineData("Story time", "Come along and share a book. Feel free to bring 2 friends. Running for 3 years.")]
    [InlineData("Toddler talk", "Gluten free snacks, a 10 week old idea, ages of wonder.")]
    public void Words_that_could_mean_something_else_are_left_alone(string title, string description)
    {
        var session = Accept(title, description, "Ditton").Session;

        Assert.Equal((null, Booking.NotStated, null), (session.Ages, session.Booking, session.Cost));
    }

    [Fact]
    public void An_event_without_a_location_takes_the_one_place_that_its_texts_name() =>
        Assert.Equal("ditton", Accept("Stay and play at Ditton Family Hub", null, null).Session.PlaceId);

    [Fact]
    public void An_event_without_a_location_takes_the_partners_default_place()
    {
        var interpreter = Widnes.Interpreter(Widnes.Partner with { DefaultPlace = "widnes-library" });

        Assert.Equal("widnes-library", Assert.IsType<Accepted>(interpreter.Interpret(Event("Rhyme time", null, null))).Session.PlaceId);
    }

    [Fact]
    public void A_location_that_is_not_known_is_rejected_although_there_is_a_default_place()
    {
        var interpreter = Widnes.Interpreter(Widnes.Partner with { DefaultPlace = "widnes-library" });

        Assert.Equal("venue-not-known", Assert.Single(Assert.IsType<Rejected>(interpreter.Interpret(Event("Rhyme time", null, "Zoom"))).Rejects).Rule);
    }

    [Fact]
    public void What_a_calendar_says_that_contradicts_itself_is_told_with_the_session()
    {
        var warning = new Warning(new(12), "start-outside-rule", "The event begins on a day on which it does not repeat.");

        var accepted = Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(Event("Rhyme time", null, "Ditton") with { Warnings = [warning] }));

        Assert.Equal([warning with { Activity = "Rhyme time" }], accepted.Warnings);
    }

    [Fact]
    public void A_calendar_that_is_exported_again_with_new_UIDs_has_the_same_sessions()
    {
        static string[] Ids(string uid) => [.. Given
            .Read(CalendarText.Calendar(CalendarText.Event($"UID:{uid}", "SUMMARY:Rhyme time", "LOCATION:Ditton", "DTSTART:20260914T100000", "RRULE:FREQ=WEEKLY")), "export.ics")
            .Items.Select(item => Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(item)).Session.Id)];

        Assert.Equal(Ids("040000008200E00074C5B7101A82E008"), Ids("040000008200E00074C5B7101A82E009"));
    }

    private static Accepted Accept(string title, string? description, string? location) =>
        Assert.IsType<Accepted>(Widnes.Interpreter().Interpret(Event(title, description, location)));

    private static CalendarRow Event(string title, string? description, string? location) => new(
        new(12), title, description, location, SessionSchedule.Weekly(IsoDayOfWeek.Monday), new(10, 0), new LocalTime(11, 0));
}
