using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>A task hub in a folder of its own with one client and one worker, on a clock that the test moves.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 9, 14, 8, 0, 0, TimeSpan.Zero);

    private readonly Setup setup;
    private ServiceProvider services = null!;
    private IHostedService? worker;

    private TestHub(Setup setup)
    {
        this.setup = setup;
    }

    public ManualTimeProvider Clock => setup.Clock;

    public string Path => setup.Path;

    public IServiceProvider Services => services;

    public SqliteTaskHub Hub => services.GetRequiredService<SqliteTaskHub>();

    public DurableTaskClient Client => services.GetRequiredService<DurableTaskClient>();

    public LogLines Logs => setup.Logs;

    /// <summary>A hub with these tasks, its worker running.</summary>
    public static async Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> tasks,
        Action<SqliteTaskHubOptions>? options = null,
        Action<IDurableTaskWorkerBuilder>? worker = null,
        Action<IServiceCollection>? services = null,
        bool startWorker = true)
    {
        var folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "hub-engine-tests", Guid.NewGuid().ToString("N"));
        var hub = new TestHub(new Setup(System.IO.Path.Combine(folder, "hub.db"), new ManualTimeProvider(Start), new LogLines(), tasks, options, worker, services));
        hub.Open();
        if (startWorker)
            await hub.StartWorkerAsync();
        return hub;
    }

    /// <summary>Starts an instance and gives what became of it.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options);
        return await CompletionAsync(id);
    }

    public Task<OrchestrationMetadata> CompletionAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TimeSpan.FromSeconds(30));

    public async Task<OrchestrationMetadata> StateAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"No instance {id}.");

    /// <summary>Waits until nothing moves without the clock, or an event, moving it.</summary>
    public Task IdleAsync() => Hub.WaitUntilIdleAsync().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Moves the clock from timer to timer until an instance has finished.</summary>
    public async Task<OrchestrationMetadata> RunToEndAsync(string id)
    {
        while (true)
        {
            await IdleAsync();
            var state = await StateAsync(id);
            if (state.IsCompleted || !Clock.AdvanceToNextTimer())
                return state;
        }
    }

    /// <summary>Waits until something has become true that changes with the hub.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var change = Hub.WaitForChangeAsync(patience.Token);
            if (condition())
                return;
            await change;
        }
    }

    /// <summary>Asks the file a question.</summary>
    public long Number(string sql) => Hub.Reader.Read(connection => connection.Database.Number(sql));

    /// <summary>Ends as a killed process would, and starts again on the same file, perhaps with other tasks.</summary>
    public async Task CrashAndRestartAsync(Action<DurableTaskRegistry>? tasks = null, bool startWorker = true)
    {
        Hub.Abandon();
        await services.DisposeAsync();
        await ReopenAsync(tasks, startWorker);
    }

    /// <summary>Stops in good order, and starts again on the same file, perhaps with other tasks.</summary>
    public async Task RestartAsync(Action<DurableTaskRegistry>? tasks = null, bool startWorker = true)
    {
        await StopWorkerAsync(CancellationToken.None);
        await services.DisposeAsync();
        await ReopenAsync(tasks, startWorker);
    }

    /// <summary>Stops in good order, lets something happen to the file, and makes ready to open it again.</summary>
    public async Task RestartWithAsync(Action<string> toFile)
    {
        await StopWorkerAsync(CancellationToken.None);
        await services.DisposeAsync();
        toFile(setup.Path);
        await ReopenAsync(null, startWorker: false);
    }

    public async Task StartWorkerAsync()
    {
        worker = services.GetServices<IHostedService>().Single();
        await worker.StartAsync(CancellationToken.None);
    }

    public async Task StopWorkerAsync(CancellationToken cancellation)
    {
        if (worker is { } running)
            await running.StopAsync(cancellation);
        worker = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopWorkerAsync(new CancellationToken(canceled: true));
        await services.DisposeAsync();
        Directory.Delete(System.IO.Path.GetDirectoryName(setup.Path)!, recursive: true);
    }

    private async Task ReopenAsync(Action<DurableTaskRegistry>? tasks, bool startWorker)
    {
        setup.Tasks = tasks ?? setup.Tasks;
        worker = null;
        Open();
        if (startWorker)
            await StartWorkerAsync();
    }

    private void Open()
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(setup.Logs));
        collection.AddSqliteTaskHub(hub =>
        {
            hub.Path = setup.Path;
            hub.TimeProvider = setup.Clock;
            hub.Durability = CommitDurability.ProcessCrash;
            setup.Options?.Invoke(hub);
        });
        collection.AddDurableTaskClient(client => client.UseSqliteTaskHub());
        collection.AddDurableTaskWorker(added =>
        {
            added.AddTasks(setup.Tasks).UseSqliteTaskHub();
            setup.Worker?.Invoke(added);
        });
        setup.Services?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    private sealed record Setup(
        string Path,
        ManualTimeProvider Clock,
        LogLines Logs,
        Action<DurableTaskRegistry> FirstTasks,
        Action<SqliteTaskHubOptions>? Options,
        Action<IDurableTaskWorkerBuilder>? Worker,
        Action<IServiceCollection>? Services)
    {
        public Action<DurableTaskRegistry> Tasks { get; set; } = FirstTasks;
    }
}
