namespace HubAutomation.Shared.Tests.Timetables;

/// <summary>A place that only holds one of our names is not ours, wherever it stands.</summary>
public sealed class PlacesSpokenOfTests
{
    [Theory]
    [InlineData("Ditton Primary School")]
    [InlineData("Kingsway Leisure Centre")]
    [InlineData("Near Kingsway")]
    [InlineData("Not at Kingsway")]
    [InlineData("Moved from Kingsway")]
    public void Above_a_table_and_in_a_grids_corner_it_is_asked_about(string caption)
    {
        Assert.Equal(["Venue3 place-above-not-understood"], WholeFile.Of($"{caption},,\nTitle,Day,Time\nYoga,Monday,10-11am\n", partner: WholeFile.AtDitton).GivenBack);
        Assert.All(WholeFile.Of($"{caption},Monday,Tuesday\n10-11am,Yoga,Chess\n", partner: WholeFile.AtDitton).GivenBack, g => Assert.EndsWith("place-above-not-understood", g, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Kingsway Family Hub")]
    [InlineData("What's on at Kingsway – Autumn 2026")]
    [InlineData("Kingsway timetable")]
    [InlineData("Timetable for Kingsway Family Hub, Widnes")]
    [InlineData("Kingsway: groups for under 5s")]
    public void A_line_about_one_of_our_places_is_understood(string caption) =>
        Assert.Equal(["Yoga: Mondays, 10am to 11am, kingsway"], WholeFile.Of($"\"{caption}\",,\nTitle,Day,Time\nYoga,Monday,10-11am\n", partner: WholeFile.AtDitton).Sessions);

    [Fact]
    public void Whom_to_ask_says_nothing_of_where() =>
        Assert.Equal(["Yoga: Mondays, 10am to 11am, ditton"], WholeFile.Of("For information call in to Kingsway Family Hub,,\nTitle,Day,Time\nYoga,Monday,10-11am\n", partner: WholeFile.AtDitton).Sessions);

    [Theory]
    [InlineData("Ditton Primary School Summer Fair", "", null)]
    [InlineData("Yoga", "No longer at Kingsway. See website for the new venue.", null)]
    [InlineData("Yoga", "For more information pop in to Kingsway Family Hub", "ditton")]
    [InlineData("Yoga", "Yoga at Kingsway Family Hub every week", "kingsway")]
    [InlineData("Yoga", "Venue: Kingsway", "kingsway")]
    [InlineData("Homework club at Kingsway", "", "kingsway")]
    public void An_event_without_a_location_is_where_its_words_say_beyond_doubt(string title, string description, string? place)
    {
        var file = WholeFile.Of($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTART;TZID=Europe/London:20261207T100000\r\nDTEND;TZID=Europe/London:20261207T110000\r\nSUMMARY:{title}\r\nDESCRIPTION:{description}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "a.ics", WholeFile.AtDitton);
        Assert.Equal(place is null ? [] : [$"{title}: 7 December 2026, 10am to 11am, {place}"], file.Sessions);
    }
}
