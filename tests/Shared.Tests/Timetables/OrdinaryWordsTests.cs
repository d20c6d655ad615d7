using HubAutomation.Shared.Timetables.Understanding;

namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>What leaflets ordinarily say is understood, and a venue is read as no more than it says.</summary>
public sealed class OrdinaryWordsTests
{
    [Theory]
    [InlineData("0-19 (25 with SEND)", 0, 312)]
    [InlineData("0-19 (25 SEND)", 0, 312)]
    [InlineData("0-19 years (up to 25 with SEND)", 0, 312)]
    [InlineData("0-19/25", 0, 312)]
    [InlineData("Children aged 3-6", 36, 84)]
    [InlineData("Parents of children aged 3-6", 36, 84)]
    [InlineData("KS1", 60, 96)]
    [InlineData("KS1 & KS2", 60, 144)]
    [InlineData("Under 5s & their grown ups", 0, 60)]
    [InlineData("Pre-birth to 5", 0, 72)]
    public void Ages(string text, int from, int to)
    {
        var ages = Assert.Single(WholeFile.WithColumn("Ages", text).All.OfType<Accepted>()).Session.Ages!;
        Assert.Equal((from, (int?)to), (ages.FromMonths, ages.ToMonths));
    }

    [Fact]
    public void Weeks_of_pregnancy_are_no_second_group() => Assert.NotEmpty(WholeFile.WithColumn("Ages", "Expectant mums 28 weeks+").Sessions);

    [Theory]
    [InlineData("Level access")]
    [InlineData("Ramp")]
    [InlineData("Wheelchair accessible")]
    public void Access_to_the_building_is_no_booking(string text) => Assert.Equal([text], WholeFile.WithColumn("Access", text).Descriptions);

    [Theory]
    [InlineData("Booking", "Recommended")]
    [InlineData("Booking", "Call us")]
    [InlineData("Booking", "Text or call")]
    [InlineData("Cost", "Pay as you feel")]
    [InlineData("Not on", "bank holiday weekends")]
    public void Short_answers(string heading, string text) => Assert.NotEmpty(WholeFile.WithColumn(heading, text).Sessions);

    [Theory]
    [InlineData("Online / Kingsway")]
    [InlineData("Virtual - Kingsway")]
    [InlineData("Kingsway - permanently closed")]
    [InlineData("Kingsway - moved from Ditton")]
    [InlineData("Kingsway (private)")]
    [InlineData("Starts at Kingsway")]
    public void What_makes_a_venue_doubtful_is_no_room(string venue) => Assert.Empty(At(venue).Sessions);

    [Theory]
    [InlineData("Kingsway, Dr Khan's office", "kingsway")]
    [InlineData("Kingsway – Sensory Room (first floor)", "kingsway (Sensory Room (first floor))")]
    public void A_room_is_read_as_it_is(string venue, string place) => Assert.Equal([$"Yoga: Mondays, 10am to 11am, {place}"], At(venue).Sessions);

    [Theory]
    [InlineData("Massage (at Ditton)")]
    [InlineData("Massage ~ Ditton")]
    [InlineData("Ditton: Massage")]
    [InlineData("Massage: Ditton")]
    public void Another_place_in_the_name_is_asked_about(string title) => Assert.Empty(WholeFile.Of($"Title,Day,Time,Place\n{title},Monday,10-11am,Kingsway Family Hub\n").Sessions);

    private static WholeFile At(string venue) => WholeFile.Of($"Title,Day,Time,Place\nYoga,Monday,10-11am,\"{venue}\"\n");
}
