using HubAutomation.Local.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>An engine on a file, as an application sets it up: every acknowledged commit is flushed to the disk.</summary>
internal sealed class RunningEngine : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly IHostedService worker;

    private RunningEngine(ServiceProvider services)
    {
        this.services = services;
        worker = services.GetServices<IHostedService>().Single();
        Client = services.GetRequiredService<DurableTaskClient>();
    }

    public DurableTaskClient Client { get; }

    public SqliteTaskHub Hub => services.GetRequiredService<SqliteTaskHub>();

    public static async Task<RunningEngine> StartAsync(string path)
    {
        var services = new ServiceCollection();
        services.AddSqliteTaskHub(hub => hub.Path = path);
        services.AddDurableTaskClient(client => client.UseSqliteTaskHub());
        services.AddDurableTaskWorker(worker => worker.UseSqliteTaskHub().AddTasks(EngineTasks.Add));
        var engine = new RunningEngine(services.BuildServiceProvider());
        await engine.worker.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Runs one instance to its end, and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It did not complete.</exception>
    public async Task<T> RunAsync<T>(string orchestrator, object input)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);
        var ended = await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? ended.ReadOutputAs<T>()!
            : throw new InvalidOperationException($"{orchestrator} ended as {ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage}");
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
