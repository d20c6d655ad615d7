using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Hosting;

namespace HubAutomation.Local.Host.Durable;

/// <summary>Lets the app's functions run what the task hub has to do.</summary>
internal sealed class TaskHubListener(SqliteTaskHub hub, Func<ITaskRunner> runner) : IListener
{
    private TaskHubWork? work;

    public async Task StartAsync(CancellationToken cancellation) => work = await hub.JoinAsync(runner());

    public async Task StopAsync(CancellationToken patience)
    {
        if (Interlocked.Exchange(ref work, null) is { } ending)
        {
            await ending.StopAsync(patience);
        }
    }
}
