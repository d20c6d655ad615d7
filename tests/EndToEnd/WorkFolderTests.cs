using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.EndToEnd;

/// <summary>What runs keep between their steps.</summary>
public sealed class WorkFolderTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private readonly Hub hub = timetable.Hub;

    [Fact]
    public async Task A_run_that_ends_leaves_nothing_behind()
    {
        await hub.IngestAsync("groups", "mixed.csv", BinaryData.FromString(
            "Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\nRhyme time,Tuseday,9.30am,11am,Hub 1\n"));

        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task What_a_failed_run_has_left_stays_for_three_days_and_is_removed_then()
    {
        await hub.Storage.Work.GetBlobClient("sampleton/0123456789abcdef/staged.jsonl").UploadAsync(BinaryData.FromString("{}"));
        await hub.Storage.Work.GetBlobClient("elsewhere/0123456789abcdef/staged.jsonl").UploadAsync(BinaryData.FromString("{}"));

        await hub.SweepAsync("sampleton");
        Assert.Equal(2, (await LeftAsync()).Count);

        await new WorkFolders(hub.Storage, new FourDaysOn()).RemoveLeftAsync("sampleton", default);
        Assert.Equal(["elsewhere/0123456789abcdef/staged.jsonl"], await LeftAsync());
        await hub.Storage.Work.DeleteBlobAsync("elsewhere/0123456789abcdef/staged.jsonl");
    }

    private async Task<List<string>> LeftAsync()
    {
        var names = new List<string>();
        await foreach (var blob in hub.Storage.Work.GetBlobsAsync())
        {
            names.Add(blob.Name);
        }

        return names;
    }

    private sealed class FourDaysOn : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(4);
    }
}
