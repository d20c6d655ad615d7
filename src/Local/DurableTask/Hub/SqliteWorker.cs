using HubAutomation.Local.DurableTask.Engine.Dispatch;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HubAutomation.Local.DurableTask;

/// <summary>The worker of a task hub in a file.</summary>
internal sealed class SqliteWorker : DurableTaskWorker
{
    private readonly SqliteTaskHub hub;
    private readonly WorkerSetup setup;
    private Dispatcher? dispatcher;

    public SqliteWorker(
        string name,
        IDurableTaskFactory factory,
        SqliteTaskHub hub,
        IOptionsMonitor<DurableTaskWorkerOptions> options,
        IServiceProvider services,
        ILoggerFactory loggerFactory)
        : base(name, factory)
    {
        this.hub = hub;
        ExceptionPropertiesProvider = services.GetService<IExceptionPropertiesProvider>();
        setup = new WorkerSetup(factory, options.Get(name), services, ExceptionPropertiesProvider, loggerFactory);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        dispatcher = await hub.JoinAsync(setup);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes no more work and waits for what runs until the token is cancelled; the rest is taken up at the next start.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (dispatcher is { } running)
        {
            dispatcher = null;
            await hub.LeaveAsync(running, cancellationToken);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
