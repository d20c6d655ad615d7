using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>A write that somebody waits for.</summary>
internal abstract class ClientWrite<T>(SqliteTaskHub hub) : WriteOperation
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<T>? outcome;

    /// <summary>Completes once the write is safe on the disk.</summary>
    public Task<T> Done => done.Task;

    protected Effects Effects { get; } = new();

    public sealed override void Execute(HubTables tables)
    {
        Effects.Clear();
        outcome = Write(tables);
    }

    public sealed override void Committed()
    {
        hub.Apply(Effects);
        try
        {
            done.TrySetResult(outcome!());
        }
#pragma warning disable CA1031 // A refusal is handed to whoever asked.
        catch (Exception refusal)
#pragma warning restore CA1031
        {
            done.TrySetException(refusal);
        }
    }

    public sealed override bool Failed(Exception exception)
    {
        done.TrySetException(exception);
        return false;
    }

    /// <summary>Writes, and says what to give, or throw, to the one who waits. A refusal must be decided before anything is written.</summary>
    protected abstract Func<T> Write(HubTables tables);

    protected static Func<T> Refuse(Exception exception) => () => throw exception;
}
