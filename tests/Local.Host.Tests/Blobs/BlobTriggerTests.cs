using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.SampleApp.Blobs;
using HubAutomation.Local.Host.State;
using HubAutomation.Local.Host.Tests.Kit;
using HubAutomation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Blobs;

[Collection(SharedStorage.Name)]
public sealed class BlobTriggerTests(StorageFixture storage) : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("hub-blobs-");
    private readonly string _container = $"drops-{Guid.NewGuid():N}";
    private readonly Seen _seen = new();
    private readonly Gate _gate = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task A_new_blob_starts_its_function_once_with_the_parts_of_its_path()
    {
        await UploadAsync("halton/library/autumn.csv", "Monday,Rhyme time");
        await using (var app = await StartAsync("TextDropped"))
        {
            await app.SettleAsync();
            Assert.Equal(["halton|library|autumn.csv|Monday,Rhyme time"], _seen);
        }

        // A second start knows from its receipts that nothing is left to do.
        await using var again = await StartAsync("TextDropped");
        await again.SettleAsync();
        Assert.Single(_seen);
    }

    [Fact]
    public async Task A_container_that_does_not_exist_yet_is_waited_for()
    {
        await using var app = await StartAsync("TextDropped");
        await app.SettleAsync();

        await UploadAsync("halton/library/autumn.csv", "late");
        await app.SettleAsync();

        Assert.Equal(["halton|library|autumn.csv|late"], _seen);
    }

    [Fact]
    public async Task A_blob_is_given_as_text_bytes_stream_or_client()
    {
        await UploadAsync("a.csv", "grüezi");
        await using var app = await StartAsync("AsText", "AsBytes", "AsStream", "AsClient");

        await app.SettleAsync();

        Assert.Equal(["bytes grüezi", "client grüezi", "stream grüezi", "text grüezi"], _seen.Order());
    }

    [Fact]
    public async Task A_blob_that_is_replaced_starts_its_function_again()
    {
        await UploadAsync("halton/library/autumn.csv", "first");
        await using var app = await StartAsync("TextDropped");
        await app.SettleAsync();

        await UploadAsync("halton/library/autumn.csv", "second");
        await app.SettleAsync();

        Assert.Equal(["halton|library|autumn.csv|first", "halton|library|autumn.csv|second"], _seen);
    }

    [Fact]
    public async Task A_blob_that_is_replaced_during_its_run_is_picked_up_after_it()
    {
        await UploadAsync("a.csv", "first");
        await using var app = await StartAsync("Gated");

        var settled = app.SettleAsync();
        await _gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await UploadAsync("a.csv", "second");
        _gate.Open.SetResult();
        await settled;

        Assert.Equal(["first", "second"], _seen);
    }

    [Fact]
    public async Task A_blob_that_is_gone_by_its_second_try_is_let_go()
    {
        await UploadAsync("a.csv", "first");
        await using var app = await StartAsync("Deleting");

        await app.SettleAsync();

        Assert.Equal(["a.csv is deleted"], _seen);
        Assert.Empty(await PoisonAsync(app));
    }

    [Fact]
    public async Task A_failing_function_is_tried_five_times_without_a_pause_and_then_the_blob_is_poison()
    {
        await UploadAsync("bad.csv", "?");
        await using var app = await StartAsync("Refusing");
        var begun = app.Clock.GetUtcNow();

        await app.SettleAsync();

        Assert.Equal(5, _seen.Count);
        Assert.Equal(begun, app.Clock.GetUtcNow());
        var poison = Assert.Single(await PoisonAsync(app));
        Assert.Equal("Refusing", poison.GetProperty("function").GetString());
        Assert.Equal("bad.csv", poison.GetProperty("blob").GetString());
        Assert.Equal(5, poison.GetProperty("attempts").GetInt32());
        Assert.Equal("InvalidOperationException: No such partner.", poison.GetProperty("error").GetString());
        var message = Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_state.FullName, "webjobs-blobtrigger-poison.jsonl")));
        Assert.Contains("\"BlobName\":\"bad.csv\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poison_is_left_alone_by_the_next_start_until_it_is_replaced()
    {
        await UploadAsync("bad.csv", "?");
        await using (var app = await StartAsync("Refusing"))
        {
            await app.SettleAsync();
        }

        await using var again = await StartAsync("Refusing");
        await again.SettleAsync();
        Assert.Equal(5, _seen.Count);
        await UploadAsync("bad.csv", "good");
        await again.SettleAsync();

        Assert.Equal(6, _seen.Count);
        Assert.Empty(await PoisonAsync(again));
    }

    [Fact]
    public async Task A_run_that_the_host_died_in_counts_and_is_made_again()
    {
        await UploadAsync("a.csv", "first");
        await using var app = await StartAsync("Gated");
        var settled = app.SettleAsync();
        await _gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await app.DieAsync();
        await Task.WhenAny(settled);
        Assert.Equal(1, AttemptsOf("Gated", "a.csv"));
        _gate.Open.SetResult();
        await app.StartAgainAsync();
        await app.SettleAsync();

        Assert.Equal(["first", "first"], _seen);
        await app.StopAsync();
        Assert.Equal(2, AttemptsOf("Gated", "a.csv"));
    }

    [Fact]
    public async Task Two_functions_on_one_container_each_get_what_matches()
    {
        await UploadAsync("a.csv", "1");
        await UploadAsync("a.txt", "2");
        await using var app = await StartAsync("CsvDropped", "TxtDropped");

        await app.SettleAsync();

        Assert.Equal(["csv a 1", "txt a 2"], _seen.Order());
    }

    [Fact]
    public async Task A_run_by_hand_names_its_blob()
    {
        await UploadAsync("halton/library/autumn.csv", "again");
        await using var app = await StartAsync("TextDropped");
        await app.SettleAsync();

        Assert.Equal(HttpStatusCode.Accepted, await RunByHandAsync(app, $"{_container}/halton/library/autumn.csv"));
        await app.SettleAsync();

        Assert.Equal(2, _seen.Count);
        Assert.Equal(HttpStatusCode.BadRequest, await RunByHandAsync(app, $"{_container}/halton/library/none.csv"));
        Assert.Equal(HttpStatusCode.BadRequest, await RunByHandAsync(app, "elsewhere/halton/library/autumn.csv"));
    }

    [Fact]
    public async Task A_host_that_drains_leaves_new_blobs_until_it_goes_on()
    {
        await using var app = await StartAsync("TextDropped");
        await app.SettleAsync();

        await app.Http.PostAsync(new Uri("admin/host/drain", UriKind.Relative), null);
        while (!(await app.Http.GetStringAsync(new Uri("admin/host/drain/status", UriKind.Relative))).Contains("Completed", StringComparison.Ordinal))
            await app.SettleAsync();
        await UploadAsync("halton/library/autumn.csv", "later");
        await app.SettleAsync();
        Assert.Empty(_seen);

        await app.Http.PostAsync(new Uri("admin/host/resume", UriKind.Relative), null);
        await app.SettleAsync();
        Assert.Equal(["halton|library|autumn.csv|later"], _seen);
    }

    [Fact]
    public async Task A_missing_connection_is_told_at_the_start()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => StartAsync(["TextDropped"], connection: ""));

        Assert.Equal(
            "The storage connection 'AzureWebJobsStorage' is missing: set AzureWebJobsStorage to a connection string, or "
            + "AzureWebJobsStorage__blobServiceUri or AzureWebJobsStorage__accountName.",
            error.Message);
    }

    private Task<TestApp> StartAsync(params string[] functions) => StartAsync(functions, storage.ConnectionString);

    private Task<TestApp> StartAsync(string[] functions, string connection) => Sample.StartAsync(
        options =>
        {
            options.StateFolder = _state.FullName;
            options.Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = connection, ["Drops"] = _container };
        },
        services => services.AddSingleton(_seen).AddSingleton(_gate),
        with: functions);

    private static async Task<List<JsonElement>> PoisonAsync(TestApp app) => [.. (await app.Http.GetFromJsonAsync<JsonElement>("admin/blobs/poison")).EnumerateArray()];

    private static async Task<HttpStatusCode> RunByHandAsync(TestApp app, string path)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { input = path }));
        return (await app.Http.PostAsync(new Uri("admin/functions/TextDropped", UriKind.Relative), body)).StatusCode;
    }

    private int AttemptsOf(string function, string blob)
    {
        using var state = new HostState(_state.FullName);
        return new BlobReceipts(state, function, _container, TimeProvider.System).Find(blob)!.Attempts;
    }

    private async Task UploadAsync(string name, string content)
    {
        var container = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient(_container);
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
    }
}
