using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>A file for which the trigger fails every time: here because the table that runs are written to is gone.</summary>
public sealed class GivenUpBlobTests : IAsyncLifetime
{
    private const string Content = "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n";
    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;
    private Hub hub = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed);
        hub = await Hub.StartAsync(seed);
    }

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    [Fact]
    public async Task Five_failed_tries_leave_one_audit_entry_and_the_sweep_takes_the_file_in()
    {
        await hub.Storage.Runs.DeleteAsync();
        await UploadAsync("autumn.csv", Content);

        var entry = Assert.Single(await GivenUpAsync());
        Assert.Equal($"timetables/sampleton/groups/{TimetableFileRow.FileKey("autumn.csv")}", entry.GetString("Subject"));
        Assert.Equal("TimetableDropped gave up after 5 tries; the next sweep starts it again, within minutes.", entry.GetString("Details"));
        var poison = Assert.Single((await hub.Http.GetFromJsonAsync<JsonElement>("admin/blobs/poison")).EnumerateArray());
        Assert.Equal("sampleton/groups/autumn.csv", poison.GetProperty("blob").GetString());
        Assert.Equal(5, poison.GetProperty("attempts").GetInt32());

        await hub.Storage.Runs.CreateAsync();
        await hub.SweepAsync("sampleton");

        var file = await hub.Storage.TimetableFiles.GetEntityAsync<TimetableFileRow>("sampleton", TimetableFileRow.Key("groups", "autumn.csv"));
        Assert.Equal("Accepted", file.Value.Outcome);
        Assert.Single(await GivenUpAsync());
    }

    [Fact]
    public async Task Each_version_of_a_file_is_counted_by_itself_and_a_success_takes_the_count_away()
    {
        await hub.Storage.Runs.DeleteAsync();
        await UploadAsync("autumn.csv", Content);
        await UploadAsync("autumn.csv", Content + "Rhyme time,Friday,10am,10.30am,Hub 3\n");

        Assert.Equal(2, (await GivenUpAsync()).Count);
        Assert.Equal(5, Assert.Single(await AllAsync(hub.Storage.BlobTries)).GetInt32("Tries"));

        await hub.Storage.Runs.CreateAsync();
        await UploadAsync("autumn.csv", Content);

        Assert.Empty(await AllAsync(hub.Storage.BlobTries));
        Assert.Equal(2, (await GivenUpAsync()).Count);
    }

    /// <summary>Puts a file there, and lets the time of five tries pass.</summary>
    private async Task UploadAsync(string name, string content)
    {
        await hub.Storage.Timetables.GetBlobClient($"sampleton/groups/{name}").UploadAsync(BinaryData.FromString(content), overwrite: true);
        await hub.App.AdvanceAsync(TimeSpan.FromSeconds(20));
    }

    private async Task<List<TableEntity>> GivenUpAsync() =>
        [.. (await AllAsync(hub.Storage.Audit)).Where(entry => entry.GetString("What") == "blob-given-up")];

    private static async Task<List<TableEntity>> AllAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }
}
