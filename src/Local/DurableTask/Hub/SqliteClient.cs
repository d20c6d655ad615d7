using System.Globalization;
using HubAutomation.Local.DurableTask.Engine;
using HubAutomation.Local.DurableTask.Engine.Observing;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace HubAutomation.Local.DurableTask;

/// <summary>A client of a task hub in a file.</summary>
internal sealed class SqliteClient(string name, SqliteTaskHub hub, IOptionsMonitor<DurableTaskClientOptions> options) : DurableTaskClient(name)
{
    private readonly DurableTaskClientOptions options = options.Get(name);

    private DataConverter Converter => options.DataConverter;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Validate(id, nameof(options));
        var version = options?.Version is { } asked ? asked.Version : this.options.DefaultVersion;
        var now = hub.UtcNow;
        var startAt = options?.StartAt is { } time && time.UtcDateTime > now ? time.UtcDateTime : (DateTime?)null;
        using var span = Spans.StartCreation(orchestratorName, version, id);
        var instance = new NewInstance(
            id, orchestratorName, version, Converter.Serialize(input), now, startAt, options?.Tags, Trace: TraceLink.BelowCurrent());
        return await Write(new StartWrite(hub, instance, IdReuse.Blocking(options?.DedupeStatuses)), cancellation);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using var span = Spans.StartEvent(eventName, instanceId);
        await Send(instanceId, new EventRaised(eventName, Converter.Serialize(eventPayload)), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Send(instanceId, new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Send(instanceId, new ExecutionResumed(reason), cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Send(instanceId, new ExecutionTerminated(Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitFor(instanceId, getInputsAndOutputs, row => row.Status != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitFor(instanceId, getInputsAndOutputs, row => row.IsFinished, cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Find(instanceId, getInputsAndOutputs, _ => true));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        filter ??= new OrchestrationQuery();
        return Pageable.Create((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var wanted = InstanceFilter.From(filter);
            var pageSize = size ?? filter.PageSize;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize, nameof(filter));
            var after = Key(token ?? filter.ContinuationToken);
            return Task.FromResult(hub.Reader.Read(connection =>
            {
                var rows = InstanceQueries.List(connection, wanted, after, pageSize);
                List<OrchestrationMetadata> values = [.. rows.Select(row => Metadata(connection, row, filter.FetchInputsAndOutputs))];
                return new Page<OrchestrationMetadata>(values, Token(rows.Count == pageSize ? rows[^1].Key : null));
            }));
        });
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pageSize);
        var wanted = new InstanceFilter(Statuses: runtimeStatus?.ToHashSet(), CompletedFrom: completedTimeFrom, CompletedTo: completedTimeTo, FinishedOnly: true);
        var rows = hub.Reader.Read(connection => InstanceQueries.List(connection, wanted, Key(lastInstanceKey), pageSize));
        return Task.FromResult(new Page<string>([.. rows.Select(row => row.Id)], Token(rows.Count == pageSize ? rows[^1].Key : null)));
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new PurgeResult(await Write(new PurgeWrite(hub, [instanceId], options?.Recursive ?? false), cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);

        // In batches, so that a large purge does not hold up the engine's own writes.
        const int BatchSize = 200;
        var started = TimeProvider.System.GetTimestamp();
        var wanted = InstanceFilter.From(filter);
        var (purged, after) = (0, 0L);
        while (true)
        {
            var rows = hub.Reader.Read(connection => InstanceQueries.List(connection, wanted, after, BatchSize));
            if (rows.Count == 0)
                return new PurgeResult(purged, true);
            if (filter.Timeout is { } timeout && TimeProvider.System.GetElapsedTime(started) >= timeout)
                return new PurgeResult(purged, false);
            purged += await Write(new PurgeWrite(hub, [.. rows.Select(row => row.Id)], options?.Recursive ?? false), cancellation);
            after = rows[^1].Key;
        }
    }

    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        return Write(new RestartWrite(hub, instanceId, id, hub.UtcNow, TraceLink.BelowCurrent()), cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static long Key(string? continuationToken) => continuationToken is null
        ? 0
        : long.TryParse(continuationToken, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new ArgumentException($"'{continuationToken}' is not a continuation token of this task hub.", nameof(continuationToken));

    private static string? Token(long? key) => key?.ToString(CultureInfo.InvariantCulture);

    private async Task Send(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (!await Write(new MessageWrite(hub, instanceId, message), cancellation) && message is EventRaised raised)
            hub.NoteDroppedEvent(raised.Name, instanceId);
    }

    private Task<T> Write<T>(ClientWrite<T> write, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        hub.Enqueue(write);
        return write.Done.WaitAsync(cancellation);
    }

    private async Task<OrchestrationMetadata> WaitFor(
        string instanceId, bool getInputsAndOutputs, Func<InstanceRow, bool> reached, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        while (true)
        {
            // Asked for before looking, so that a change in between is not missed.
            var next = hub.NextStatusChange(instanceId);
            if (Find(instanceId, getInputsAndOutputs, reached) is { } found)
                return found;
            await next.WaitAsync(cancellation);
        }
    }

    private OrchestrationMetadata? Find(string instanceId, bool getInputsAndOutputs, Func<InstanceRow, bool> wanted)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return hub.Reader.Read(connection => connection.FindInstance(instanceId) is { } row && wanted(row)
            ? Metadata(connection, row, getInputsAndOutputs)
            : null);
    }

    private OrchestrationMetadata Metadata(HubReader.Connection connection, InstanceRow row, bool getInputsAndOutputs)
    {
        var (input, output, failure, _) = getInputsAndOutputs ? connection.ReadPayload(row.Key) : default;
        return new OrchestrationMetadata(row.Name, row.Id)
        {
            RuntimeStatus = row.Status,
            CreatedAt = new DateTimeOffset(row.Created),
            LastUpdatedAt = new DateTimeOffset(row.Updated),
            Tags = row.Tags ?? System.Collections.Immutable.ImmutableDictionary<string, string>.Empty,
            DataConverter = getInputsAndOutputs ? Converter : null,
            SerializedInput = input,
            SerializedOutput = output,
            SerializedCustomStatus = getInputsAndOutputs ? row.CustomStatus : null,
            FailureDetails = failure?.ToDetails(),
        };
    }
}
