namespace HubAutomation.Local.DurableTask.Engine.Storage;

/// <summary>What is to happen in memory once a write has been committed, and not before.</summary>
internal sealed class Effects
{
    /// <summary>Messages that now have to reach their instances.</summary>
    public List<(long Instance, Delivery Delivery)> Deliveries { get; } = [];

    /// <summary>Activities that now have to run.</summary>
    public List<ActivityRow> Activities { get; } = [];

    /// <summary>Timers that now run.</summary>
    public List<TimerRow> TimersSet { get; } = [];

    /// <summary>Timers that no longer run.</summary>
    public List<TimerRow> TimersCancelled { get; } = [];

    /// <summary>Instances that are gone or finished: nothing in memory may work on them any more.</summary>
    public List<long> Ended { get; } = [];

    /// <summary>Ids of instances whose status has changed.</summary>
    public List<string> StatusChanges { get; } = [];

    /// <summary>Forgets everything, for the case that a write is tried again.</summary>
    public void Clear()
    {
        Deliveries.Clear();
        Activities.Clear();
        TimersSet.Clear();
        TimersCancelled.Clear();
        Ended.Clear();
        StatusChanges.Clear();
    }
}
