using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.State;
using HubAutomation.Local.Host.Tests.Functions;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Tests.Blobs;

[Collection(SharedStorage.Name)]
public sealed class BlobRunnerTests(StorageFixture storage) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-runner-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_blob_that_ends_five_workers_is_given_up_though_the_function_has_never_failed()
    {
        var container = new BlobContainerClient(storage.ConnectionString, $"fatal-{Guid.NewGuid():N}");
        await container.CreateAsync();
        var blob = container.GetBlobClient("a.csv");
        var etag = (await blob.UploadAsync(BinaryData.FromString("?"))).Value.ETag;
        var workers = new LostWorkers();
        var path = BlobPathPattern.Parse("fatal/{name}");
        var function = workers.Catalog(new BlobTriggerDescription("blob", path, string.Empty)).Find("Fatal")!;
        using var state = new HostState(_folder.FullName);
        var receipts = new BlobReceipts(state, function.Name, blob.BlobContainerName, TimeProvider.System);
        var meter = new WorkMeter();
        using var runner = new BlobRunner(meter, new PoisonStore(_folder.FullName), NullLogger.Instance, CancellationToken.None, CancellationToken.None);

        var triggered = new TriggeredBlob(blob, etag, "AzureWebJobsStorage", path.Match("a.csv")!);
        runner.Start(new BlobSubscription(function, path, receipts), triggered, receipts.Take("a.csv", etag));
        await meter.WhenStillAsync(CancellationToken.None);

        Assert.Equal(5, workers.Count);
        Assert.Equal((0, 1), (function.Failures, function.GivenUp));
        Assert.Equal("The worker ended in the middle of its work.", Assert.Single(BlobReceipts.Poison(state)).Error);
    }

    [Fact]
    public async Task A_host_that_is_killed_while_it_waits_for_a_worker_has_tried_nothing()
    {
        var container = new BlobContainerClient(storage.ConnectionString, $"waiting-{Guid.NewGuid():N}");
        await container.CreateAsync();
        var blob = container.GetBlobClient("a.csv");
        var etag = (await blob.UploadAsync(BinaryData.FromString("?"))).Value.ETag;
        var path = BlobPathPattern.Parse("waiting/{name}");
        var workers = new AwaitedWorkers();
        var description = new FunctionDescription("1", "Dropped", "App.Dropped.Run", new BlobTriggerDescription("blob", path, string.Empty), []);
        var function = new HostedFunction(description, new FunctionRuntime(workers, new TypedData(), new WorkMeter(), NullLogger.Instance, CancellationToken.None));
        using var state = new HostState(_folder.FullName);
        var receipts = new BlobReceipts(state, function.Name, blob.BlobContainerName, TimeProvider.System);
        using var stopping = new CancellationTokenSource();
        using var runner = new BlobRunner(new WorkMeter(), new PoisonStore(_folder.FullName), NullLogger.Instance, stopping.Token, CancellationToken.None);

        runner.Start(new BlobSubscription(function, path, receipts), new TriggeredBlob(blob, etag, "AzureWebJobsStorage", path.Match("a.csv")!), receipts.Take("a.csv", etag));
        await workers.Asked;
        var onRecord = new BlobReceipts(state, function.Name, blob.BlobContainerName, TimeProvider.System).Find("a.csv");

        Assert.Null(onRecord);
        await stopping.CancelAsync();
        await runner.DrainAsync();
    }

    private sealed class AwaitedWorkers : IWorkers
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public async ValueTask<WorkerConnection> ReadyAsync(CancellationToken cancellation)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Nobody comes.");
        }
    }
}
