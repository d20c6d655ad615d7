using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Writes;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Dispatch;

/// <summary>
/// Brings turns of instances and activities to what runs them, for as long as that is there. All it knows can be read from the file
/// again, so that it may vanish at any moment.
/// </summary>
internal sealed partial class Dispatcher : IDisposable
{
    // Bounds what waits in memory for the disk, far above what a commit takes along.
    private const int MaximumUncommittedTurns = 1000;

    private readonly object gate = new();
    private readonly Dictionary<long, LiveInstance> live = [];
    private readonly LinkedList<LiveInstance> idle = new();
    private readonly Queue<LiveInstance> ready = new();
    private readonly TimerQueue timers;
    private readonly ActivityRunner activities;
    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource cutOff = new();
    private readonly int maximumTurnsAtOnce;
    private readonly int maximumIdle;
    private int busy;
    private int uncommitted;
    private int waiting;
    private bool stopping;
    private volatile bool stopped;

    public Dispatcher(SqliteTaskHub hub, ITaskRunner runner, ILogger logger)
    {
        Hub = hub;
        Runner = runner;
        Logger = logger;
        maximumTurnsAtOnce = hub.Options.MaxConcurrentOrchestrations;
        maximumIdle = hub.Options.MaxCachedOrchestrations;
        timers = new TimerQueue(hub.Options.TimeProvider, Fire);
        activities = new ActivityRunner(this, Answer, ActivityEnded);
    }

    public SqliteTaskHub Hub { get; }

    /// <summary>What runs the code.</summary>
    public ITaskRunner Runner { get; }

    /// <summary>Cancelled when nobody waits any longer for what the runner does.</summary>
    public CancellationToken CutOff => cutOff.Token;

    public ILogger Logger { get; }

    /// <summary>True once the runner has left: whatever of it is still under way must not be written, since another may have taken over.</summary>
    public bool IsStopped => stopped;

    /// <summary>When the next timer is due; null when none is set.</summary>
    public DateTimeOffset? NextTimer => timers.Next;

    /// <summary>How many instances and activities have something to do.</summary>
    public int Runnable
    {
        get
        {
            lock (gate)
                return busy + uncommitted + ready.Count + waiting + activities.Outstanding + timers.Firing;
        }
    }

    /// <summary>Does in memory what a committed write calls for.</summary>
    public void Apply(Effects effects)
    {
        lock (gate)
        {
            foreach (var ended in effects.Ended)
                Remove(ended);
            foreach (var (instance, delivery) in effects.Deliveries)
                Deliver(instance, delivery);
        }

        activities.Forget(effects.Ended);
        activities.Add(effects.Activities);
        timers.Change(effects.TimersSet, effects.TimersCancelled, effects.Ended);
    }

    /// <summary>Hands a message to an instance.</summary>
    public void Deliver(long key, Delivery delivery)
    {
        lock (gate)
        {
            if (stopped)
                return;
            if (!live.TryGetValue(key, out var instance))
                live[key] = instance = new LiveInstance(this, key);
            instance.Add(delivery);
            if (Wakes(instance, delivery))
                MakeReady(instance);
        }
    }

    /// <summary>Takes an instance's messages for its turn.</summary>
    public List<Delivery> TakeMessages(LiveInstance instance)
    {
        lock (gate)
            return instance.TakeMessages();
    }

    /// <summary>Leaves messages for the turn after this one.</summary>
    public void PutBack(LiveInstance instance, List<Delivery> messages)
    {
        lock (gate)
            instance.PutBack(messages);
    }

    /// <summary>Keeps messages for the turn after the next message.</summary>
    public void Hold(LiveInstance instance, List<Delivery> messages)
    {
        lock (gate)
            instance.Hold(messages);
    }

    /// <summary>The instance found nothing to do.</summary>
    public void TurnEnded(LiveInstance instance)
    {
        lock (gate)
            RestOrRelease(instance);
        Hub.NotifyChange();
    }

    /// <summary>The instance has taken its turn: makes room for the next one and hands the turn to the writer.</summary>
    public void TurnTaken(LiveInstance instance, TurnWrite turn)
    {
        lock (gate)
        {
            if (instance.State == LiveInstance.Phase.Busy)
            {
                busy--;
                uncommitted++;
                instance.State = LiveInstance.Phase.Committing;
                StartTurns();
            }
        }

        Hub.Enqueue(turn);
    }

    /// <summary>The instance's turn is on the disk.</summary>
    public void TurnCommitted(LiveInstance instance, Effects effects)
    {
        lock (gate)
        {
            Apply(effects);
            RestOrRelease(instance);
        }

        Hub.Signal(effects);
    }

    /// <summary>The instance has ended or was deleted; its messages are dropped.</summary>
    public void Drop(LiveInstance instance)
    {
        lock (gate)
        {
            Remove(instance.Key);
        }

        Hub.NotifyChange();
    }

    /// <summary>The instance's turn was interrupted: it takes it again. Its messages are kept.</summary>
    public void Again(LiveInstance instance, List<Delivery> messages)
    {
        lock (gate)
        {
            instance.Hold(messages);
            if (!instance.IsInTurn)
                return;
            LeaveTurn(instance);
            MakeReady(instance);
            CheckDrained();
        }
    }

    /// <summary>No worker takes the instance's turn: it gives up its place, and takes the turn once a worker is there. Its messages are kept.</summary>
    public void Again(LiveInstance instance, List<Delivery> messages, Task worker)
    {
        lock (gate)
        {
            instance.Hold(messages);
            if (!instance.IsInTurn)
                return;
            LeaveTurn(instance);
            instance.State = LiveInstance.Phase.Waiting;
            waiting++;
            StartTurns();
            CheckDrained();
        }

        Hub.NotifyChange();
        _ = WakeAsync(instance, worker);
    }

    /// <summary>Leaves an instance alone until the next start.</summary>
    public void SetAside(LiveInstance instance)
    {
        lock (gate)
        {
            if (instance.IsInTurn)
            {
                LeaveTurn(instance);
                instance.State = LiveInstance.Phase.Aside;
            }

            StartTurns();
            CheckDrained();
        }

        Hub.NotifyChange();
    }

    /// <summary>Starts no more turns and activities, and waits for those under way until cancelled. Gives the activities that were still running.</summary>
    public async Task<IReadOnlyList<ActivityRow>> StopAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            stopping = true;
            activities.Stop();
            CheckDrained();
        }

        await drained.Task.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var interrupted = activities.Running;
        lock (gate)
            stopped = true;
        await cutOff.CancelAsync();
        return interrupted;
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            stopping = true;
            live.Clear();
            idle.Clear();
            ready.Clear();
        }

        timers.Dispose();
        cutOff.Cancel();
    }

    private async Task WakeAsync(LiveInstance instance, Task worker)
    {
        await worker.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            if (instance.State == LiveInstance.Phase.Waiting && !stopped)
                MakeReady(instance);
        }
    }

    private void Fire(TimerRow timer)
    {
        var message = timer.Task == TimerRow.Start ? HistoryEvents.StartMark : HistoryEvents.TimerFired(Hub.UtcNow, timer.Task, timer.Due);
        Deliver(timer.Instance, new Delivery(message, timer.Execution, Origin.Timer));
    }

    private void Answer(ActivityRow activity, P.HistoryEvent answer) =>
        Deliver(activity.Instance, new Delivery(answer, activity.Execution, Origin.Activity, activity.Id));

    private void ActivityEnded()
    {
        lock (gate)
            CheckDrained();
        Hub.NotifyChange();
    }
}
