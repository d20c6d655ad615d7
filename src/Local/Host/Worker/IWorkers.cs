using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Worker;

/// <summary>Gives the app's worker.</summary>
internal interface IWorkers
{
    /// <summary>The worker, as soon as there is one that has loaded the functions.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    ValueTask<WorkerConnection> ReadyAsync(CancellationToken cancellation);
}
