using System.Collections.Concurrent;
using Google.Protobuf.Collections;
using Grpc.Core;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask;

/// <summary>One connected standalone worker, and the work that it has in hand.</summary>
#pragma warning disable CA1001 // Semaphores without a wait handle hold nothing to dispose of, and work that ends later still gives its place back.
internal sealed class WorkerStream(P.GetWorkItemsRequest request, IServerStreamWriter<P.WorkItem> stream, CancellationToken left)
#pragma warning restore CA1001
{
    // A worker that hears nothing for two minutes takes the connection for dead.
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(30);

    // Larger turns go without their history, which the worker then fetches in pieces: it takes at most four megabytes at once.
    private const int LargestTurn = 1_000_000;

    private readonly SemaphoreSlim writing = new(1);
    private readonly SemaphoreSlim turns = Places(request.MaxConcurrentOrchestrationWorkItems);
    private readonly SemaphoreSlim activities = Places(request.MaxConcurrentActivityWorkItems);
    private readonly ConcurrentDictionary<string, Work<P.OrchestratorResponse>> turnsInHand = new();
    private readonly ConcurrentDictionary<string, Work<P.ActivityResponse>> activitiesInHand = new();
    private readonly bool fetchesHistory = request.Capabilities.Contains(P.WorkerCapability.HistoryStreaming);

    // A worker without filters sends empty ones.
    private readonly P.WorkItemFilters? filters =
        request.WorkItemFilters is { Orchestrations.Count: 0, Activities.Count: 0, Entities.Count: 0 } ? null : request.WorkItemFilters;

    /// <summary>Whether the worker is gone.</summary>
    public bool HasLeft => left.IsCancellationRequested;

    public bool Takes(string orchestrator, string version) =>
        filters is null || filters.Orchestrations.Any(filter => Fits(filter.Name, filter.Versions, orchestrator, version));

    public bool Takes(P.ActivityRequest activity) =>
        filters is null || filters.Activities.Any(filter => Fits(filter.Name, filter.Versions, activity.Name, activity.Version));

    public async Task<P.OrchestratorResponse> RunAsync(P.OrchestratorRequest turn, CancellationToken cancellation)
    {
        if (fetchesHistory && turn.CalculateSize() > LargestTurn)
        {
            turn = turn.Clone();
            turn.PastEvents.Clear();
            turn.RequiresHistoryStreaming = true;
        }

        return await RunAsync(turns, turnsInHand, new P.WorkItem { OrchestratorRequest = turn }, cancellation);
    }

    public Task<P.ActivityResponse> RunAsync(P.ActivityRequest activity, CancellationToken cancellation) =>
        RunAsync(activities, activitiesInHand, new P.WorkItem { ActivityRequest = activity }, cancellation);

    /// <summary>Takes an answer, which may come in several pieces.</summary>
    public void Complete(P.OrchestratorResponse response)
    {
        if (!turnsInHand.TryGetValue(response.CompletionToken, out var work))
            return;
        lock (work)
        {
            var whole = work.Partial ??= response;
            if (whole != response)
            {
                whole.Actions.AddRange(response.Actions);
                whole.CustomStatus ??= response.CustomStatus;
                whole.OrchestrationTraceContext ??= response.OrchestrationTraceContext;
                whole.RequiresHistory |= response.RequiresHistory;
            }

#pragma warning disable CS0612 // The protocol has given answers in pieces up; workers that still send them are answered.
            var isWhole = !response.IsPartial;
#pragma warning restore CS0612
            if (isWhole && turnsInHand.TryRemove(response.CompletionToken, out _))
                work.Done.TrySetResult(whole);
        }
    }

    public void Complete(P.ActivityResponse response)
    {
        if (activitiesInHand.TryRemove(response.CompletionToken, out var work))
            work.Done.TrySetResult(response);
    }

    public void Abandon(string completionToken)
    {
        if (turnsInHand.TryRemove(completionToken, out var turn))
            turn.Done.TrySetException(new WorkAbandonedException());
        if (activitiesInHand.TryRemove(completionToken, out var activity))
            activity.Done.TrySetException(new WorkAbandonedException());
    }

    /// <summary>Pings until the worker leaves.</summary>
    public async Task KeepAliveAsync()
    {
        while (!left.IsCancellationRequested)
        {
            await Task.Delay(PingEvery, TimeProvider.System, left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!left.IsCancellationRequested)
                await SendAsync(new P.WorkItem { HealthPing = new P.HealthPing() });
        }
    }

    /// <summary>The worker has left: what it had in hand is for another.</summary>
    public void Leave()
    {
        foreach (var work in turnsInHand.Values)
            work.Done.TrySetException(new WorkerGoneException());
        foreach (var work in activitiesInHand.Values)
            work.Done.TrySetException(new WorkerGoneException());
    }

    private async Task<T> RunAsync<T>(SemaphoreSlim places, ConcurrentDictionary<string, Work<T>> inHand, P.WorkItem item, CancellationToken cancellation)
    {
        var token = Guid.NewGuid().ToString("N");
        item.CompletionToken = token;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, left);
        var (entered, sent) = (false, false);
        try
        {
            await places.WaitAsync(either.Token);
            entered = true;
            var work = new Work<T>();
            inHand[token] = work;
            await SendAsync(item);
            sent = true;
            return await work.Done.Task.WaitAsync(either.Token);
        }
        catch (Exception exception) when (left.IsCancellationRequested && !cancellation.IsCancellationRequested && exception is not WorkAbandonedException)
        {
            throw sent ? new WorkerGoneException() : new WorkerLeftException();
        }
        finally
        {
            inHand.TryRemove(token, out _);
            if (entered)
                places.Release();
        }
    }

    private async Task SendAsync(P.WorkItem item)
    {
        await writing.WaitAsync(left);
        try
        {
            await stream.WriteAsync(item, left);
        }
        finally
        {
            writing.Release();
        }
    }

    private static bool Fits(string name, RepeatedField<string> versions, string wanted, string? version) =>
        string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase)
        && (versions.Count == 0 || versions.Contains(version ?? string.Empty, StringComparer.OrdinalIgnoreCase));

    private static SemaphoreSlim Places(int asked) => new(asked > 0 ? asked : int.MaxValue);

    private sealed class Work<T>
    {
        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What has come of an answer in pieces.</summary>
        public T? Partial { get; set; }
    }
}

/// <summary>The worker left before work was sent to it.</summary>
internal sealed class WorkerLeftException() : Exception("The worker left before it had the work.");
