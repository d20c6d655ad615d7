using System.Net.Sockets;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Durable;
using HubAutomation.Local.Functions.Http;
using HubAutomation.Local.Functions.Invocation;
using HubAutomation.Local.Functions.Sandboxes;
using HubAutomation.Local.Functions.State;
using HubAutomation.Local.Functions.Storage;
using HubAutomation.Local.Functions.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>The app as it runs: starts everything in order, drains it, and says what was done.</summary>
internal sealed class FunctionsHost(
    WebApplication app, HostSetup setup, FunctionCatalog catalog, CancellationTokenSource abandoned, string? problem) : IHost, IAsyncDisposable
{
    // Less than the time that hosted services are given to stop, so that runs still can hand back what they do.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan PatienceWithTheDead = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Host");
    private StateLock? _lock;
    private StorageEmulator? _emulator;
    private AppSandbox? _sandbox;
    private DateTimeOffset _started;
    private IReadOnlyList<OpenWait> _waits = [];
    private bool _isRunning;

    public IServiceProvider Services => app.Services;

    /// <summary>Ends when the host has started.</summary>
    public Task Started => _ready.Task;

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (problem is not null)
        {
            End(problem, setup.CommandLine is { Answer: not null, IsWrong: false } ? 0 : 1);
            return;
        }

        try
        {
            await StartAllAsync(cancellationToken);
        }
        catch (Exception error) when (Explain(error) is { } explanation)
        {
            if (!setup.OwnsTheProcess)
            {
                throw new HostStartException(explanation, error);
            }

            End(explanation, 1);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_isRunning)
        {
            return;
        }

        _isRunning = false;
        abandoned.CancelAfter(Patience);
        await app.StopAsync(cancellationToken);
        var summary = await RunSummary.CollectAsync(catalog, DurableFunctions.Client(app.Services), _started, _waits, cancellationToken);
        summary.Write(setup.Output);
        if (setup is { OwnsTheProcess: true, CommandLine.UntilIdle: true } && summary.HasFailed)
        {
            Environment.ExitCode = 1;
        }
    }

    /// <summary>
    /// Ends as a killed process would: nothing more is recorded. Code that runs cannot be killed inside a process; it is told
    /// to give up, and what does not is left behind.
    /// </summary>
    public async Task CrashAsync()
    {
        _isRunning = false;
        app.Services.GetRequiredService<SqliteTaskHub>().Abandon();
        app.Services.GetRequiredService<HostState>().Dispose();
        await app.Services.GetRequiredService<TimerListeners>().HaltAsync();
        await app.Services.GetRequiredService<BlobListeners>().HaltAsync();
        await abandoned.CancelAsync();
        using var patience = new CancellationTokenSource(PatienceWithTheDead);
        try
        {
            await app.Services.GetRequiredService<WorkMeter>().WhenStillAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Log.LeftBehind(_logger);
        }

        app.Lifetime.StopApplication();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
            _emulator = null;
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
            _sandbox = null;
        }

        _lock?.Dispose();
        abandoned.Dispose();
    }

    private async Task StartAllAsync(CancellationToken cancellation)
    {
        _lock = StateLock.Take(setup.Folders.State);
        await ProvideStorageAsync(cancellation);
        await ProvideSandboxAsync(cancellation);
        await SeedAsync(cancellation);
        MapRoutes();
        _started = setup.Options.TimeProvider.GetUtcNow();
        await app.StartAsync(cancellation);
        _isRunning = true;
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        app.Services.GetRequiredService<RunningHost>().Address = address;
        _sandbox?.ReportTo(address, app.Services.GetRequiredService<FunctionKeys>());
        WriteGreeting(address);
        _ready.SetResult();
        if (setup.CommandLine.UntilIdle)
        {
            _ = Task.Run(EndWhenIdleAsync, CancellationToken.None);
        }
    }

    private void MapRoutes()
    {
        var gate = app.Services.GetRequiredService<AccessGate>();
        new AdminApi(catalog, app.Services.GetRequiredService<HostState>(), gate, app.Services.GetRequiredService<ManualRuns>(), setup.Options.TimeProvider).Map(app);
        new DurableApi(catalog, app.Services.GetRequiredService<FunctionKeys>(), gate, DurableFunctions.Client(app.Services), setup.Options.TimeProvider, _logger).Map(app);
        FunctionEndpoints.Map(app, catalog.Functions, catalog.Runtime, gate);
    }

    /// <summary>Starts the storage emulator when settings ask for development storage and none answers.</summary>
    private async Task ProvideStorageAsync(CancellationToken cancellation)
    {
        var keys = ((IConfiguration)app.Configuration).AsEnumerable()
            .Where(s => string.Equals(s.Value?.Trim().TrimEnd(';'), StorageEmulator.DevelopmentStorage, StringComparison.OrdinalIgnoreCase))
            .Select(s => s.Key)
            .ToList();
        if (keys.Count == 0 || await StorageEmulator.AnswersAtDefaultPortsAsync(cancellation))
        {
            return;
        }

        var main = await NodeModules.FindEmulatorAsync(Environment.CurrentDirectory, setup.Folders.App, setup.Output, cancellation);
        _emulator = await StorageEmulator.StartAsync(main, setup.Folders.State, _logger, cancellation);
        foreach (var key in keys)
        {
            Replace(key, _emulator.ConnectionString);
        }
    }

    /// <summary>Starts the sandbox when settings ask for it.</summary>
    private async Task ProvideSandboxAsync(CancellationToken cancellation)
    {
        var wishes = AppSandbox.WishesIn(app.Configuration);
        if (wishes.Count == 0)
        {
            return;
        }

        // Beside the host's own port, so that its page stays where it was.
        var port = setup.Port == 0 ? 0 : setup.Port + 1;
        _sandbox = await AppSandbox.StartAsync(wishes, setup.Folders.State, port, TimeProvider.System, cancellation);
        foreach (var (key, value) in _sandbox.Settings)
        {
            Replace(key, value);
        }
    }

    private void Replace(string key, string value)
    {
        app.Configuration[key] = value;
        if (setup.OwnsTheProcess)
        {
            Environment.SetEnvironmentVariable(key.Replace(":", "__", StringComparison.Ordinal), value);
        }
    }

    private async Task SeedAsync(CancellationToken cancellation)
    {
        if (setup.CommandLine.Seed is not { } folder)
        {
            return;
        }

        var counts = await new Seed(app.Services.GetRequiredService<BlobConnections>().Client(string.Empty))
            .UploadAsync(folder, setup.Folders.State, cancellation);
        await setup.Output.WriteLineAsync($"Seed {folder}: {counts.New} files new, {counts.Changed} changed, {counts.Unchanged} unchanged.");
    }

    private void WriteGreeting(Uri address)
    {
        StartupTable.Write(setup.Output, [.. catalog.Functions.Select(f => f.Description)], address);
        setup.Output.WriteLine($"Listening on {address.GetLeftPart(UriPartial.Authority)}, state in {setup.Folders.State}"
            + (setup.SettingsFile is null ? "" : $", settings from {setup.SettingsFile}"));
        foreach (var notice in _sandbox?.Notices ?? [])
        {
            setup.Output.WriteLine(notice);
        }

        if (setup.EnforcesKeys)
        {
            setup.Output.WriteLine($"Keys are enforced; they are in {Path.Combine(setup.Folders.State, "keys.json")}");
        }

        setup.Output.WriteLine(setup.CommandLine.UntilIdle ? "Ending when nothing is left to do." : "Press Ctrl+C to stop.");
    }

    private async Task EndWhenIdleAsync()
    {
        try
        {
            _waits = await app.Services.GetRequiredService<RunningHost>().Watch.WhenIdleAsync(app.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Somebody was faster.
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever ends it has to end the host.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.IdleWatchFailed(_logger, error);
            Environment.ExitCode = 1;
        }

        app.Lifetime.StopApplication();
    }

    private void End(string text, int exitCode)
    {
        (exitCode == 0 ? setup.Output : Console.Error).WriteLine(text);
        Environment.ExitCode = exitCode;
        app.Lifetime.StopApplication();
    }

    /// <summary>What to tell a person whose host does not start; null for what is a fault of the host.</summary>
    private string? Explain(Exception error) => error switch
    {
        HostStartException or TaskHubException => error.Message,
        IOException { InnerException: AddressInUseException } => $"Port {setup.Port} is in use: stop what listens there, or choose another with --port.",
        SocketException or IOException { InnerException: SocketException } => $"Cannot listen on {setup.Address}:{setup.Port}: {error.Message}",
        Azure.RequestFailedException => $"The storage cannot be used: {error.Message}",
        AggregateException { InnerExceptions: [Azure.RequestFailedException first, ..] } => $"The storage cannot be reached: {first.Message}",
        _ => null,
    };
}
