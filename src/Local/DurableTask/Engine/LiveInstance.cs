using HubAutomation.Local.DurableTask.Engine.Dispatch;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>
/// An instance that is in memory: its row and its messages. Its history stays in the file: a worker that keeps the orchestrator
/// between turns does not need it, and another is sent it with the turn. It takes one turn at a time, and the next only when the one
/// before is safe on the disk.
/// </summary>
internal sealed partial class LiveInstance(Dispatcher dispatcher, long key) : IThreadPoolWorkItem
{
    private List<Delivery> inbox = [];
    private List<Delivery> held = [];
    private InstanceRow? row;
    private string? input;
    private IReadOnlyList<P.HistoryEvent> carriedOver = [];
    private bool hasHistory;
    private bool isInSession;
    private int interruptions;

    public long Key => key;

    /// <summary>What it is doing; guarded by the dispatcher's lock.</summary>
    public Phase State { get; set; }

    /// <summary>True while it takes a turn, until that is on the disk; guarded by the dispatcher's lock.</summary>
    public bool IsInTurn => State is Phase.Busy or Phase.Committing;

    /// <summary>Since when it waits for its turn, in UTC; guarded by the dispatcher's lock.</summary>
    public DateTime ReadySince { get; set; }

    /// <summary>True when messages have arrived since the last turn; guarded by the dispatcher's lock.</summary>
    public bool HasNewMessages => inbox.Count > 0;

    /// <summary>True when the result of an activity has arrived since the last turn; guarded by the dispatcher's lock.</summary>
    public bool HasActivityResult => inbox.Exists(delivery => delivery.Origin == Origin.Activity);

    /// <summary>True when messages wait for another to arrive; guarded by the dispatcher's lock.</summary>
    public bool HoldsMessages => held.Count > 0;

    /// <summary>Its place among the idle ones, oldest first; guarded by the dispatcher's lock.</summary>
    public LinkedListNode<LiveInstance>? IdlePlace { get; set; }

    /// <summary>False once the runner has left: see <see cref="Dispatcher.IsStopped"/>.</summary>
    public bool MayWrite => !dispatcher.IsStopped;

    public ILogger Logger => dispatcher.Logger;

    /// <summary>Adds a message; called under the dispatcher's lock.</summary>
    public void Add(Delivery delivery) => inbox.Add(delivery);

    /// <summary>Takes the messages for a turn; called under the dispatcher's lock.</summary>
    public List<Delivery> TakeMessages()
    {
        var taken = held;
        taken.AddRange(inbox);
        (held, inbox) = ([], []);
        return taken;
    }

    /// <summary>Puts messages before those that have arrived since; called under the dispatcher's lock.</summary>
    public void PutBack(List<Delivery> messages) => inbox.InsertRange(0, messages);

    /// <summary>Keeps messages back; called under the dispatcher's lock.</summary>
    public void Hold(List<Delivery> messages) => held = messages;

    /// <summary>Takes a turn. Called by the thread pool, once for each time the dispatcher made it ready.</summary>
    public void Execute() => _ = ExecuteAsync();

    private async Task ExecuteAsync()
    {
        try
        {
            if (!await TakeTurnAsync())
                dispatcher.TurnEnded(this);
        }
        catch (OperationCanceledException) when (dispatcher.IsStopped)
        {
            dispatcher.Drop(this);
        }
#pragma warning disable CA1031 // Nobody waits for the task; the instance is set aside, the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.TurnFailed(dispatcher.Logger, exception, row?.Id ?? string.Empty);
            dispatcher.SetAside(this);
        }
    }

    public void TurnCommitted(TurnWrite write, Effects effects)
    {
        if (!write.WasCurrent)
            effects.Ended.Add(key);
        else if (write.Turn is { } turn)
            Note(turn, effects);
        dispatcher.TurnCommitted(this, effects);
    }

    /// <summary>A turn could not be written. True when it is to be tried again: nothing of it has left the engine yet.</summary>
    public bool TurnNotCommitted(Exception exception)
    {
        if (exception is StorageException { MayPass: true })
        {
            Log.TurnNotCommitted(dispatcher.Logger, exception, row!.Id);
            return true;
        }

        Log.TurnFailed(dispatcher.Logger, exception, row!.Id);
        dispatcher.SetAside(this);
        return false;
    }

    /// <summary>What an instance is doing.</summary>
    internal enum Phase
    {
        /// <summary>Waits for a message.</summary>
        Idle,

        /// <summary>Waits for its turn.</summary>
        Ready,

        /// <summary>Takes its turn.</summary>
        Busy,

        /// <summary>Has taken its turn, which is on its way to the disk.</summary>
        Committing,

        /// <summary>Waits for a worker that runs it.</summary>
        Waiting,

        /// <summary>Cannot be run by what runs code now; stays as it is until the next start.</summary>
        Aside,

        /// <summary>Has ended, or was deleted.</summary>
        Gone,
    }
}
