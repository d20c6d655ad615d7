using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Durable;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Functions;

/// <summary>A host that has started, for the process around it. A service of every app that the local host runs.</summary>
public sealed class RunningHost
{
    private readonly IServiceProvider _services;

    internal RunningHost(IServiceProvider services, TimeProvider time)
    {
        _services = services;
        Watch = new IdleWatch(
            services.GetRequiredService<WorkMeter>(), services.GetRequiredService<SqliteTaskHub>(), services.GetRequiredService<BlobListeners>(), time);
    }

    /// <summary>Where the host listens, with the port that it got.</summary>
    public Uri Address { get; internal set; } = new("http://127.0.0.1/");

    /// <summary>The durable client that functions are given.</summary>
    public DurableTaskClient DurableTaskClient => DurableFunctions.Client(_services);

    internal IdleWatch Watch { get; }

    /// <summary>
    /// Ends when nothing is left to do: no run under way, no blob unseen by its function, no orchestration with work and no
    /// durable timer due within a minute. With a clock of its own a test moves the clock to let such a timer fire.
    /// </summary>
    public async Task WaitUntilIdleAsync(CancellationToken cancellation = default) => await Watch.WhenIdleAsync(cancellation);
}
