namespace HubAutomation.EndToEnd;

/// <summary>The hub dies in every step of a run, before it and after it, and the run ends as if nothing had been.</summary>
public sealed class DyingTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    // Read, merge the one slice, publish, conclude, mail the receipt.
    private const int StepsOfAnIngest = 5;

    private readonly Hub hub = timetable.Hub;

    [Fact]
    public async Task A_file_is_taken_in_and_published_once_however_often_the_hub_dies()
    {
        hub.App.DiesInEveryStep = true;

        var record = await hub.IngestAsync("groups", "winter.csv", BinaryData.FromString("""
            Activity,Day,Start,End,Venue
            Rhyme time,Friday,10am,10.30am,Hub 3
            Messy play,Wednesday,25:61,3pm,Hub 2
            """));

        Assert.Equal("Accepted", record.Outcome);
        Assert.Contains("2 rows: 1 taken in (1 new, 0 changed, 0 as before), 1 given back", record.Summary, StringComparison.Ordinal);
        Assert.Equal(2 * StepsOfAnIngest, hub.App.Deaths);
        var page = await hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn");
        Assert.Equal(1, page.Split("Rhyme time").Length - 1);
    }
}
