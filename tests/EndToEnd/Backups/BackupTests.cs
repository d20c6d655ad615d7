using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Functions.Backups;
using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Published;

namespace HubAutomation.EndToEnd.Backups;

/// <summary>What is lost from a table comes back from the last night's copy.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private Hub hub = null!;

    public async Task InitializeAsync() => hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await hub.DisposeAsync();

    [Fact]
    public async Task Rows_that_were_lost_are_missing_in_a_trial_and_come_back_to_the_last_bit_and_type()
    {
        await TableContent.WriteAsync(hub.Storage.Sessions, [TableContent.OfEveryType("sampleton.groups", "1"), TableContent.OfEveryType("sampleton.groups", "2")]);
        await TableContent.WriteAsync(hub.Storage.Audit, [TableContent.OfEveryType("sampleton.202609", "1")]);
        var (sessions, audit) = (await TableContent.ReadAsync(hub.Storage.Sessions), await TableContent.ReadAsync(hub.Storage.Audit));
        var backup = await ExportAsync();
        await hub.Storage.Sessions.DeleteEntityAsync("sampleton.groups", "2");
        await hub.Storage.Audit.DeleteAsync();

        var trial = await RestoreAsync(new { backup, tables = new[] { "TimetableSessions", "Audit" }, dryRun = true });
        Assert.Equal(("DryRun", "3 rows in the backup: 2 missing would be added, 0 changed since would be left as they are. Nothing was written."), trial);
        Assert.Single(await RowsAsync(hub.Storage.Sessions));

        var restored = await RestoreAsync(new { backup, tables = new[] { "TimetableSessions", "Audit" } });

        Assert.Equal(("Restored", "3 of 3 rows stand as in the backup; 0 were changed since and left as they are."), restored);
        Assert.Equal(sessions, await TableContent.ReadAsync(hub.Storage.Sessions));
        Assert.Equal(audit, (await TableContent.ReadAsync(hub.Storage.Audit)).Where(line => !line.StartsWith("hub.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Twenty_five_thousand_rows_come_back_page_by_page()
    {
        var rows = Enumerable.Range(0, 25_000).Select(i => new TableEntity($"sampleton.groups.{i % 256:x2}", i.ToString("D6", CultureInfo.InvariantCulture))
        {
            ["Title"] = $"Stay and play {i}",
            ["Count"] = (long)i,
            ["Share"] = i / 7.0,
        });
        await TableContent.WriteAsync(hub.Storage.Sessions, rows);
        var before = await TableContent.ReadAsync(hub.Storage.Sessions);
        var backup = await ExportAsync();
        await hub.Storage.Sessions.DeleteAsync();
        await hub.Storage.Sessions.CreateAsync();
        await TableContent.WriteAsync(hub.Storage.Sessions, rows.Where((_, i) => i % 3 == 0));

        var restored = await RestoreAsync(new { backup, tables = new[] { "TimetableSessions" } });

        Assert.Equal("25000 of 25000 rows stand as in the backup; 0 were changed since and left as they are.", restored.Summary);
        Assert.Equal(before, await TableContent.ReadAsync(hub.Storage.Sessions));
    }

    [Fact]
    public async Task What_was_changed_since_is_left_unless_told_otherwise_and_what_came_since_always()
    {
        await TableContent.WriteAsync(hub.Storage.Sessions, [Row("1", "as it was"), Row("2", "as it was")]);
        var backup = await ExportAsync();
        await hub.Storage.Sessions.UpsertEntityAsync(Row("1", "newer"), TableUpdateMode.Replace);
        await hub.Storage.Sessions.UpsertEntityAsync(Row("3", "new"), TableUpdateMode.Replace);

        var left = await RestoreAsync(new { backup, tables = new[] { "TimetableSessions" } });
        Assert.Equal("1 of 2 rows stand as in the backup; 1 were changed since and left as they are.", left.Summary);
        Assert.Equal(["1 newer", "2 as it was", "3 new"], await TextsAsync());

        var replaced = await RestoreAsync(new { backup, tables = new[] { "TimetableSessions" }, replaceChanged = true });
        Assert.Equal("2 rows stand as in the backup.", replaced.Summary);
        Assert.Equal(["1 as it was", "2 as it was", "3 new"], await TextsAsync());
    }

    [Fact]
    public async Task The_rows_of_one_authority_come_back_alone()
    {
        await TableContent.WriteAsync(hub.Storage.Runs, [EndedRun("halton"), EndedRun("haltonshire"), EndedRun("halton.more")]);
        var backup = await ExportAsync();
        foreach (var partition in new[] { "halton", "haltonshire", "halton.more" })
            await hub.Storage.Runs.DeleteEntityAsync(partition, "1");

        await RestoreAsync(new { backup, tables = new[] { "Runs" }, authority = "halton" });

        Assert.Equal(["halton", "halton.more"], (await RowsAsync(hub.Storage.Runs)).Select(r => r.PartitionKey).Where(p => p != RunStore.WholeHub));
    }

    [Fact]
    public async Task A_hub_that_dies_in_every_step_exports_and_restores_as_if_nothing_had_been()
    {
        await TableContent.WriteAsync(hub.Storage.Sessions, [Row("1", "as it was"), Row("2", "as it was")]);
        hub.App.DiesInEveryStep = true;

        var backup = await ExportAsync();
        await hub.Storage.Sessions.DeleteEntityAsync("sampleton.groups", "2");
        var restored = await RestoreAsync(new { backup });

        Assert.Equal("Restored", restored.Outcome);
        Assert.Equal(["1 as it was", "2 as it was"], await TextsAsync());
        Assert.Equal(2, (await ManifestAsync(backup)).Tables.Single(t => t.Table == "TimetableSessions").Rows);
        Assert.True(hub.App.Deaths > 2 * hub.Storage.TablesToKeep.Count);
    }

    [Fact]
    public async Task A_file_that_is_not_what_was_written_is_not_used()
    {
        await TableContent.WriteAsync(hub.Storage.Sessions, [Row("1", "as it was")]);
        var backup = await ExportAsync();
        await hub.Storage.Backups.GetBlobClient($"{backup}/TimetableSessions.jsonl.gz").UploadAsync(BinaryData.FromString("damaged"), overwrite: true);
        await hub.Storage.Sessions.DeleteEntityAsync("sampleton.groups", "1");

        var restored = await RestoreAsync(new { backup });

        Assert.Equal("NeedsAPerson", restored.Outcome);
        Assert.EndsWith(" Damaged in the backup, not used: TimetableSessions.", restored.Summary, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync(hub.Storage.Sessions));
    }

    [Fact]
    public async Task A_table_that_is_gone_is_named_and_the_others_are_copied()
    {
        await hub.Storage.BlobTries.DeleteAsync();

        var run = await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.ExportName, new { }, RunStore.WholeHub));

        Assert.Equal("NeedsAPerson", run.Outcome);
        Assert.EndsWith(" Missing in storage: BlobTries. Restore them from an earlier backup.", run.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_can_be_read_without_the_hub()
    {
        await TableContent.WriteAsync(hub.Storage.Sessions, [new TableEntity("sampleton.groups", "1") { ["Count"] = 5L, ["Title"] = "Stay & play" }]);
        var backup = await ExportAsync();

        var file = await hub.Storage.Backups.GetBlobClient($"{backup}/TimetableSessions.jsonl.gz").DownloadStreamingAsync();
        using var lines = new StreamReader(new GZipStream(file.Value.Content, CompressionMode.Decompress), Encoding.UTF8);

        Assert.Equal(
            """{"Count@odata.type":"Edm.Int64","Count":"5","PartitionKey":"sampleton.groups","RowKey":"1","Title":"Stay & play"}""" + "\n",
            await lines.ReadToEndAsync());
    }

    [Fact]
    public async Task Every_night_the_tables_are_copied_once_whatever_authorities_there_are()
    {
        await hub.App.AdvanceAsync(TimeSpan.FromHours(30));

        var runs = (await RowsAsync(hub.Storage.Runs)).Where(r => r.GetString("Workflow") == BackupWorkflows.ExportName);
        Assert.Equal(
            ["hub.export-tables.20260914T0100 Exported", "hub.export-tables.20260915T0100 Exported"],
            runs.Select(run => $"{run.RowKey} {run.GetString("Outcome")}"));
    }

    [Theory]
    [InlineData("hub", """{ "backup": "20200101T000000Z" }""", HttpStatusCode.NotFound, "There is no complete backup 20200101T000000Z in the container backups.")]
    [InlineData("hub", """{ "backup": 7 }""", HttpStatusCode.BadRequest, "The parameter \"backup\" is 7. It must be the name of a folder in the container backups")]
    [InlineData("hub", """{ "backup": "20260915T010000Z", "authority": "Halton!" }""", HttpStatusCode.BadRequest, "The parameter \"authority\" is \"Halton!\". It must be an id")]
    [InlineData("hub", """{ "backup": "20260915T010000Z", "tables": ["Rums"] }""", HttpStatusCode.BadRequest, "The parameter \"tables[0]\" is \"Rums\". It must be one of Audit, ")]
    [InlineData("hub", """{ "backup": "x", "table": "Runs" }""", HttpStatusCode.BadRequest, "has no parameter")]
    [InlineData("halton", """{ "backup": "x" }""", HttpStatusCode.NotFound, "start it by api/hub/workflows/restore-tables")]
    public async Task A_restore_that_cannot_be_is_refused_with_what_to_do(string authority, string parameters, HttpStatusCode status, string sentence)
    {
        using var body = new StringContent(parameters, Encoding.UTF8, "application/json");
        using var answer = await hub.Http.PostAsync(new Uri($"api/{authority}/workflows/restore-tables", UriKind.Relative), body);

        Assert.Equal(status, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_nobody_knows_is_a_slip_and_nothing_is_restored()
    {
        var backup = await ExportAsync();
        await hub.Storage.Configuration.GetBlobClient("halton/authority.json").UploadAsync(BinaryData.FromString("{}"));

        using var slip = await hub.Http.PostAsJsonAsync("api/hub/workflows/restore-tables", new { backup, authority = "haltn" });
        var known = await RestoreAsync(new { backup, authority = "halton", dryRun = true });

        Assert.Equal(HttpStatusCode.NotFound, slip.StatusCode);
        Assert.Equal(
            "There is no authority \"haltn\" in the container configuration. There are: halton; hub stands for what is about all of them.",
            (await slip.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
        Assert.Equal("DryRun", known.Outcome);
        Assert.Equal("DryRun", (await RestoreAsync(new { backup, authority = "hub", dryRun = true })).Outcome);
    }

    [Fact]
    public async Task A_table_that_the_backup_does_not_have_is_named()
    {
        await hub.Storage.BlobTries.DeleteAsync();
        await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.ExportName, new { }, RunStore.WholeHub));
        var backup = await hub.Storage.Backups.GetBlobsAsync().Select(blob => blob.Name.Split('/')[0]).LastAsync();

        using var answer = await hub.Http.PostAsJsonAsync("api/hub/workflows/restore-tables", new { backup, tables = new[] { "Runs", "BlobTries" } });

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.StartsWith("The backup has no table \"BlobTries\". It has: Audit, Findings, ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counter_of_publications_that_was_lost_goes_on_after_what_families_see()
    {
        var manifest = new PublicationManifest(41, "v", new NodaTime.LocalDate(2026, 9, 14), 0, new Dictionary<string, ManifestDocument>(), []);
        await hub.Storage.Published.GetBlobClient("sampleton/manifest.json").UploadAsync(
            BinaryData.FromObjectAsJson(manifest, Shared.Platform.Storage.HubJson.Options));

        Assert.Equal(42, await hub.Service<PublishTickets>().TakeAsync("sampleton", default));
        Assert.DoesNotContain("PublishTickets", hub.Storage.TablesToKeep.Select(t => t.Name));
    }

    private async Task<string> ExportAsync()
    {
        var run = await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.ExportName, new { }, RunStore.WholeHub));
        Assert.Equal("Exported", run.Outcome);
        return run.Summary!.Split(' ')[1].TrimEnd(':');
    }

    private async Task<(string Outcome, string Summary)> RestoreAsync(object order)
    {
        var run = await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.RestoreName, order, RunStore.WholeHub));
        return (run.Outcome!, run.Summary!);
    }

    private async Task<BackupManifest> ManifestAsync(string backup) => (await hub.Service<BackupStore>().ManifestAsync(backup, default))!;

    private static TableEntity EndedRun(string partition) => new(partition, "1") { ["EndedAt"] = new DateTimeOffset(2026, 9, 14, 8, 0, 0, TimeSpan.Zero) };

    private static TableEntity Row(string key, string text) => new("sampleton.groups", key) { ["Text"] = text };

    private async Task<IEnumerable<string>> TextsAsync() => (await RowsAsync(hub.Storage.Sessions)).Select(row => $"{row.RowKey} {row.GetString("Text")}");

    private static async Task<List<TableEntity>> RowsAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>())
            rows.Add(row);
        return rows;
    }
}
