using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using HubAutomation.Local.DurableTask.Engine;
using HubAutomation.Local.DurableTask.Engine.Observing;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask;

/// <summary>A page of instances, and where the next begins; null when there is none.</summary>
public sealed record InstancePage(IReadOnlyList<P.OrchestrationState> Instances, string? ContinuationToken);

/// <summary>How many instances a purge has deleted, and whether it came to its end.</summary>
public sealed record PurgeOutcome(int Deleted, bool IsComplete);

/// <summary>
/// What a client can ask of a task hub, in the protocol's own terms. What it was told is done is on the disk. Every method throws
/// <see cref="TaskHubRefusalException"/> for what cannot be done.
/// </summary>
public sealed class TaskHubClient
{
    private const int DefaultPageSize = 100;

    // A large purge goes in batches, so that it does not hold up the engine's own writes.
    private const int PurgeBatch = 200;

    private readonly SqliteTaskHub hub;

    internal TaskHubClient(SqliteTaskHub hub)
    {
        this.hub = hub;
    }

    /// <summary>Creates an instance; gives its id.</summary>
    public async Task<string> StartAsync(P.CreateInstanceRequest request, CancellationToken cancellation)
    {
        if (string.IsNullOrEmpty(request.Name))
            throw new TaskHubRefusalException(Refusal.InvalidArgument, "An orchestration needs the name of its orchestrator.");
        var id = string.IsNullOrEmpty(request.InstanceId) ? Guid.NewGuid().ToString("N") : request.InstanceId;
        InstanceIds.Demand(id);
        var now = hub.UtcNow;
        var startAt = request.ScheduledStartTimestamp?.ToDateTime() is { } time && time > now ? time : (DateTime?)null;
        var version = request.Version ?? hub.Options.Versioning?.DefaultVersion ?? string.Empty;
        var tags = request.Tags.Count == 0 ? null : new Dictionary<string, string>(request.Tags);
        // A client that is traced itself has written this span, and says where it stands.
        using var span = hub.Options.WritesSpans && request.ParentTraceContext is null ? Spans.StartCreation(request.Name, version, id) : null;
        var trace = span is null ? TraceLink.Below(request.ParentTraceContext) : TraceLink.Below(span);
        var instance = new NewInstance(id, request.Name, version, request.Input, now, startAt, tags, Trace: trace);
        return await Write(new StartWrite(hub, instance, request.OrchestrationIdReusePolicy?.ReplaceableStatus.ToHashSet()), cancellation);
    }

    /// <summary>Raises an event for an instance that has not ended.</summary>
    public Task RaiseEventAsync(string instanceId, string name, string? input, CancellationToken cancellation) =>
        Send(instanceId, HistoryEvents.EventRaised(hub.UtcNow, name, input), cancellation);

    /// <summary>Ends an instance, and on request its sub-orchestrations.</summary>
    public Task TerminateAsync(string instanceId, string? output, bool recursive, CancellationToken cancellation) =>
        Send(instanceId, HistoryEvents.ExecutionTerminated(hub.UtcNow, output, recursive), cancellation);

    /// <summary>Halts an instance until it is resumed.</summary>
    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        Send(instanceId, HistoryEvents.ExecutionSuspended(hub.UtcNow, reason), cancellation);

    /// <summary>Lets a suspended instance go on.</summary>
    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        Send(instanceId, HistoryEvents.ExecutionResumed(hub.UtcNow, reason), cancellation);

    /// <summary>How an instance stands; null when there is none of that id.</summary>
    public P.OrchestrationState? Find(string instanceId, bool inputsAndOutputs) => Find(instanceId, inputsAndOutputs, _ => true);

    /// <summary>Waits until an instance has started, and for it to come into being.</summary>
    public Task<P.OrchestrationState> WaitForStartAsync(string instanceId, bool inputsAndOutputs, CancellationToken cancellation) =>
        WaitFor(instanceId, inputsAndOutputs, row => row.Status != P.OrchestrationStatus.Pending, cancellation);

    /// <summary>Waits until an instance has ended, and for it to come into being.</summary>
    public Task<P.OrchestrationState> WaitForCompletionAsync(string instanceId, bool inputsAndOutputs, CancellationToken cancellation) =>
        WaitFor(instanceId, inputsAndOutputs, row => row.IsFinished, cancellation);

    /// <summary>Instances in the order of their creation, so that pages stay as they are while instances are added.</summary>
    public InstancePage Query(P.InstanceQuery query)
    {
        var size = query.MaxInstanceCount > 0 ? query.MaxInstanceCount : DefaultPageSize;
        return hub.Reader.Read(connection =>
        {
            var rows = InstanceQueries.List(connection, InstanceFilter.From(query), Key(query.ContinuationToken), size);
            return new InstancePage([.. rows.Select(row => State(connection, row, query.FetchInputsAndOutputs))], Token(rows, size));
        });
    }

    /// <summary>The ids of ended instances, and where the next page begins.</summary>
    public (IReadOnlyList<string> Ids, string? LastKey) ListIds(P.ListInstanceIdsRequest request)
    {
        var size = request.PageSize > 0 ? request.PageSize : DefaultPageSize;
        var filter = new InstanceFilter(
            Statuses: InstanceFilter.Any(request.RuntimeStatus),
            CompletedFrom: request.CompletedTimeFrom?.ToDateTimeOffset(),
            CompletedTo: request.CompletedTimeTo?.ToDateTimeOffset(),
            FinishedOnly: true);
        var rows = hub.Reader.Read(connection => InstanceQueries.List(connection, filter, Key(request.LastInstanceKey), size));
        return ([.. rows.Select(row => row.Id)], Token(rows, size));
    }

    /// <summary>Deletes an ended instance, and on request its ended sub-orchestrations.</summary>
    public async Task<PurgeOutcome> PurgeAsync(string instanceId, bool recursive, CancellationToken cancellation) =>
        new(await Write(new PurgeWrite(hub, [instanceId], recursive), cancellation), true);

    /// <summary>Deletes ended instances; ends early, and says so, when the filter's time is over.</summary>
    public async Task<PurgeOutcome> PurgeAsync(P.PurgeInstanceFilter filter, bool recursive, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var wanted = InstanceFilter.From(filter);
        var (purged, after) = (0, 0L);
        while (true)
        {
            var rows = hub.Reader.Read(connection => InstanceQueries.List(connection, wanted, after, PurgeBatch));
            if (rows.Count == 0)
                return new PurgeOutcome(purged, true);
            if (filter.Timeout is { } timeout && TimeProvider.System.GetElapsedTime(started) >= timeout.ToTimeSpan())
                return new PurgeOutcome(purged, false);
            purged += await Write(new PurgeWrite(hub, [.. rows.Select(row => row.Id)], recursive), cancellation);
            after = rows[^1].Key;
        }
    }

    /// <summary>Starts an instance again with its original input, under its own id or a new one; gives the id.</summary>
    public Task<string> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellation) =>
        Write(new RestartWrite(hub, instanceId, withNewId ? Guid.NewGuid().ToString("N") : instanceId, hub.UtcNow), cancellation);

    /// <summary>What an instance has gone through since it was started or last continued as new.</summary>
    public IReadOnlyList<P.HistoryEvent> ReadHistory(string instanceId) => hub.Reader.Read(connection =>
    {
        var row = connection.FindInstance(instanceId) ?? throw TaskHubRefusalException.NotFound(instanceId);
        var history = new P.HistoryChunk();
        connection.ReadHistory(row.Key, history.Events);
        return history.Events;
    });

    private static long Key(string? continuationToken) => string.IsNullOrEmpty(continuationToken)
        ? 0
        : long.TryParse(continuationToken, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new TaskHubRefusalException(Refusal.InvalidArgument, $"'{continuationToken}' is not a continuation token of this task hub.");

    private static string? Token(List<InstanceRow> rows, int size) =>
        rows.Count == size ? rows[^1].Key.ToString(CultureInfo.InvariantCulture) : null;

    private static P.OrchestrationState State(HubReader.Connection connection, InstanceRow row, bool inputsAndOutputs)
    {
        var state = new P.OrchestrationState
        {
            InstanceId = row.Id,
            Name = row.Name,
            Version = row.Version,
            OrchestrationStatus = row.Status,
            ExecutionId = row.ExecutionId,
            ParentInstanceId = row.Parent?.InstanceId,
            CreatedTimestamp = Timestamp.FromDateTime(row.Created),
            LastUpdatedTimestamp = Timestamp.FromDateTime(row.Updated),
            ScheduledStartTimestamp = row.StartAt is { } start ? Timestamp.FromDateTime(start) : null,
            CompletedTimestamp = row.Completed is { } completed ? Timestamp.FromDateTime(completed) : null,
        };
        foreach (var (name, value) in row.Tags ?? new Dictionary<string, string>())
            state.Tags[name] = value;
        if (inputsAndOutputs)
        {
            (state.Input, state.Output, state.FailureDetails, _) = connection.ReadPayload(row.Key);
            state.CustomStatus = row.CustomStatus;
        }

        return state;
    }

    private Task<bool> Send(string instanceId, P.HistoryEvent message, CancellationToken cancellation) =>
        Write(new MessageWrite(hub, instanceId, message), cancellation);

    private Task<T> Write<T>(ClientWrite<T> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        hub.Enqueue(write);
        return write.Done.WaitAsync(cancellation);
    }

    private async Task<P.OrchestrationState> WaitFor(
        string instanceId, bool inputsAndOutputs, Func<InstanceRow, bool> reached, CancellationToken cancellation)
    {
        while (true)
        {
            // Asked for before looking, so that a change in between is not missed.
            var next = hub.NextStatusChange(instanceId);
            if (Find(instanceId, inputsAndOutputs, reached) is { } found)
                return found;
            await next.WaitAsync(cancellation);
        }
    }

    private P.OrchestrationState? Find(string instanceId, bool inputsAndOutputs, Func<InstanceRow, bool> wanted) =>
        hub.Reader.Read(connection => connection.FindInstance(instanceId) is { } row && wanted(row) ? State(connection, row, inputsAndOutputs) : null);
}
