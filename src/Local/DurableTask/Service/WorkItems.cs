using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask;

/// <summary>
/// Standalone workers – Microsoft's worker without Functions – as what runs a task hub's code. Work goes to a connected worker that
/// takes it, waits while there is none, and goes to the next one when a worker leaves.
/// </summary>
public sealed class WorkItems : ITaskRunner
{
    private readonly object gate = new();
    private readonly List<WorkerStream> connected = [];
    private TaskCompletionSource change = NewSignal();
    private uint next;

    /// <inheritdoc/>
    public Task WaitForWorkerAsync(string orchestrator, string version, CancellationToken cancellation) =>
        WaitAsync(worker => worker.Takes(orchestrator, version), cancellation);

    /// <inheritdoc/>
    public Task WaitForWorkerAsync(P.ActivityRequest request, CancellationToken cancellation) =>
        WaitAsync(worker => worker.Takes(request), cancellation);

    /// <inheritdoc/>
    public Task<P.OrchestratorResponse> RunTurnAsync(
        string orchestrator, string version, P.OrchestratorRequest request, CancellationToken cancellation) => RunAsync(
        worker => worker.Takes(orchestrator, version), (worker, stop) => worker.RunAsync(request, stop), cancellation);

    /// <inheritdoc/>
    public Task<P.ActivityResponse> RunActivityAsync(P.ActivityRequest request, CancellationToken cancellation) => RunAsync(
        worker => worker.Takes(request), (worker, stop) => worker.RunAsync(request, stop), cancellation);

    /// <summary>Hands work to a worker until it leaves.</summary>
    internal async Task ServeAsync(P.GetWorkItemsRequest request, IServerStreamWriter<P.WorkItem> stream, CancellationToken left)
    {
        var worker = new WorkerStream(request, stream, left);
        Change(() => connected.Add(worker));
        try
        {
            await worker.KeepAliveAsync();
        }
        finally
        {
            Change(() => connected.Remove(worker));
            worker.Leave();
        }
    }

    internal void Complete(P.OrchestratorResponse response) => Each(worker => worker.Complete(response));

    internal void Complete(P.ActivityResponse response) => Each(worker => worker.Complete(response));

    internal void Abandon(string completionToken) => Each(worker => worker.Abandon(completionToken));

    private async Task<T> RunAsync<T>(Func<WorkerStream, bool> takes, Func<WorkerStream, CancellationToken, Task<T>> run, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await run(await FindAsync(takes, cancellation), cancellation);
            }
            catch (WorkerLeftException)
            {
                // It left before it had the work, which is for another.
            }
        }
    }

    private async Task WaitAsync(Func<WorkerStream, bool> takes, CancellationToken cancellation)
    {
        while (Fit(takes, out var changed).Count == 0)
            await changed.WaitAsync(cancellation);
    }

    private async Task<WorkerStream> FindAsync(Func<WorkerStream, bool> takes, CancellationToken cancellation)
    {
        while (true)
        {
            if (Fit(takes, out var changed) is { Count: > 0 } fit)
                return fit[(int)(Interlocked.Increment(ref next) % (uint)fit.Count)];
            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>The workers that take it, and what ends when others come or go.</summary>
    private List<WorkerStream> Fit(Func<WorkerStream, bool> takes, out Task changed)
    {
        lock (gate)
        {
            changed = change.Task;
            return connected.FindAll(candidate => !candidate.HasLeft && takes(candidate));
        }
    }

    private void Change(Action how)
    {
        TaskCompletionSource changed;
        lock (gate)
        {
            how();
            (changed, change) = (change, NewSignal());
        }

        changed.SetResult();
    }

    private void Each(Action<WorkerStream> tell)
    {
        List<WorkerStream> workers;
        lock (gate)
            workers = [.. connected];
        workers.ForEach(tell);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
