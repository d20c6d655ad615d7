using Azure.Storage.Blobs;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.State;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Tests.Blobs;

public sealed class ContainerListenerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-container-");
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The storage library throws what went wrong as it is after one try, and several together after several.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_storage_that_is_away_is_told_of_and_asked_again(int retries)
    {
        var log = new FirstLine();
        using var state = new HostState(_folder.FullName);
        using var runner = new BlobRunner(new WorkMeter(), new PoisonStore(_folder.FullName), log, _stopping.Token, CancellationToken.None);
        using var listener = new ContainerListener(Nowhere(retries), "AzureWebJobsStorage", [Subscription(state, log)], runner, log);

        var running = listener.RunAsync(TimeSpan.FromHours(1), TimeProvider.System, _stopping.Token);
        await Task.WhenAny(log.Text, running);

        Assert.StartsWith(
            "Container 'timetables' could not be listed, and is tried again; this is said once a minute at most (Connection refused", await log.Text, StringComparison.Ordinal);
        Assert.False(running.IsCompleted);
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static BlobContainerClient Nowhere(int retries)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = retries, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero } };
        return new BlobContainerClient(new Uri("http://127.0.0.1:1/devstoreaccount1/timetables"), options);
    }

    private BlobSubscription Subscription(HostState state, ILogger log)
    {
        var path = BlobPathPattern.Parse("timetables/{name}");
        var description = new FunctionDescription("1", "Dropped", "App.Dropped.Run", new BlobTriggerDescription("blob", path, string.Empty), []);
        var function = new HostedFunction(description, new FunctionRuntime(new NoWorkers(), new TypedData(), new WorkMeter(), log, _stopping.Token));
        return new BlobSubscription(function, path, new BlobReceipts(state, "Dropped", "timetables", TimeProvider.System));
    }

    private sealed class NoWorkers : IWorkers
    {
        public ValueTask<WorkerConnection> ReadyAsync(CancellationToken cancellation) => throw new InvalidOperationException("Nothing is to be run.");
    }

    private sealed class FirstLine : ILogger
    {
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Text => _text.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _text.TrySetResult(formatter(state, exception));
    }
}
