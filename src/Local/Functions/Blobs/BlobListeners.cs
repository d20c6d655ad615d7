using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Blobs;

/// <summary>Watches all containers while the host runs; finishes or hands back what is under way when it stops.</summary>
internal sealed class BlobListeners(
    FunctionCatalog catalog, BlobConnections connections, HostState state, LocalHostOptions options, HostFolders folders, ILogger<BlobListeners> logger)
    : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private List<ContainerListener> _containers = [];
    private BlobRunner? _runner;
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _runner = new BlobRunner(
            catalog.Runtime.Meter,
            new PoisonStore(folders.State),
            options.TimeProvider,
            options.BlobRetryDelay,
            logger,
            _stopping.Token,
            catalog.Runtime.Abandoned);
        _containers = catalog.With<BlobTriggerDescription>()
            .GroupBy(f => (f.Trigger.Connection, f.Trigger.Path.Container))
            .Select(group => new ContainerListener(
                connections.Client(group.Key.Connection).GetBlobContainerClient(group.Key.Container),
                [.. group.Select(f => new BlobSubscription(f.Function, f.Trigger.Path, new BlobReceipts(state, f.Function.Name, group.Key.Container, options.TimeProvider)))],
                _runner,
                logger))
            .ToList();
        if (options.BlobPollInterval != Timeout.InfiniteTimeSpan)
        {
            _running = Task.WhenAll(_containers.Select(container => Task.Run(() => RunAsync(container), CancellationToken.None)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Lists every container once, now; the number of runs started or still owed.</summary>
    public async Task<int> PassAsync(CancellationToken cancellation)
    {
        var work = 0;
        foreach (var container in _containers)
        {
            work += await container.PassAsync(cancellation);
        }

        return work;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
        await (_runner?.DrainAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken);
    }

    /// <summary>Starts nothing more, and waits for nothing.</summary>
    public Task HaltAsync() => _stopping.CancelAsync();

    public void Dispose()
    {
        _containers.ForEach(container => container.Dispose());
        _runner?.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(ContainerListener container)
    {
        try
        {
            await container.RunAsync(options.BlobPollInterval, options.TimeProvider, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
