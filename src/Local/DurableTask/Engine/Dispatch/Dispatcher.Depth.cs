using HubAutomation.Local.DurableTask.Engine.Observing;

namespace HubAutomation.Local.DurableTask.Engine.Dispatch;

/// <content>How much work there is.</content>
internal sealed partial class Dispatcher
{
    /// <summary>The work that waits and runs now. Counts everything: to be asked now and then, not for each turn.</summary>
    public QueueDepth Depth
    {
        get
        {
            var (waitingActivities, runningActivities, oldestActivity) = activities.Depth;
            var now = Hub.UtcNow;
            var oldest = Earlier(now, Earlier(oldestActivity, timers.Next?.UtcDateTime));
            lock (gate)
            {
                foreach (var instance in live.Values.Where(instance => instance.IsInTurn || instance.State is LiveInstance.Phase.Ready or LiveInstance.Phase.Waiting))
                    oldest = Earlier(oldest, instance.ReadySince);
                return new QueueDepth(busy + uncommitted + ready.Count + waiting + timers.Firing, waitingActivities, runningActivities, timers.Count, now - oldest!.Value);
            }
        }
    }

    private static DateTime? Earlier(DateTime? one, DateTime? other) => other is null || one < other ? one : other;
}
