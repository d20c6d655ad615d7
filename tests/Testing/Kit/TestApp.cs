using System.Reflection;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HubAutomation.Testing;

/// <summary>
/// A functions app inside a test: its own Program on Microsoft's worker, in the test's process, on a free port, with a state folder of
/// its own, on a clock that only the test moves. Workflows run as they do in earnest, months of timers in milliseconds, and go on after
/// the app has died.
/// </summary>
/// <remarks>
/// The clock is that of timer triggers, durable timers, and of the app wherever it asks its service <see cref="TimeProvider"/>.
/// Containers are looked at whenever the app is let settle. Storage is what the settings say.
/// </remarks>
/// <example><code>
/// await using var app = await TestApp.StartAsync(typeof(Approval).Assembly);
/// var id = await app.DurableTaskClient.ScheduleNewOrchestrationInstanceAsync("Approve", "figures");
/// await app.AdvanceAsync(TimeSpan.FromDays(3));
/// await app.DurableTaskClient.RaiseEventAsync(id, "Answer", "yes");
/// Assert.Equal("approved", (await app.RunToEndAsync(id)).ReadOutputAs&lt;string&gt;());
/// </code></example>
public sealed class TestApp : IAsyncDisposable
{
    // A machine under load has been seen to take ten seconds for what takes a tenth of one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OneYear = TimeSpan.FromDays(366);
    private static readonly DateTimeOffset FirstMorning = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly Action<LocalHostOptions>? options;
    private readonly EmbeddedLauncher launcher;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("test-app-");
    private readonly LogBook log = new();
    private readonly CrashPoints crashPoints = new();
    private RunningApp? running;

    private TestApp(Assembly app, Action<LocalHostOptions>? options, Action<IServiceCollection>? build, DateTimeOffset? now)
    {
        Clock = new ManualTimeProvider(now ?? FirstMorning);
        this.options = options;
        launcher = new EmbeddedLauncher(app, Clock, log, build);
    }

    /// <summary>The clock.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>Calls the app.</summary>
    /// <exception cref="InvalidOperationException">The app is down.</exception>
    public HttpClient Http => Running.Http;

    /// <summary>The app's services.</summary>
    /// <exception cref="InvalidOperationException">The app is down.</exception>
    public IServiceProvider Services => Running.Services;

    /// <summary>A durable client like those that the app's functions are given.</summary>
    /// <exception cref="InvalidOperationException">The app is down.</exception>
    public DurableTaskClient DurableTaskClient => Running.DurableTaskClient;

    /// <summary>What the app and its host have logged since the first start.</summary>
    public IReadOnlyList<LogLine> Log => log.Lines;

    /// <summary>
    /// Whether the app dies on its way, twice in every activity of whatever orchestration: before it has begun, and after its
    /// work is done but before anybody knows. Each time it is started again on what is left, by the next wait of the test.
    /// </summary>
    public bool DiesInEveryStep
    {
        get => crashPoints.Armed;
        set => crashPoints.Armed = value;
    }

    /// <summary>How often the app has died.</summary>
    public int Deaths { get; private set; }

    private RunningApp Running => running ?? throw new InvalidOperationException("The app is down: start it again.");

    /// <summary>Starts an app as its entry point puts it together.</summary>
    /// <param name="app">The app's assembly: its Program is run. Its files, host.json among them, are those beside the test.</param>
    /// <param name="options">Settings, arguments, a state folder to keep, and whatever else is to differ.</param>
    /// <param name="build">What to change of its services after the app's own set-up; what is registered here wins.</param>
    /// <param name="now">What the clock shows at first; Monday, 5 January 2026, 09:00 UTC when not given.</param>
    /// <exception cref="HostStartException">The app cannot start.</exception>
    public static async Task<TestApp> StartAsync(
        Assembly app,
        Action<LocalHostOptions>? options = null,
        Action<IServiceCollection>? build = null,
        DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.EntryPoint is null)
        {
            throw new ArgumentException($"{app.GetName().Name} has no entry point.", nameof(app));
        }

        var started = new TestApp(app, options, build, now);
        try
        {
            await started.StartAgainAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Waits until nothing moves any more unless the clock does, or the test: no run under way, every blob seen by its
    /// functions, every orchestration waiting for a timer or an event, or ended.
    /// </summary>
    /// <exception cref="TimeoutException">Something still moves after a minute of real time.</exception>
    public async Task SettleAsync()
    {
        while (!await SettlesAsync())
        {
            await DieAsync();
            await StartAgainAsync();
        }
    }

    /// <summary>Lets a time pass. What becomes due on the way happens at its own moment, and has settled before the clock goes on.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = Clock.GetUtcNow() + time;
        await SettleAsync();
        while (Clock.NextTimer <= end)
        {
            Clock.AdvanceToNextTimer();
            await SettleAsync();
        }

        Clock.Advance(end - Clock.GetUtcNow());
    }

    /// <summary>Starts an orchestration, runs it to its end, and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It did not complete, or it waits for something that no timer brings.</exception>
    public async Task<TOutput?> RunAsync<TOutput>(TaskName orchestrator, object? input = null)
    {
        var id = await DurableTaskClient.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);
        var ended = await RunToEndAsync(id);
        return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? ended.ReadOutputAs<TOutput>()
            : throw new InvalidOperationException($"{orchestrator} is {ended.RuntimeStatus}: {ended.FailureDetails?.ErrorMessage ?? ended.SerializedOutput}");
    }

    /// <summary>What an orchestration has gone through since it was started or last continued as new, as it is sent to the worker.</summary>
    /// <exception cref="TaskHubRefusalException">There is none of that id.</exception>
    public IReadOnlyList<HistoryEvent> ReadHistory(string instanceId) => Running.Host.Services.GetRequiredService<TaskHubClient>().ReadHistory(instanceId);

    /// <summary>Moves the clock from one thing due to the next until an orchestration has ended.</summary>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="within">How much time may pass by the clock; a year when not given.</param>
    /// <returns>The orchestration with its input and output.</returns>
    /// <exception cref="InvalidOperationException">There is none of that id, or it waits for something that no timer brings in that time.</exception>
    public async Task<OrchestrationMetadata> RunToEndAsync(string instanceId, TimeSpan? within = null)
    {
        var end = Clock.GetUtcNow() + (within ?? OneYear);
        while (true)
        {
            await SettleAsync();
            var instance = await DurableTaskClient.GetInstanceAsync(instanceId, getInputsAndOutputs: true)
                ?? throw new InvalidOperationException($"There is no orchestration '{instanceId}'.");
            if (instance.IsCompleted)
            {
                return instance;
            }

            if (Clock.NextTimer is not { } next || next > end)
            {
                throw new InvalidOperationException($"'{instanceId}' has not ended by {end:u}: {Running.WhatFor(instanceId)}.");
            }

            Clock.AdvanceToNextTimer();
        }
    }

    /// <summary>Stops the app in good order, as Ctrl+C does. Its state and the clock remain.</summary>
    public async Task StopAsync()
    {
        if (running is not null && crashPoints.Death.IsCompleted)
        {
            await DieAsync();
        }
        else if (Interlocked.Exchange(ref running, null) is { } stopping)
        {
            await stopping.Host.StopAsync();
            await stopping.DisposeAsync();
        }
    }

    /// <summary>
    /// Lets the app die as a killed process does: nothing is said goodbye to, nothing more is recorded. Code that is under way
    /// has its token cancelled, since it cannot be killed alone.
    /// </summary>
    public async Task DieAsync()
    {
        var dying = Running;
        running = null;
        Deaths++;
        await dying.Host.CrashAsync();
        await dying.DisposeAsync();
    }

    /// <summary>Starts the app again on the state that it left.</summary>
    /// <exception cref="HostStartException">The app cannot start.</exception>
    public async Task StartAgainAsync()
    {
        if (running is not null)
        {
            throw new InvalidOperationException("The app is up.");
        }

        crashPoints.Revive();
        var host = HostComposition.Build(Options(), _ => launcher, ownsTheProcess: false);
        try
        {
            await host.StartAsync();
            crashPoints.Abandon = host.Services.GetRequiredService<SqliteTaskHub>().Abandon;
            running = new RunningApp(host, launcher.Program!.Services);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the app and deletes its state.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Delete(recursive: true);
    }

    private LocalHostOptions Options()
    {
        var given = new LocalHostOptions
        {
            AppFolder = AppContext.BaseDirectory,
            StateFolder = folder.FullName,
            TimeProvider = Clock,
            BlobPollInterval = Timeout.InfiniteTimeSpan,
            CrashPoints = crashPoints,
            // What a test does to the app is no activity's fault; and a test's machine need not lose its power.
            TaskHub = hub => (hub.MaxCrashesPerActivity, hub.Durability) = (int.MaxValue, CommitDurability.ProcessCrash),
        };
        options?.Invoke(given);
        if (!given.Arguments.Contains("--port"))
        {
            given.Arguments = ["--port", "0", .. given.Arguments];
        }

        var logging = given.Logging;
        given.Logging = builder =>
        {
            logging?.Invoke(builder);
            builder.AddProvider(log);
        };
        return given;
    }

    /// <summary>Waits until nothing moves; false when the app died meanwhile.</summary>
    private async Task<bool> SettlesAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var still = Running.Host.Watch.WhenStillAsync(patience.Token);
        await Task.WhenAny(still, crashPoints.Death);
        if (crashPoints.Death.IsCompleted)
        {
            await patience.CancelAsync();
            await still.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return false;
        }

        try
        {
            await still;
            return true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Something is still under way after {Patience.TotalSeconds:0} s: a function that does not return, or one that waits for the clock or for the test.");
        }
    }

    /// <summary>The app while it is up.</summary>
    private sealed class RunningApp : IAsyncDisposable
    {
        public RunningApp(FunctionsHost host, IServiceProvider services)
        {
            (Host, Services) = (host, services);
            Http = new HttpClient { BaseAddress = host.Address };
            var serializer = services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
            DurableTaskClient = new GrpcDurableTaskClient(
                "test",
                new GrpcDurableTaskClientOptions { Address = host.RpcAddress.AbsoluteUri, DataConverter = new SerializerConverter(serializer) },
                NullLogger.Instance);
        }

        public FunctionsHost Host { get; }

        public IServiceProvider Services { get; }

        public HttpClient Http { get; }

        public DurableTaskClient DurableTaskClient { get; }

        /// <summary>What an orchestration waits for, in words.</summary>
        public string WhatFor(string instanceId) =>
            Host.Services.GetRequiredService<SqliteTaskHub>().GetWorkload().OpenWaits.FirstOrDefault(wait => wait.InstanceId == instanceId) is { } wait
                ? $"it waits for {wait.WaitingFor}"
                : "it waits for nothing that is known";

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await DurableTaskClient.DisposeAsync();
            await Host.DisposeAsync();
        }
    }
}
