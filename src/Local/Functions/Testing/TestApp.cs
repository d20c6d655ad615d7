using System.Reflection;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Functions.Discovery;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Testing;

/// <summary>
/// A functions app inside a test: in the test's process, on a free port, with a state folder of its own, on a clock that only
/// the test moves. Workflows run as they do in earnest, months of timers in milliseconds, and go on after the app has died.
/// </summary>
/// <remarks>
/// The clock is that of timer triggers, durable timers, pauses between tries, and of the app wherever it asks its service
/// <see cref="TimeProvider"/>. Containers are looked at whenever the app is let settle. Storage is what the settings say.
/// </remarks>
/// <example><code>
/// await using var app = await TestApp.StartAsync([typeof(Approval)]);
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

    private readonly Action<string[]> _main;
    private readonly Action<LocalHostOptions> _options;
    private readonly Action<FunctionsApplicationBuilder> _build;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("test-app-");
    private readonly LogBook _log = new();
    private readonly CrashPoints _crashPoints = new();
    private EmbeddedProgram? _program;
    private HttpClient? _http;

    private TestApp(Action<string[]> main, Action<LocalHostOptions> options, Action<FunctionsApplicationBuilder>? build, DateTimeOffset? now)
    {
        Clock = new ManualTimeProvider(now ?? FirstMorning);
        _main = main;
        _options = options;
        _build = builder =>
        {
            build?.Invoke(builder);
            builder.Use(next => context => _crashPoints.RunAsync(context, next));
            builder.Services.AddSingleton<ILoggerProvider>(_log);
        };
    }

    /// <summary>The clock.</summary>
    public ManualTimeProvider Clock { get; }

    /// <summary>Calls the app.</summary>
    /// <exception cref="InvalidOperationException">The app is down.</exception>
    public HttpClient Http => _http ?? throw Down();

    /// <summary>The app's services.</summary>
    /// <exception cref="InvalidOperationException">The app is down.</exception>
    public IServiceProvider Services => (_program ?? throw Down()).Host.Services;

    /// <summary>The durable client that the app's functions are given.</summary>
    /// <exception cref="InvalidOperationException">The app is down.</exception>
    public DurableTaskClient DurableTaskClient => Running.DurableTaskClient;

    /// <summary>What the app and its host have logged since the first start.</summary>
    public IReadOnlyList<LogLine> Log => _log.Lines;

    /// <summary>
    /// Whether the app dies on its way, twice in every activity of whatever orchestration: before it has begun, and after its
    /// work is done but before anybody knows. Each time it is started again on what is left, by the next wait of the test.
    /// </summary>
    public bool DiesInEveryStep
    {
        get => _crashPoints.Armed;
        set => _crashPoints.Armed = value;
    }

    /// <summary>How often the app has died.</summary>
    public int Deaths { get; private set; }

    private RunningHost Running => Services.GetRequiredService<RunningHost>();

    /// <summary>Starts an app as its entry point puts it together.</summary>
    /// <param name="app">The app's assembly: its Program is run.</param>
    /// <param name="options">Settings, arguments, a state folder to keep, and whatever else is to differ.</param>
    /// <param name="build">What to change after the app's own set-up; what is registered here wins.</param>
    /// <param name="now">What the clock shows at first; Monday, 5 January 2026, 09:00 UTC when not given.</param>
    /// <exception cref="HostStartException">The app cannot start.</exception>
    public static Task<TestApp> StartAsync(
        Assembly app,
        Action<LocalHostOptions>? options = null,
        Action<FunctionsApplicationBuilder>? build = null,
        DateTimeOffset? now = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var main = app.EntryPoint ?? throw new ArgumentException($"{app.GetName().Name} has no entry point.", nameof(app));
        object?[] With(string[] args) => main.GetParameters().Length == 0 ? [] : [args];
        return StartAsync(
            args => main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, With(args), null), [.. FunctionScan.TypesOfTheApp(app)], options, build, now);
    }

    /// <summary>Starts an app that consists of the functions of these types, with HTTP served by ASP.NET Core.</summary>
    /// <param name="functions">The types.</param>
    /// <param name="options">Settings, arguments, a state folder to keep, and whatever else is to differ.</param>
    /// <param name="build">Services, middleware.</param>
    /// <param name="now">What the clock shows at first; Monday, 5 January 2026, 09:00 UTC when not given.</param>
    /// <exception cref="HostStartException">The app cannot start.</exception>
    public static Task<TestApp> StartAsync(
        IReadOnlyCollection<Type> functions,
        Action<LocalHostOptions>? options = null,
        Action<FunctionsApplicationBuilder>? build = null,
        DateTimeOffset? now = null)
        => StartAsync(
            args => FunctionsApplication.CreateBuilder(args).ConfigureFunctionsWebApplication().Build().RunAsync().GetAwaiter().GetResult(),
            functions,
            options,
            build,
            now);

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
                throw new InvalidOperationException($"'{instanceId}' has not ended by {end:u}: {WhatFor(instanceId)}.");
            }

            Clock.AdvanceToNextTimer();
        }
    }

    /// <summary>Stops the app in good order, as Ctrl+C does. Its state and the clock remain.</summary>
    public async Task StopAsync()
    {
        if (_program is not null && _crashPoints.Death.IsCompleted)
        {
            await DieAsync();
        }
        else if (_program is { } program)
        {
            program.Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await LeaveAsync(program);
        }
    }

    /// <summary>
    /// Lets the app die as a killed process does: nothing is said goodbye to, nothing more is recorded. Code that is under way
    /// has its token cancelled, since it cannot be killed alone.
    /// </summary>
    public async Task DieAsync()
    {
        var program = _program ?? throw Down();
        Deaths++;
        await program.Host.CrashAsync();
        await LeaveAsync(program);
    }

    /// <summary>Starts the app again on the state that it left.</summary>
    /// <exception cref="HostStartException">The app cannot start.</exception>
    public async Task StartAgainAsync()
    {
        if (_program is not null)
        {
            throw new InvalidOperationException("The app is up.");
        }

        var options = new LocalHostOptions
        {
            StateFolder = _folder.FullName,
            TimeProvider = Clock,
            BlobPollInterval = Timeout.InfiniteTimeSpan,
            // What a test does to the app is no activity's fault; and a test's machine need not lose its power.
            TaskHub = hub => (hub.MaxCrashesPerActivity, hub.Durability) = (int.MaxValue, CommitDurability.ProcessCrash),
        };
        _options(options);
        if (!options.Arguments.Contains("--port"))
        {
            options.Arguments = ["--port", "0", .. options.Arguments];
        }

        _crashPoints.Revive();
        _program = await EmbeddedProgram.StartAsync(_main, options, _build);
        _http = new HttpClient { BaseAddress = Running.Address };
    }

    /// <summary>Stops the app and deletes its state.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<TestApp> StartAsync(
        Action<string[]> main,
        IReadOnlyCollection<Type> functions,
        Action<LocalHostOptions>? options,
        Action<FunctionsApplicationBuilder>? build,
        DateTimeOffset? now)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var app = new TestApp(
            main,
            host =>
            {
                host.FunctionTypes = functions;
                options?.Invoke(host);
            },
            build,
            now);
        try
        {
            await app.StartAgainAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private string WhatFor(string instanceId)
        => Services.GetRequiredService<SqliteTaskHub>().GetWorkload().OpenWaits.FirstOrDefault(wait => wait.InstanceId == instanceId) is { } wait
            ? $"it waits for {wait.WaitingFor}"
            : "it waits for nothing that is known";

    /// <summary>Waits until nothing moves; false when the app died meanwhile.</summary>
    private async Task<bool> SettlesAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var still = Running.Watch.WhenStillAsync(patience.Token);
        await Task.WhenAny(still, _crashPoints.Death);
        if (_crashPoints.Death.IsCompleted)
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

    private async Task LeaveAsync(EmbeddedProgram program)
    {
        (_program, var http, _http) = (null, _http, null);
        http?.Dispose();
        await program.WhenEndedAsync();
    }

    private static InvalidOperationException Down() => new("The app is down: start it again.");
}
