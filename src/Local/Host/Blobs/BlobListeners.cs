using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.State;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>How containers are watched.</summary>
/// <param name="StateFolder">Where what was given up is written.</param>
/// <param name="Interval">How often containers are listed; with <see cref="Timeout.InfiniteTimeSpan"/> only when somebody asks for it.</param>
/// <param name="Time">The clock.</param>
/// <param name="Abandoned">Cancelled when a stopping host cannot wait longer for what runs.</param>
internal sealed record BlobWatching(string StateFolder, TimeSpan Interval, TimeProvider Time, CancellationToken Abandoned);

/// <summary>Watches all containers while the host runs; finishes or hands back what is under way when it stops.</summary>
internal sealed class BlobListeners(
    FunctionCatalog catalog, BlobConnections connections, HostState state, WorkMeter meter, BlobWatching watching, ILogger logger)
    : IListener, IDisposable
{
    private CancellationTokenSource _stopping = new();
    private List<ContainerListener> _containers = [];
    private BlobRunner? _runner;
    private Task _running = Task.CompletedTask;

    /// <exception cref="HostStartException">A function names a connection that is not set.</exception>
    public Task StartAsync(CancellationToken cancellation)
    {
        DisposeParts();
        _stopping = new CancellationTokenSource();
        _runner = new BlobRunner(meter, new PoisonStore(watching.StateFolder), logger, _stopping.Token, watching.Abandoned);
        _containers = catalog.With<BlobTriggerDescription>()
            .GroupBy(f => (f.Trigger.Connection, f.Trigger.Path.Container))
            .Select(group => Listener(group.Key.Connection, group.Key.Container, group, _runner))
            .ToList();
        if (watching.Interval != Timeout.InfiniteTimeSpan)
        {
            _running = Task.WhenAll(_containers.Select(container => Task.Run(() => RunAsync(container, _stopping.Token), CancellationToken.None)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Lists every container once, now; the number of runs started or still owed. None when it has stopped.</summary>
    public async Task<int> PassAsync(CancellationToken cancellation)
    {
        var work = 0;
        foreach (var container in _stopping.IsCancellationRequested ? [] : _containers)
        {
            work += await container.PassAsync(cancellation);
        }

        return work;
    }

    public async Task StopAsync(CancellationToken patience)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(patience);
        await (_runner?.DrainAsync() ?? Task.CompletedTask).WaitAsync(patience);
    }

    /// <summary>Starts nothing more, and waits for nothing.</summary>
    public Task HaltAsync() => _stopping.CancelAsync();

    public void Dispose() => DisposeParts();

    private ContainerListener Listener(
        string connection, string container, IEnumerable<(HostedFunction Function, BlobTriggerDescription Trigger)> functions, BlobRunner runner) => new(
            connections.Client(connection).GetBlobContainerClient(container),
            BlobConnections.NameOf(connection),
            [.. functions.Select(f => new BlobSubscription(f.Function, f.Trigger.Path, new BlobReceipts(state, f.Function.Name, container, watching.Time)))],
            runner,
            logger);

    private async Task RunAsync(ContainerListener container, CancellationToken stopping)
    {
        try
        {
            await container.RunAsync(watching.Interval, watching.Time, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void DisposeParts()
    {
        _containers.ForEach(container => container.Dispose());
        _runner?.Dispose();
        _stopping.Dispose();
    }
}
