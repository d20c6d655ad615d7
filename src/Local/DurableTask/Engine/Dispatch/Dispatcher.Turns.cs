using HubAutomation.Local.DurableTask.Engine.Storage;

namespace HubAutomation.Local.DurableTask.Engine.Dispatch;

/// <content>Whose turn it is, and who rests. All of it is called under the lock.</content>
internal sealed partial class Dispatcher
{
    private bool Wakes(LiveInstance instance, Delivery delivery) => instance.State switch
    {
        LiveInstance.Phase.Idle => true,
        LiveInstance.Phase.Waiting or LiveInstance.Phase.Aside => delivery.Event.ExecutionTerminated is not null,
        LiveInstance.Phase.Ready => stopping,
        _ => false,
    };

    private void MakeReady(LiveInstance instance)
    {
        if (instance.IdlePlace is { } place)
        {
            idle.Remove(place);
            instance.IdlePlace = null;
        }

        if (instance.State == LiveInstance.Phase.Waiting)
            waiting--;
        instance.State = LiveInstance.Phase.Ready;
        instance.ReadySince = Hub.UtcNow;
        ready.Enqueue(instance);
        StartTurns();
    }

    private void StartTurns()
    {
        while (busy < maximumTurnsAtOnce && uncommitted < MaximumUncommittedTurns && ready.TryDequeue(out var next))
        {
            // While stopping, only those turns are taken that keep the result of an activity from being lost.
            if (next.State != LiveInstance.Phase.Ready || (stopping && !next.HasActivityResult))
                continue;
            next.State = LiveInstance.Phase.Busy;
            busy++;
            ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
        }
    }

    /// <summary>After a turn: the instance goes on, unless it has ended meanwhile.</summary>
    private void RestOrRelease(LiveInstance instance)
    {
        if (instance.IsInTurn)
            Rest(instance);
    }

    private void LeaveTurn(LiveInstance instance)
    {
        if (instance.State == LiveInstance.Phase.Busy)
            busy--;
        else
            uncommitted--;
    }

    /// <summary>The next turn if there are messages, else rest, while there is room for those at rest.</summary>
    private void Rest(LiveInstance instance)
    {
        LeaveTurn(instance);
        instance.State = LiveInstance.Phase.Idle;
        if (instance.HasNewMessages)
        {
            MakeReady(instance);
        }
        else if (!instance.HoldsMessages)
        {
            instance.IdlePlace = idle.AddLast(instance);
            if (idle.Count > maximumIdle)
                Forget(idle.First!.Value);
        }

        StartTurns();
        CheckDrained();
    }

    private void Forget(LiveInstance instance)
    {
        idle.Remove(instance);
        instance.IdlePlace = null;
        instance.State = LiveInstance.Phase.Gone;
        live.Remove(instance.Key);
    }

    private void Remove(long key)
    {
        if (!live.Remove(key, out var instance))
            return;
        if (instance.IdlePlace is { } place)
            idle.Remove(place);
        instance.IdlePlace = null;
        if (instance.IsInTurn)
            LeaveTurn(instance);
        else if (instance.State == LiveInstance.Phase.Waiting)
            waiting--;
        instance.State = LiveInstance.Phase.Gone;
        StartTurns();
        CheckDrained();
    }

    private void CheckDrained()
    {
        if (stopping && busy + uncommitted == 0 && !activities.IsRunning)
            drained.TrySetResult();
    }
}
