using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using HubAutomation.Local.Functions.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions.Tests.Blobs;

[Collection(SharedStorage.Name)]
public sealed class BlobTriggerTests(StorageFixture storage) : IDisposable
{
    private static readonly TimeSpan FiveTries = TimeSpan.FromSeconds(1 + 2 + 4 + 8);

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("hub-blobs-");
    private readonly string _container = $"timetables-{Guid.NewGuid():N}";
    private readonly Seen _seen = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task A_new_blob_starts_its_function_once_with_the_parts_of_its_path()
    {
        await UploadAsync("halton/library/autumn.csv", "Monday,Rhyme time");
        await using (var host = await StartAsync<Texts>())
        {
            await host.SettleAsync();
            Assert.Equal(["halton|library|autumn.csv|Monday,Rhyme time"], _seen);
        }

        // A second start knows from its receipts that nothing is left to do.
        await using var again = await StartAsync<Texts>();
        await again.SettleAsync();
        Assert.Single(_seen);
    }

    [Fact]
    public async Task A_container_that_does_not_exist_yet_is_waited_for()
    {
        await using var host = await StartAsync<Texts>();
        await host.SettleAsync();

        await UploadAsync("halton/library/autumn.csv", "late");
        await host.SettleAsync();

        Assert.Equal(["halton|library|autumn.csv|late"], _seen);
    }

    [Fact]
    public async Task A_blob_is_given_as_text_bytes_data_stream_or_client()
    {
        await UploadAsync("a.csv", "grüezi");
        await using var host = await StartAsync<EveryForm>();

        await host.SettleAsync();

        Assert.Equal(["bytes grüezi", "client grüezi", "data grüezi", "stream grüezi", "text grüezi"], _seen.Order());
    }

    [Fact]
    public async Task A_blob_that_is_replaced_starts_its_function_again()
    {
        await UploadAsync("halton/library/autumn.csv", "first");
        await using var host = await StartAsync<Texts>();
        await host.SettleAsync();

        await UploadAsync("halton/library/autumn.csv", "second");
        await host.SettleAsync();

        Assert.Equal(["halton|library|autumn.csv|first", "halton|library|autumn.csv|second"], _seen);
    }

    [Fact]
    public async Task A_blob_that_is_replaced_during_its_run_is_picked_up_after_it()
    {
        await UploadAsync("a.csv", "first");
        var gate = new Gate();
        await using var host = await StartAsync<Gated>(gate);

        var settled = host.SettleAsync();
        await gate.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await UploadAsync("a.csv", "second");
        gate.Open.SetResult();
        await settled;

        Assert.Equal(["first", "second"], _seen);
    }

    [Fact]
    public async Task A_blob_that_is_gone_by_its_second_try_is_let_go()
    {
        await UploadAsync("a.csv", "first");
        await using var host = await StartAsync<Deleting>();

        await host.AdvanceAsync(FiveTries);

        Assert.Equal(["a.csv is deleted"], _seen);
        Assert.Empty((await host.Http.GetFromJsonAsync<JsonElement>("admin/blobs/poison")).EnumerateArray());
    }

    [Fact]
    public async Task A_failing_function_is_tried_five_times_and_then_the_blob_is_poison()
    {
        await UploadAsync("bad.csv", "?");
        await using var host = await StartAsync<Failing>();

        await host.AdvanceAsync(FiveTries);

        Assert.Equal(5, _seen.Count);
        var poison = Assert.Single((await host.Http.GetFromJsonAsync<JsonElement>("admin/blobs/poison")).EnumerateArray());
        Assert.Equal("Dropped", poison.GetProperty("function").GetString());
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
        await using (var host = await StartAsync<Failing>())
        {
            await host.AdvanceAsync(FiveTries);
        }

        await using var again = await StartAsync<Failing>();
        await again.AdvanceAsync(FiveTries);
        Assert.Equal(5, _seen.Count);
        await UploadAsync("bad.csv", "good");
        await again.AdvanceAsync(FiveTries);

        Assert.Equal(6, _seen.Count);
        Assert.Empty((await again.Http.GetFromJsonAsync<JsonElement>("admin/blobs/poison")).EnumerateArray());
    }

    [Fact]
    public async Task Two_functions_on_one_container_each_get_what_matches()
    {
        await UploadAsync("a.csv", "1");
        await UploadAsync("a.txt", "2");
        await using var host = await StartAsync<ByExtension>();

        await host.SettleAsync();

        Assert.Equal(["csv a", "text a"], _seen.Order());
    }

    [Fact]
    public async Task A_run_by_hand_names_its_blob()
    {
        await UploadAsync("halton/library/autumn.csv", "again");
        await using var host = await StartAsync<Texts>();
        await host.SettleAsync();

        using var body = new StringContent($$"""{"input":"{{_container}}/halton/library/autumn.csv"}""");
        await host.Http.PostAsync(new Uri("admin/functions/Dropped", UriKind.Relative), body);
        await host.SettleAsync();

        Assert.Equal(2, _seen.Count);
        using var other = new StringContent($$"""{"input":"{{_container}}/halton/library/none.csv"}""");
        var answer = await host.Http.PostAsync(new Uri("admin/functions/Dropped", UriKind.Relative), other);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_missing_connection_is_told_at_the_start()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => TestApp.StartAsync([typeof(Texts)], o => o.Settings = Settings("")));

        Assert.Equal(
            "The storage connection 'AzureWebJobsStorage' is missing: set AzureWebJobsStorage to a connection string, or "
            + "AzureWebJobsStorage__blobServiceUri or AzureWebJobsStorage__accountName.",
            error.Message);
    }

    private Task<TestApp> StartAsync<T>(Gate? gate = null) => TestApp.StartAsync(
        [typeof(T)],
        options => (options.StateFolder, options.Settings) = (_state.FullName, Settings(storage.ConnectionString)),
        builder => builder.Services.AddSingleton(new BlobServiceClient(storage.ConnectionString)).AddSingleton(_seen).AddSingleton(gate ?? new Gate()));

    private Dictionary<string, string?> Settings(string connection) => new() { ["AzureWebJobsStorage"] = connection, ["Inbox"] = _container };

    private async Task UploadAsync(string name, string content)
    {
        var container = new BlobServiceClient(storage.ConnectionString).GetBlobContainerClient(_container);
        await container.CreateIfNotExistsAsync();
        await container.GetBlobClient(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
    }

    public sealed class Seen : ConcurrentQueue<string>;

    public sealed class Gate
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Texts(Seen seen)
    {
        [Function("Dropped")]
        public void Run(
            [BlobTrigger("%Inbox%/{authority}/{partner}/{name}", Source = BlobTriggerSource.EventGrid)] string content,
            string authority,
            string partner,
            string name)
            => seen.Enqueue($"{authority}|{partner}|{name}|{content}");
    }

    public sealed class EveryForm(Seen seen)
    {
        [Function("Text")]
        public void Text([BlobTrigger("%Inbox%/{name}")] string blob) => seen.Enqueue($"text {blob}");

        [Function("Bytes")]
        public void Bytes([BlobTrigger("%Inbox%/{name}")] byte[] blob) => seen.Enqueue($"bytes {Encoding.UTF8.GetString(blob)}");

        [Function("Data")]
        public void Data([BlobTrigger("%Inbox%/{name}")] BinaryData blob) => seen.Enqueue($"data {blob}");

        [Function("Stream")]
        public async Task Stream([BlobTrigger("%Inbox%/{name}")] Stream blob)
        {
            using var reader = new StreamReader(blob);
            seen.Enqueue($"stream {await reader.ReadToEndAsync()}");
        }

        [Function("Client")]
        public async Task Client([BlobTrigger("%Inbox%/{name}")] BlobClient blob, CancellationToken cancellation)
            => seen.Enqueue($"client {(await blob.DownloadContentAsync(cancellation)).Value.Content}");
    }

    public sealed class Gated(Seen seen, Gate gate)
    {
        [Function("Dropped")]
        public async Task Run([BlobTrigger("%Inbox%/{name}")] string content)
        {
            seen.Enqueue(content);
            gate.Entered.TrySetResult();
            await gate.Open.Task;
        }
    }

    public sealed class Deleting(Seen seen, BlobServiceClient storage)
    {
        [Function("Dropped")]
        public async Task Run([BlobTrigger("%Inbox%/{name}")] string content, string name, FunctionContext context)
        {
            var path = context.BindingContext.BindingData["BlobTrigger"]!.ToString()!.Split('/');
            await storage.GetBlobContainerClient(path[0]).DeleteBlobAsync(path[1]);
            seen.Enqueue($"{name} is deleted");
            throw new InvalidOperationException($"{content} has to be tried again.");
        }
    }

    public sealed class Failing(Seen seen)
    {
        [Function("Dropped")]
        public void Run([BlobTrigger("%Inbox%/{name}")] string content)
        {
            seen.Enqueue(content);
            if (content != "good")
            {
                throw new InvalidOperationException("No such partner.");
            }
        }
    }

    public sealed class ByExtension(Seen seen)
    {
        [Function("Csv")]
        public void Csv([BlobTrigger("%Inbox%/{name}.csv")] string content, string name) => seen.Enqueue($"csv {name}");

        [Function("Text")]
        public void Text([BlobTrigger("%Inbox%/{name}.txt")] string content, string name) => seen.Enqueue($"text {name}");
    }
}
