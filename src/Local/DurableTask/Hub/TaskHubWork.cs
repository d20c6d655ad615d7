using HubAutomation.Local.DurableTask.Engine.Dispatch;

namespace HubAutomation.Local.DurableTask;

/// <summary>The work of a task hub while something is there to run it.</summary>
public sealed class TaskHubWork
{
    private readonly SqliteTaskHub hub;
    private readonly Dispatcher dispatcher;

    internal TaskHubWork(SqliteTaskHub hub, Dispatcher dispatcher)
    {
        this.hub = hub;
        this.dispatcher = dispatcher;
    }

    /// <summary>Hands out no more work, and waits for what runs until told that patience is over; the rest is taken up at the next start.</summary>
    public Task StopAsync(CancellationToken patience) => hub.LeaveAsync(dispatcher, patience);
}
