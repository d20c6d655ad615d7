using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Functions.Messages;
using HubAutomation.Functions.Timetables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>The hub dies after it has written down that a run was asked for, and before the engine knows of it.</summary>
public sealed class LostRunTests : IAsyncLifetime
{
    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;

    private Hub hub = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed, furtherPartners: 1);
        hub = await Hub.StartAsync(seed);
    }

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    [Theory]
    [InlineData("sampleton.message-partners.0123456789abcdef")]
    [InlineData("hub.export-tables.20260914t0200")]
    public async Task The_sweep_says_so_in_the_run_and_in_the_audit_trail(string lost)
    {
        await hub.Runs.RecordStartAsync(lost, lost.Split('.')[1], "http", "0", default);
        var waits = await hub.StartRunAsync(MessageWorkflows.PartnersName, new { subject = "Hello", message = "Text" });
        await hub.FinishAsync(waits);

        await hub.SweepAsync("sampleton");
        Assert.Equal(nameof(RunStatus.Started), (await hub.Runs.FindAsync(lost, default))!.Status);
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(16));
        await hub.SweepAsync("sampleton");
        await hub.SweepAsync("sampleton");

        var run = (await hub.Http.GetFromJsonAsync<JsonElement>($"api/runs/{lost}"))!;
        Assert.Equal(("Failed", "NeverBegun"), (run.GetProperty("status").GetString(), run.GetProperty("outcome").GetString()));
        Assert.Equal(
            "It was asked for, but the engine does not know it: the hub stopped at that moment, or its engine was set back. Start it again.",
            run.GetProperty("summary").GetString());
        var told = await hub.Storage.Audit.QueryAsync<TableEntity>(row => row.PartitionKey == $"{lost.Split('.')[0]}.202609").ToListAsync();
        Assert.Single(told, row => row.GetString("RunId") == lost);
        Assert.Equal(nameof(RunStatus.Completed), (await hub.Runs.FindAsync(waits, default))!.Status);
    }

    [Fact]
    public async Task What_is_started_once_more_afterwards_runs_as_if_nothing_had_been()
    {
        var start = new { subject = "Hello", message = "Text" };
        var lost = await IdOfAsync(start, "one-key");
        var asked = (await hub.FinishAsync(lost)).InputHash;
        await hub.App.DurableTaskClient.PurgeInstanceAsync(lost);
        await hub.Storage.Runs.DeleteEntityAsync("sampleton", lost);
        await hub.Runs.RecordStartAsync(lost, MessageWorkflows.PartnersName, "http", asked, default);
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(16));
        await hub.SweepAsync("sampleton");
        Assert.Equal("NeverBegun", (await hub.Runs.FindAsync(lost, default))!.Outcome);

        Assert.Equal(lost, await IdOfAsync(start, "one-key"));
        var run = await hub.FinishAsync(lost);

        Assert.Equal(nameof(RunStatus.Completed), run.Status);
    }

    [Fact]
    public async Task A_file_whose_run_was_lost_is_taken_in_by_the_sweep()
    {
        var run = await hub.UploadAsync("groups", "spring.csv", BinaryData.FromString(UploadHub.GoodAndBad));
        await hub.FinishAsync(run);
        await hub.App.DurableTaskClient.PurgeInstanceAsync(run);
        await hub.Storage.Runs.DeleteEntityAsync("sampleton", run);
        foreach (var file in await hub.Storage.TimetableFiles.QueryAsync<TableEntity>().ToListAsync())
            await hub.Storage.TimetableFiles.DeleteEntityAsync(file.PartitionKey, file.RowKey);
        await hub.Runs.RecordStartAsync(run, TimetableWorkflows.IngestName, "blob", "0", default);
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(16));

        await hub.SweepAsync("sampleton");

        Assert.Equal(nameof(RunStatus.Completed), (await hub.FinishAsync(run)).Status);
    }

    private async Task<string> IdOfAsync(object parameters, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/sampleton/workflows/{MessageWorkflows.PartnersName}") { Content = JsonContent.Create(parameters) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await hub.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }
}
