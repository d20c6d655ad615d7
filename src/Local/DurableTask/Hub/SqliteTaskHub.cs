using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using HubAutomation.Local.DurableTask.Engine;
using HubAutomation.Local.DurableTask.Engine.Dispatch;
using HubAutomation.Local.DurableTask.Engine.Observing;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.DurableTask;

/// <summary>
/// A task hub in one SQLite file: orchestrations, kept safe across the end of the process. It keeps their state and hands out their
/// work; the code itself is run by what joins it. What a client was told is done is on the disk.
/// </summary>
public sealed class SqliteTaskHub : IDisposable, IAsyncDisposable
{
    private readonly ILogger logger;
    private readonly FileOwnership ownership;
    private readonly Writer writer;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> statusWaits = new();
    private readonly object gate = new();
    private TaskCompletionSource change = NewSignal();
    private Dispatcher? dispatcher;
    private bool changeIsAwaited;
    private bool joined;
    private bool disposed;

    private SqliteTaskHub(
        SqliteTaskHubOptions options, FileOwnership ownership, Database database, ILogger logger, IMeterFactory? meters)
    {
        Options = options;
        this.ownership = ownership;
        this.logger = logger;
        Client = new TaskHubClient(this);
        Reader = new HubReader(options.Path);
        Metrics = new HubMetrics(meters, () => dispatcher?.Depth);
        writer = new Writer(database, logger, Metrics);
    }

    /// <summary>What clients ask of it.</summary>
    public TaskHubClient Client { get; }

    internal SqliteTaskHubOptions Options { get; }

    internal HubReader Reader { get; }

    internal HubMetrics Metrics { get; }

    /// <summary>The hub's clock, in UTC.</summary>
    internal DateTime UtcNow => Options.TimeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Opens a file, or makes a new one.</summary>
    /// <exception cref="InvalidOperationException">An option makes no sense.</exception>
    /// <exception cref="TaskHubException">
    /// The file is in use by another process, is not a task hub, is damaged, or its folder cannot be written to; it is left as it is.
    /// </exception>
    public static SqliteTaskHub Open(SqliteTaskHubOptions options, ILoggerFactory? loggerFactory = null, IMeterFactory? meterFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.Path = System.IO.Path.GetFullPath(options.Path);
        var ownership = FileOwnership.Take(options.Path);
        Database? database = null;
        try
        {
            database = SoundFile.Open(options.Path, options.Durability);
            Schema.Prepare(database, options.Durability);
            var logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("TaskHub");
            return new SqliteTaskHub(options, ownership, database, logger, meterFactory);
        }
        catch (Exception exception) when (exception is StorageException or InvalidOperationException)
        {
            database?.CloseUntouched();
            ownership.Dispose();
            throw exception is StorageException { ConcernsTheDisk: true }
                ? TaskHubException.NotWritable(options.Path, exception)
                : TaskHubException.Unusable(options.Path, exception);
        }
    }

    /// <summary>What there is to do now.</summary>
    public Workload GetWorkload()
    {
        var current = dispatcher;
        var waits = Reader.Read(WorkloadQueries.OpenWaits);
        return current is null
            ? new Workload(Reader.Read(WorkloadQueries.Runnable), Reader.Read(WorkloadQueries.NextTimer), waits)
            : new Workload(current.Runnable, current.NextTimer, waits);
    }

    /// <summary>Completes as soon as no instance has a turn to take and no activity waits or runs. Waiting for events and timers counts as idle.</summary>
    public async Task WaitUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Asked for before looking, so that a change in between is not missed.
            var next = NextChange();
            if (dispatcher is not { } current || current.Runnable == 0)
                return;
            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes at the next change: an instance created, started, moved or ended, an activity ended.</summary>
    public Task WaitForChangeAsync(CancellationToken cancellationToken = default) => NextChange().WaitAsync(cancellationToken);

    /// <summary>Closes the file. Work under way is cut off where it is, and taken up again at the next start.</summary>
    public void Dispose() => Close(abandon: false);

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends as a killed process would: nothing that is not yet on the disk gets there. For tests of what survives that.</summary>
    public void Abandon() => Close(abandon: true);

    internal void Enqueue(WriteOperation operation) => writer.Enqueue(operation);

    /// <summary>Lets something run this hub's work. One at a time.</summary>
    /// <exception cref="InvalidOperationException">Something else runs it.</exception>
    /// <exception cref="TaskHubException">What is under way in the file cannot be read.</exception>
    public async Task<TaskHubWork> JoinAsync(ITaskRunner runner)
    {
        lock (gate)
        {
            if (joined)
                throw new InvalidOperationException($"The work of the task hub {Options.Path} is run already.");
            joined = true;
        }

        var joining = new Dispatcher(this, runner, logger);
        var recovery = new RecoveryWrite(this, joining);
        Enqueue(recovery);
        try
        {
            await recovery.Done;
        }
        catch (Exception exception)
        {
            joining.Dispose();
            lock (gate)
                joined = false;
            if (exception is StorageException or InvalidProtocolBufferException)
                throw TaskHubException.Unreadable(Options.Path, exception);
            throw;
        }

        Log.WorkerJoined(logger, Options.Path);
        return new TaskHubWork(this, joining);
    }

    /// <summary>Stops the worker: what runs may end until <paramref name="cancellation"/>; the rest is taken up at the next start.</summary>
    internal async Task LeaveAsync(Dispatcher leaving, CancellationToken cancellation)
    {
        var cutOff = await leaving.StopAsync(cancellation);
        if (cutOff.Count > 0 && !disposed)
        {
            // They were stopped in good order, which must not count as a crash against them.
            Log.ActivitiesCutOff(logger, cutOff.Count);
            List<ActivityRow> counted = [.. cutOff.Where(activity => activity.Deliveries > 0)];
            var takeBack = new DeliveryCountWrite(this, counted, -1);
            Enqueue(takeBack);
            await takeBack.Done;
        }

        dispatcher = null;
        leaving.Dispose();
        lock (gate)
            joined = false;
        NotifyChange();
    }

    /// <summary>Called by the writer's thread when a worker's take-over has its place among the writes.</summary>
    internal void Attach(Dispatcher joining) => dispatcher = joining;

    /// <summary>Does in memory what a committed write calls for.</summary>
    internal void Apply(Effects effects)
    {
        dispatcher?.Apply(effects);
        Signal(effects);
    }

    /// <summary>Wakes those who wait for a status or for any change.</summary>
    internal void Signal(Effects effects)
    {
        foreach (var id in effects.StatusChanges)
        {
            if (statusWaits.TryRemove(id, out var wait))
                wait.TrySetResult();
        }

        NotifyChange();
    }

    internal void NotifyChange()
    {
        TaskCompletionSource? changed = null;
        lock (gate)
        {
            if (changeIsAwaited)
                (changed, change, changeIsAwaited) = (change, NewSignal(), false);
        }

        changed?.TrySetResult();
    }

    /// <summary>Completes at the next change of this instance's status.</summary>
    internal Task NextStatusChange(string instanceId) => statusWaits.GetOrAdd(instanceId, _ => NewSignal()).Task;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task NextChange()
    {
        lock (gate)
        {
            changeIsAwaited = true;
            return change.Task;
        }
    }

    private void Close(bool abandon)
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
        }

        dispatcher?.Dispose();
        Metrics.Dispose();

        // The last one to close moves the log into the file, which a reader cannot: the writer goes last.
        Reader.Dispose();
        writer.Close(abandon);
        ownership.Dispose();
        foreach (var wait in statusWaits.Values)
            wait.TrySetException(new ObjectDisposedException(nameof(SqliteTaskHub)));
    }
}
