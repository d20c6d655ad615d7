using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>One file, one run at a time, the newest upload last.</summary>
public sealed class FileClaimTests(OneTimetable timetable) : IClassFixture<OneTimetable>
{
    private static readonly DateTimeOffset Monday = new(2026, 9, 14, 8, 0, 0, TimeSpan.Zero);
    private readonly Hub hub = timetable.Hub;
    private readonly FileClaims claims = timetable.Hub.Service<FileClaims>();

    [Fact]
    public async Task The_first_run_is_told_that_it_is_the_first_and_the_next_one_waits()
    {
        var file = File("first.csv", "v1");

        Assert.Equal(Claim.GrantedFirst, await claims.ClaimAsync(file, "sampleton.ingest.1", null, default));
        Assert.Equal(Claim.GrantedFirst, await claims.ClaimAsync(file, "sampleton.ingest.1", null, default));
        Assert.Equal(Claim.Busy, await claims.ClaimAsync(File("first.csv", "v2", hours: 1), "sampleton.ingest.2", null, default));
    }

    [Fact]
    public async Task A_run_that_was_away_too_long_has_lost_its_claim_and_writes_nothing_more()
    {
        await claims.ClaimAsync(File("late.csv", "v1"), "sampleton.ingest.1", null, default);
        await LapseAsync("late.csv");

        Assert.Equal(Claim.Granted, await claims.ClaimAsync(File("late.csv", "v2", hours: 1), "sampleton.ingest.2", null, default));

        Assert.False(await claims.ProlongAsync(File("late.csv", "v1"), "sampleton.ingest.1", default));
        Assert.True(await claims.ProlongAsync(File("late.csv", "v2", hours: 1), "sampleton.ingest.2", default));
        Assert.Equal(Claim.Superseded, await claims.ClaimAsync(File("late.csv", "v1"), "sampleton.ingest.1", null, default));
    }

    [Fact]
    public async Task Nothing_is_taken_for_unchanged_once_another_version_has_begun_to_merge()
    {
        var run = await hub.IngestAsync(InventedTimetable.Partner, "same.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\n"));
        var row = await RowAsync("same.csv");
        var content = new ReadContent(row.ContentHash!, row.SettingsVersion!);
        var again = File("same.csv", "v2", hours: 24 * 365 * 10);

        Assert.Equal("Accepted", run.Outcome);
        Assert.Equal(Claim.Unchanged, await claims.ClaimAsync(again, "sampleton.ingest.2", content, default));
        Assert.Equal("v2", (await RowAsync("same.csv")).BlobETag);
        Assert.Equal(Claim.Granted, await claims.ClaimAsync(again, "sampleton.ingest.3", null, default));
        Assert.Equal(Claim.Granted, await claims.ClaimAsync(again, "sampleton.ingest.3", content, default));
    }

    [Fact]
    public async Task Of_two_uploads_within_one_second_the_one_that_the_blob_holds_stands_whoever_comes_first()
    {
        var (older, newer) = await TwoVersionsAsync("twice.csv.rejects.csv");

        Assert.Equal(Claim.GrantedFirst, await claims.ClaimAsync(newer, "sampleton.ingest.2", null, default));
        Assert.Equal(Claim.Superseded, await claims.ClaimAsync(older, "sampleton.ingest.1", null, default));

        (older, newer) = await TwoVersionsAsync("again.csv.rejects.csv");
        Assert.Equal(Claim.GrantedFirst, await claims.ClaimAsync(older, "sampleton.ingest.1", null, default));
        Assert.Equal(Claim.Busy, await claims.ClaimAsync(newer, "sampleton.ingest.2", null, default));
        await LapseAsync("again.csv.rejects.csv");
        Assert.Equal(Claim.Granted, await claims.ClaimAsync(newer, "sampleton.ingest.2", null, default));
    }

    // The versions are real ones of a blob that was uploaded twice; only the moment is set to be the same. Its name keeps the
    // trigger from taking it in.
    private async Task<(InputFile Older, InputFile Newer)> TwoVersionsAsync(string name)
    {
        var blob = hub.Storage.Timetables.GetBlobClient(File(name, "").BlobName);
        var older = (await blob.UploadAsync(BinaryData.FromString("older"), overwrite: true)).Value.ETag;
        var newer = (await blob.UploadAsync(BinaryData.FromString("newer"), overwrite: true)).Value.ETag;
        return (File(name, older.ToString("H").Trim('"')), File(name, newer.ToString("H").Trim('"')));
    }

    private async Task LapseAsync(string name)
    {
        var row = await RowAsync(name);
        row.ClaimedUntil = Monday;
        await hub.Storage.TimetableFiles.UpdateEntityAsync(row, row.ETag, Azure.Data.Tables.TableUpdateMode.Replace);
    }

    private static InputFile File(string name, string version, int hours = 0) =>
        new(InventedTimetable.Authority, InventedTimetable.Partner, name, version, Monday.AddHours(hours));

    private async Task<TimetableFileRow> RowAsync(string name) => (await hub.Storage.TimetableFiles.GetEntityAsync<TimetableFileRow>(
        InventedTimetable.Authority, TimetableFileRow.Key(InventedTimetable.Partner, name))).Value;
}
