using System.Net;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>A partner's file on its way to families, through storage, the engine and HTTP.</summary>
public sealed class TimetableIngestTests : IAsyncLifetime
{
    private const string Groups = "groups";
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
    public async Task Good_rows_are_published_bad_rows_are_given_back_and_the_partner_is_told_of_each()
    {
        var run = await IngestAsync("autumn.csv", """
            Activity,Day,Start,End,Venue,Ages
            Stay and play,Monday,9.30am,11am,Hub 1,under 5s
            Baby massage,Tuseday,1pm,2pm,Hub 2,0-6 months
            Rhyme time,Friday,10am,10.30am,Hub 3,birth to walking
            """);

        Assert.Equal("Accepted", run.Outcome);
        Assert.Contains("3 rows: 2 taken in (2 new, 0 changed, 0 as before), 1 given back (day-not-understood 1)", run.Summary, StringComparison.Ordinal);
        var page = await hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn");
        Assert.Contains("Stay and play", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Baby massage", page, StringComparison.Ordinal);
        var rejects = await TextAsync(hub.Storage.Timetables, "sampleton/groups/autumn.csv.rejects.csv");
        Assert.Contains("Tuseday", rejects, StringComparison.Ordinal);
        Assert.Contains("Tuesday", rejects, StringComparison.Ordinal);
        Assert.Contains("row 3", await ReceiptAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_version_adds_changes_and_withdraws_and_what_changed_is_kept()
    {
        await IngestAsync("autumn.csv", """
            Activity,Day,Start,End,Venue
            Stay and play,Monday,9.30am,11am,Hub 1
            Rhyme time,Friday,10am,10.30am,Hub 3
            """);

        var run = await IngestAsync("autumn.csv", """
            Activity,Day,Start,End,Venue
            Stay and play,Monday,9.30am,11.30am,Hub 1
            Messy play,Wednesday,2pm,3pm,Hub 2
            """);

        Assert.Contains("2 taken in (1 new, 1 changed, 0 as before), 0 given back, 1 withdrawn", run.Summary, StringComparison.Ordinal);
        var page = await hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn");
        Assert.Contains("Messy play", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Rhyme time", page, StringComparison.Ordinal);
        var changes = WebUtility.HtmlDecode(await hub.Http.GetStringAsync("api/sampleton/timetables/changes"));
        Assert.Contains("end 11am → 11:30am", changes, StringComparison.Ordinal);
        Assert.Contains("Withdrawn", changes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_content_again_changes_nothing()
    {
        const string content = "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n";
        await IngestAsync("autumn.csv", content);
        var before = await hub.Service<Shared.Timetables.Published.PublishedTimetables>().ManifestAsync("sampleton", default);

        var run = await IngestAsync("autumn.csv", content);

        Assert.Equal("Unchanged", run.Outcome);
        var after = await hub.Service<Shared.Timetables.Published.PublishedTimetables>().ManifestAsync("sampleton", default);
        Assert.Equal(before!.Ticket, after!.Ticket);
    }

    [Fact]
    public async Task One_line_for_each_date_is_one_session_on_all_of_them()
    {
        var run = await IngestAsync("clinics.csv", """
            Activity,Date,Start,End,Venue
            Review clinic,30 November 2026,9.30am,11am,Hub 1
            Review clinic,7 December 2026,9.30am,11am,Hub 1
            Review clinic,14 December 2026,9.30am,11am,Hub 1
            Review clinic,14 December 2026,9.30am,11am,Hub 1
            """);

        Assert.Contains("4 rows: 3 taken in (1 new, 0 changed, 0 as before), 1 given back", run.Summary, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await hub.Http.GetStringAsync("api/sampleton/timetables.json?from=2026-11-01&to=2026-12-31"));
        Assert.Equal(
            ["2026-11-30", "2026-12-07", "2026-12-14"],
            json.RootElement.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("start").GetString()![..10]));
    }

    [Fact]
    public async Task Staff_withdraw_a_file_whose_partner_has_removed_it()
    {
        await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");
        await hub.Storage.Timetables.GetBlobClient("sampleton/groups/autumn.csv").DeleteAsync();

        var run = await hub.FinishAsync(await StartAsync("withdraw-timetable", """{ "partner": "groups", "file": "autumn.csv" }"""));

        Assert.Contains("1 withdrawn", run.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("Stay and play", await hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mended_file_takes_its_rejects_away()
    {
        await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,25:61,11am,Hub 1\n");
        Assert.True(await hub.Storage.Timetables.GetBlobClient("sampleton/groups/autumn.csv.rejects.csv").ExistsAsync());

        await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");

        Assert.False(await hub.Storage.Timetables.GetBlobClient("sampleton/groups/autumn.csv.rejects.csv").ExistsAsync());
    }

    [Theory]
    [InlineData("empty.csv", "")]
    [InlineData("one byte.csv", "x")]
    [InlineData("cut off.xlsx", "PK\u0003\u0004 and then nothing")]
    [InlineData("picture.csv", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR")]
    public async Task A_file_that_cannot_be_read_is_set_aside_with_the_reason(string name, string content)
    {
        var run = await hub.IngestAsync(Groups, name, BinaryData.FromBytes(System.Text.Encoding.Latin1.GetBytes(content)));

        Assert.Equal("Quarantined", run.Outcome);
        Assert.Equal("Completed", run.Status);
        Assert.True(await hub.Storage.Quarantine.GetBlobClient($"sampleton/groups/{name}").ExistsAsync());
        Assert.NotEmpty(await TextAsync(hub.Storage.Quarantine, $"sampleton/groups/{name}.reason.txt"));
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd.csv")]
    [InlineData("autumn\u202Egpj.csv")]
    [InlineData("a folder/within/autumn.csv")]
    [InlineData("Herbst – ‘final’ (2) #3.csv")]
    public async Task Whatever_a_file_is_called_it_is_taken_in_and_keys_hold_no_name(string name)
    {
        var run = await IngestAsync(name, "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");

        Assert.Equal("Accepted", run.Outcome);
        Assert.DoesNotContain("autumn", run.RowKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_an_unknown_partner_is_told_of_and_comes_again_once_the_partner_is_known()
    {
        var run = await hub.IngestAsync("strangers", "autumn.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n"));
        Assert.Equal("UnknownPartner", run.Outcome);

        var partners = """{ "partners": [ { "id": "groups", "name": "Groups" }, { "id": "strangers", "name": "No longer strangers" } ] }""";
        await hub.Storage.Configuration.GetBlobClient("sampleton/partners.json").UploadAsync(BinaryData.FromString(partners), overwrite: true);
        var swept = await hub.FinishAsync(await StartAsync("sweep-inbox", "{}"));

        Assert.Equal("1 files had no outcome and were started.", swept.Summary);
    }

    [Fact]
    public async Task Too_many_sessions_are_not_published_until_the_authority_says_that_they_are_right()
    {
        await SetMostSessionsAsync(1);

        var run = await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\nPeep,Friday,1pm,2pm,Hub 2\n");

        Assert.EndsWith(
            "Not published: the authority has more than 1 sessions, so a wrong file must have been taken in. Withdraw it, or raise \"mostSessions\" in authority.json if they are right; families see what they saw before.",
            run.Summary, StringComparison.Ordinal);
        await SetMostSessionsAsync(2);
        var published = await hub.FinishAsync(await StartAsync("publish-timetables", "{}"));
        Assert.Equal("Published", published.Outcome);
        Assert.Contains("Peep", await hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_run_gave_up_is_tried_again_by_the_sweep()
    {
        var run = await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");
        await hub.Storage.TimetableFiles.DeleteEntityAsync("sampleton", TimetableFileRow.Key(Groups, "autumn.csv"));
        await hub.Runs.RecordEndAsync(run.RowKey, Shared.Platform.Runs.RunStatus.Failed, "Failed", "Storage was away.", default);

        var swept = await hub.FinishAsync(await StartAsync("sweep-inbox", "{}"));
        await hub.App.SettleAsync();

        Assert.Equal("1 files had no outcome and were started.", swept.Summary);
        var row = await hub.Storage.TimetableFiles.GetEntityAsync<TimetableFileRow>("sampleton", TimetableFileRow.Key(Groups, "autumn.csv"));
        Assert.Equal("Accepted", row.Value.Outcome);
        Assert.NotEqual(run.RowKey, row.Value.RunId);
    }

    [Fact]
    public async Task An_invalid_configuration_never_replaces_a_good_one()
    {
        await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");
        await hub.Storage.Configuration.GetBlobClient("sampleton/places.json").UploadAsync(BinaryData.FromString("{ \"places\": 7 }"), overwrite: true);

        var run = await IngestAsync("winter.csv", "Activity,Day,Start,End,Venue\nRhyme time,Monday,9.30am,11am,Hub 2\n");

        Assert.Equal("Accepted", run.Outcome);
        Assert.Contains("1 taken in", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_upload_that_comes_late_does_not_undo_a_newer_one()
    {
        var run = await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");
        var key = TimetableFileRow.Key(Groups, "autumn.csv");
        var row = await hub.Storage.TimetableFiles.GetEntityAsync<TimetableFileRow>("sampleton", key);
        row.Value.UploadedAt = row.Value.UploadedAt!.Value.AddHours(1);
        await hub.Storage.TimetableFiles.UpdateEntityAsync(row.Value, row.Value.ETag, Azure.Data.Tables.TableUpdateMode.Replace);

        var late = await IngestAsync("autumn.csv", "Activity,Day,Start,End,Venue\nSomething old,Monday,9.30am,11am,Hub 1\n");

        Assert.Equal("Accepted", run.Outcome);
        Assert.Equal("Superseded", late.Outcome);
        Assert.DoesNotContain("Something old", await hub.Http.GetStringAsync("api/sampleton/timetables/town/autumn"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_try_a_file_without_any_effect_and_then_follow_the_run()
    {
        await hub.Storage.Timetables.GetBlobClient("sampleton/groups/trial.csv.rejects.csv").DeleteIfExistsAsync();
        await IngestAsync("trial.csv", "Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\n");

        var id = await StartAsync("ingest-timetable", """{ "partner": "groups", "file": "trial.csv", "dryRun": true }""");
        var run = await hub.FinishAsync(id);

        Assert.Equal("DryRun", run.Outcome);
        Assert.Equal("groups/trial.csv: 1 rows: 1 would be taken in, 0 given back. Nothing was written.", run.Summary);
        using var view = JsonDocument.Parse(await hub.Http.GetStringAsync($"api/runs/{id}"));
        Assert.Equal("Completed", view.RootElement.GetProperty("status").GetString());

        // In no order: both steps have run at the same moment of the test's clock.
        var notes = view.RootElement.GetProperty("steps").EnumerateArray().ToDictionary(s => s.GetProperty("step").GetString()!, s => s.GetProperty("note").GetString());
        Assert.Equal(["ConcludeTimetable", "ReadTimetable"], notes.Keys.Order());
        Assert.StartsWith("Accepted: 1 rows, 1 accepted, 0 rejected, 0 warnings; content ", notes["ReadTimetable"], StringComparison.Ordinal);
    }

    private async Task SetMostSessionsAsync(int most) =>
        await hub.Storage.Configuration.GetBlobClient("sampleton/authority.json").UploadAsync(
            BinaryData.FromString($$"""{ "id": "sampleton", "name": "Sampleton Council", "serviceName": "Sampleton Family Hubs", "areas": [ { "id": "town", "name": "Town" } ], "mostSessions": {{most}} }"""),
            overwrite: true);

    private Task<Shared.Platform.Runs.RunRecord> IngestAsync(string name, string content) => hub.IngestAsync(Groups, name, BinaryData.FromString(content));

    private async Task<string> StartAsync(string workflow, string parameters)
    {
        using var body = new StringContent(parameters, System.Text.Encoding.UTF8, "application/json");
        using var answer = await hub.Http.PostAsync(new Uri($"api/sampleton/workflows/{workflow}", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    private async Task<string> ReceiptAsync()
    {
        await foreach (BlobItem blob in hub.Storage.Outbox.GetBlobsAsync(BlobTraits.None, BlobStates.None, "sampleton/groups/", CancellationToken.None))
        {
            return await TextAsync(hub.Storage.Outbox, blob.Name);
        }

        return "";
    }

    private static async Task<string> TextAsync(Azure.Storage.Blobs.BlobContainerClient container, string name) =>
        (await container.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString();
}
