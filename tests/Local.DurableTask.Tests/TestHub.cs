using HubAutomation.Testing.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>
/// A task hub in a folder of its own, on a clock that the test moves, with Microsoft's standalone client and workers connected to it
/// as they would be from other processes.
/// </summary>
internal sealed class TestHub : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 9, 14, 8, 0, 0, TimeSpan.Zero);

    private readonly HubSetup setup;
    private Life? life;

    private TestHub(HubSetup setup)
    {
        this.setup = setup;
    }

    public ManualTimeProvider Clock => setup.Clock;

    public string Path => setup.Path;

    public LogLines Logs => setup.Logs;

    public SqliteTaskHub Hub => Current.Hub;

    public DurableTaskClient Client => Current.Client;

    /// <summary>The service itself, for what Microsoft's client and worker would never say.</summary>
    public P.TaskHubSidecarService.TaskHubSidecarServiceClient Service => Current.Service;

    /// <summary>What the meters of this life of the hub belong to.</summary>
    public MeterFactory Meters => Current.Meters;

    private Life Current => life ?? throw new InvalidOperationException("The hub is not open.");

    /// <summary>A hub that hands out its work, and a worker with these tasks that does it.</summary>
    /// <param name="tasks">What the worker can do.</param>
    /// <param name="options">Sets the hub up.</param>
    /// <param name="worker">Sets the worker up.</param>
    /// <param name="client">Sets the client up.</param>
    /// <param name="handsOut">Whether the hub hands out work from the beginning.</param>
    /// <param name="connects">Whether a worker connects at the beginning of each life.</param>
    public static async Task<TestHub> StartAsync(
        Action<DurableTaskRegistry> tasks,
        Action<SqliteTaskHubOptions>? options = null,
        Action<IDurableTaskWorkerBuilder>? worker = null,
        Action<IDurableTaskClientBuilder>? client = null,
        bool handsOut = true,
        bool connects = true)
    {
        var folder = Directory.CreateTempSubdirectory("task-hub-tests").FullName;
        var hub = new TestHub(new HubSetup(
            System.IO.Path.Combine(folder, "hub.db"), new ManualTimeProvider(Start), new LogLines(), options, worker, client, connects)
        {
            Tasks = tasks,
        });
        await hub.OpenAsync(handsOut);
        return hub;
    }

    /// <summary>Starts an instance and gives what became of it.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, StartOrchestrationOptions? options = null) =>
        await CompletionAsync(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options));

    public Task<OrchestrationMetadata> CompletionAsync(string id) =>
        Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Patience.Long);

    public async Task<OrchestrationMetadata> StateAsync(string id) =>
        await Client.GetInstanceAsync(id, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"No instance {id}.");

    /// <summary>Waits until nothing moves without the clock, or an event, moving it.</summary>
    public Task IdleAsync() => Hub.WaitUntilIdleAsync(CancellationToken.None).WaitAsync(Patience.Long);

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
        using var patience = new CancellationTokenSource(Patience.Long);
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

    /// <summary>What an instance has gone through since it was started or last continued as new.</summary>
    public IReadOnlyList<P.HistoryEvent> History(string id) => Hub.Client.ReadHistory(id);

    /// <summary>The kinds of what it has gone through.</summary>
    public IEnumerable<P.HistoryEvent.EventTypeOneofCase> HistoryKinds(string id) => History(id).Select(e => e.EventTypeCase);

    /// <summary>The hub hands out work from now on.</summary>
    public Task HandOutAsync() => Current.HandOutAsync();

    /// <summary>The hub has its work run by something else than workers.</summary>
    public Task HandOutToAsync(ITaskRunner runner) => Current.HandOutToAsync(runner);

    /// <summary>The hub hands out no more work; what runs may end until patience does.</summary>
    public Task StopHandingOutAsync(CancellationToken patience) => Current.StopHandingOutAsync(patience);

    /// <summary>One more worker, with the hub's tasks or others.</summary>
    public Task<StandaloneWorker> ConnectAsync(
        Action<DurableTaskRegistry>? tasks = null, Action<IDurableTaskWorkerBuilder>? configure = null, int? largestMessage = null) =>
        Current.ConnectAsync(tasks ?? setup.Tasks, configure ?? setup.Worker, largestMessage);

    /// <summary>The worker that has connected by itself.</summary>
    public StandaloneWorker Worker => Current.Workers[0];

    /// <summary>Ends as a killed process would, and starts again on the same file, perhaps with other tasks.</summary>
    public async Task CrashAndRestartAsync(Action<DurableTaskRegistry>? tasks = null, bool handsOut = true)
    {
        await Current.DieAsync();
        await ReopenAsync(tasks, handsOut);
    }

    /// <summary>Stops in good order, and starts again on the same file, perhaps with other tasks.</summary>
    public async Task RestartAsync(Action<DurableTaskRegistry>? tasks = null, bool handsOut = true)
    {
        await CloseAsync();
        await ReopenAsync(tasks, handsOut);
    }

    /// <summary>Stops in good order, lets something happen to the file, and opens it again without handing out work.</summary>
    public async Task RestartWithAsync(Action<string> toFile)
    {
        await CloseAsync();
        toFile(setup.Path);
        await ReopenAsync(null, handsOut: false);
    }

    /// <summary>Stops in good order.</summary>
    public async Task CloseAsync()
    {
        if (life is not { } ending)
            return;
        await ending.StopHandingOutAsync(CancellationToken.None).WaitAsync(Patience.Long);
        await ending.DisposeAsync();
        life = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (life is { } ending)
            await ending.DisposeAsync();
        Directory.Delete(System.IO.Path.GetDirectoryName(setup.Path)!, recursive: true);
    }

    private Task ReopenAsync(Action<DurableTaskRegistry>? tasks, bool handsOut)
    {
        life = null;
        setup.Tasks = tasks ?? setup.Tasks;
        return OpenAsync(handsOut);
    }

    private async Task OpenAsync(bool handsOut)
    {
        life = await Life.BeginAsync(setup);
        if (handsOut)
            await life.HandOutAsync();
        if (setup.Connects)
            await life.ConnectAsync(setup.Tasks, setup.Worker);
    }
}
