using HubAutomation.Local.DurableTask.Engine.Observing;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>A write: all of it is committed, or none.</summary>
internal abstract class WriteOperation
{
    /// <summary>Writes. May be called again after a failure, so it must not keep anything from a call that failed.</summary>
    public abstract void Execute(HubTables tables);

    /// <summary>Called once the write is safe on the disk, in the order of the writes. Must not block.</summary>
    public abstract void Committed();

    /// <summary>Called when the write could not be made and left no trace. Returns true to have it tried again later.</summary>
    public abstract bool Failed(Exception exception);
}

/// <summary>
/// The one thread that writes to the file. Writes that arrive while a commit is under way share the next one: under load, one
/// disk flush serves many steps.
/// </summary>
internal sealed class Writer
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(250);

    private readonly Database database;
    private readonly HubTables tables;
    private readonly ILogger logger;
    private readonly HubMetrics metrics;
    private readonly Thread thread;
    private readonly object gate = new();
    private readonly List<WriteOperation> again = [];
    private List<WriteOperation> queue = [];
    private bool closing;
    private bool abandoned;

    public Writer(Database database, ILogger logger, HubMetrics metrics)
    {
        this.database = database;
        this.logger = logger;
        this.metrics = metrics;
        tables = new HubTables(database);
        thread = new Thread(Run) { IsBackground = true, Name = "Task hub writer" };
        thread.Start();
    }

    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public void Enqueue(WriteOperation operation)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, typeof(SqliteTaskHub));
            queue.Add(operation);
            if (queue.Count == 1)
                Monitor.Pulse(gate);
        }
    }

    /// <summary>Writes what is queued and closes the file; with <paramref name="abandon"/>, as a killed process would: writes nothing more.</summary>
    public void Close(bool abandon)
    {
        lock (gate)
        {
            closing = true;
            abandoned |= abandon;
            Monitor.Pulse(gate);
        }

        thread.Join();
    }

    private void Run()
    {
        while (Next() is { } batch)
        {
            if (!TryCommit(batch))
                CommitOneByOne(batch);
        }

        database.Dispose();
    }

    /// <summary>Everything that waits; null when closing and nothing is left.</summary>
    private List<WriteOperation>? Next()
    {
        lock (gate)
        {
            while (queue.Count == 0 && !closing)
            {
                if (again.Count > 0)
                {
                    Monitor.Wait(gate, RetryAfter);
                    queue.InsertRange(0, again);
                    again.Clear();
                }
                else
                {
                    Monitor.Wait(gate);
                }
            }

            if (abandoned || queue.Count == 0)
                return null;
            var batch = queue;
            queue = [];
            return batch;
        }
    }

    private bool TryCommit(List<WriteOperation> batch)
    {
        try
        {
            Commit(batch);
        }
#pragma warning disable CA1031 // Whatever one write throws must not take the others, or the process, along.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            database.Rollback();
            Log.CommitFailed(logger, exception, batch.Count);
            return false;
        }

        foreach (var operation in batch)
            operation.Committed();
        return true;
    }

    /// <summary>After a failed commit: finds out which writes it was that cannot be made.</summary>
    private void CommitOneByOne(List<WriteOperation> batch)
    {
        foreach (var operation in batch)
        {
            try
            {
                Commit([operation]);
            }
#pragma warning disable CA1031 // As above.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                database.Rollback();
                if (operation.Failed(exception))
                    again.Add(operation);
                continue;
            }

            operation.Committed();
        }
    }

    private void Commit(List<WriteOperation> batch)
    {
        var started = metrics.StartCommit();
        tables.Begin();
        foreach (var operation in batch)
            operation.Execute(tables);
        tables.Commit();
        metrics.Committed(batch.Count, started);
    }
}
