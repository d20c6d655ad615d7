using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Durable;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Http;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Sandboxes;
using HubAutomation.Local.Host.State;
using HubAutomation.Local.Host.Storage;
using HubAutomation.Local.Host.Timers;
using HubAutomation.Local.Host.Worker;
using HubAutomation.Local.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>The host as it runs: starts everything in order, drains it, and says what was done.</summary>
internal sealed class FunctionsHost(WebApplication app, HostSetup setup, AppSettings settings, HostParts parts, IWorkerLauncher launcher)
    : IHost, IAsyncDisposable
{
    // The setting by which an app says where people reach it.
    private const string PublicAddress = "PublicBaseUrl";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    // What is abandoned still has that long to hand back what it does.
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan PatienceWithTheDead = TimeSpan.FromSeconds(5);

    private readonly ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Host");
    private DateTimeOffset started;
    private IReadOnlyList<OpenWait> waits = [];
    private bool isRunning;
    private DropFolder? drop;

    public IServiceProvider Services => app.Services;

    /// <summary>Where it answers.</summary>
    public Uri Address => parts.Socket.Address;

    /// <summary>Where durable clients call.</summary>
    public Uri RpcAddress => parts.Rpc.Address;

    /// <summary>Tells when nothing is left to do.</summary>
    public IdleWatch Watch => Services.GetRequiredService<IdleWatch>();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (setup.Problem is not null)
        {
            End(setup.Problem, setup.CommandLine is { Answer: not null, IsWrong: false } ? 0 : 1);
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
                throw error as HostStartException ?? new HostStartException(explanation, error);
            }

            End(explanation, 1);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!isRunning)
        {
            return;
        }

        isRunning = false;
        parts.Abandoned.CancelAfter(Patience);
        using var patience = new CancellationTokenSource(Patience + LastPatience);
        await DrainAsync(patience.Token);
        await parts.StopWorkerAsync();
        await setup.Display.DisposeAsync();
        var summary = RunSummary.Collect(Service<FunctionCatalog>(), Service<TaskHubClient>(), started, waits);
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
        isRunning = false;
        Service<SqliteTaskHub>().Abandon();
        Service<HostState>().Dispose();
        await Service<TimerListeners>().HaltAsync();
        await Service<BlobListeners>().HaltAsync();
        await parts.Abandoned.CancelAsync();
        if (!await parts.Worker.CallOffAsync(PatienceWithTheDead))
        {
            Log.LeftBehind(logger);
        }

        await parts.EndWorkerAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        drop?.Dispose();
        await parts.EndWorkerAsync();
        await app.DisposeAsync();
        await parts.DisposeAsync();
        await setup.Display.DisposeAsync();
    }

    private async Task StartAllAsync(CancellationToken cancellation)
    {
        launcher.Find();
        parts.Lock = StateLock.Take(setup.Folders.State);

        // A file of the host's own that cannot be read is told of before anything is started that would fail for another reason.
        _ = Service<HostState>();
        parts.Socket = PublicSocket.Listen(setup.Address, setup.Port);
        await ProvideStorageAsync(cancellation);
        CheckStorageSetting();
        await ProvideSandboxAsync(cancellation);
        await SeedAsync(cancellation);
        await StartWorkerAsync(cancellation);
        MapRoutes();
        started = setup.Options.TimeProvider.GetUtcNow();
        await app.StartAsync(cancellation);
        isRunning = true;
        await Service<TaskHubListener>().StartAsync(cancellation);
        await Service<TimerListeners>().StartAsync(cancellation);
        await Service<BlobListeners>().StartAsync(cancellation);
        parts.Sandbox?.ReportTo(Address, Service<FunctionKeys>());
        await StartDropFolderAsync(cancellation);
        WriteGreeting();
        setup.Display.Watch(Service<FunctionCatalog>());
        if (setup.CommandLine.UntilIdle)
        {
            _ = Task.Run(EndWhenIdleAsync, CancellationToken.None);
        }
    }

    /// <summary>For a person at the machine; tests have the storage itself.</summary>
    private async Task StartDropFolderAsync(CancellationToken cancellation)
    {
        if (setup.OwnsTheProcess)
        {
            drop = new DropFolder(setup.Folders.Drop, Service<BlobConnections>().Client(string.Empty), setup.Output);
            await drop.StartAsync(cancellation);
        }
    }

    /// <summary>Takes no more requests, and starts nothing more; lets what runs finish, orchestrations last because requests may wait for them.</summary>
    private async Task DrainAsync(CancellationToken patience)
    {
        try
        {
            await (drop?.StopAsync(patience) ?? Task.CompletedTask);
            await Task.WhenAll(app.StopAsync(patience), Service<TimerListeners>().StopAsync(patience), Service<BlobListeners>().StopAsync(patience));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // What has not ended by now ends with the worker.
        }

        await Service<TaskHubListener>().StopAsync(parts.Abandoned.Token);
    }

    private async Task StartWorkerAsync(CancellationToken cancellation)
    {
        WorkerSettings.AddSurroundings(settings, setup, parts.Socket.HostName);
        var (hub, loggers) = (Service<SqliteTaskHub>(), Service<ILoggerFactory>());
        setup.Display.Report("Starting the app");
        parts.Rpc = await RpcServer.StartAsync(Service<WorkerConnections>(), new TaskHubService(hub, null), loggers, cancellation);
        parts.Worker = new WorkerKeeper(launcher, Service<WorkerConnections>(), Plan, Service<HostedApp>().Accept, loggers);
        await parts.Worker.StartAsync(cancellation);
        _ = EndWhenLostAsync(parts.Worker);
    }

    private WorkerStart Plan() =>
        new(parts.Rpc.Address, Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), setup.Folders.App, settings.ForWorker);

    private void MapRoutes()
    {
        PrivateAnswers.Guard(app);
        setup.DoorFor(settings.Configuration[PublicAddress]).Guard(app);
        Service<AdminApi>().Map(app);
        Service<DurableApi>().Map(app);
        Service<FunctionEndpoints>().Map(app, Service<FunctionCatalog>());
    }

    /// <summary>Starts the storage emulator when settings ask for development storage and none answers.</summary>
    private async Task ProvideStorageAsync(CancellationToken cancellation)
    {
        var keys = settings.Configuration.AsEnumerable()
            .Where(s => string.Equals(s.Value?.Trim().TrimEnd(';'), StorageEmulator.DevelopmentStorage, StringComparison.OrdinalIgnoreCase))
            .Select(s => s.Key)
            .ToList();
        if (keys.Count == 0 || await StorageEmulator.AnswersAtDefaultPortsAsync(cancellation))
        {
            return;
        }

        setup.Display.Report("Starting the storage emulator");
        var main = await NodeModules.FindEmulatorAsync(Environment.CurrentDirectory, setup.Folders.App, setup.Display, cancellation);
        parts.Emulator = await EmulatorKeeper.StartAsync(main, setup.Folders.State, logger, cancellation);
        foreach (var key in keys)
        {
            settings.Set(key, parts.Emulator.ConnectionString);
        }
    }

    /// <summary>A slip in the connection string is told before the app is started, which may fail for it in other words.</summary>
    private void CheckStorageSetting()
    {
        if (!string.IsNullOrEmpty(settings.Configuration[BlobConnections.Default]))
        {
            _ = Service<BlobConnections>().Client(BlobConnections.Default);
        }
    }

    /// <summary>Starts the sandbox when settings ask for it.</summary>
    private async Task ProvideSandboxAsync(CancellationToken cancellation)
    {
        var wishes = AppSandbox.WishesIn(settings.Configuration);
        if (wishes.Count == 0)
        {
            return;
        }

        // Beside the host's own port, so that its page stays where it was.
        var port = setup.Port != 0 && HostSetup.IsPort(setup.Port + 1) ? setup.Port + 1 : 0;
        parts.Sandbox = await AppSandbox.StartAsync(wishes, setup.Folders.State, port, TimeProvider.System, cancellation);
        foreach (var (key, value) in parts.Sandbox.Settings)
        {
            settings.Set(key, value);
        }
    }

    private async Task SeedAsync(CancellationToken cancellation)
    {
        if (setup.CommandLine.Seed is not { } folder)
        {
            return;
        }

        var counts = await new Seed(Service<BlobConnections>().Client(string.Empty))
            .UploadAsync(folder, setup.Folders.State, setup.Display, cancellation);
        await setup.Output.WriteLineAsync($"Seed {folder}: {counts.New} files new, {counts.Changed} changed, {counts.Unchanged} unchanged.");
    }

    private void WriteGreeting()
    {
        StartupTable.Write(setup.Output, [.. Service<FunctionCatalog>().Functions.Select(f => f.Description)], Address);
        setup.Output.WriteLine($"Listening on {Address.GetLeftPart(UriPartial.Authority)}, state in {setup.Folders.State}"
            + (setup.SettingsFile is null ? "" : $", settings from {setup.SettingsFile}"));
        if (parts.Emulator is { } emulator)
        {
            setup.Output.WriteLine($"Storage emulator: {emulator.Addresses}");
        }

        if (drop is not null)
        {
            setup.Output.WriteLine($"Copy a file to {Path.Combine(setup.Folders.Drop, "{container}", "{name}")} to put it into that container.");
        }

        foreach (var notice in parts.Sandbox?.Notices ?? [])
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
            waits = await Watch.WhenIdleAsync(app.Lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Somebody was faster.
        }
#pragma warning disable CA1031 // Nobody waits for this task: whatever ends it has to end the host.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Log.IdleWatchFailed(logger, error);
            Environment.ExitCode = 1;
        }

        app.Lifetime.StopApplication();
    }

    private async Task EndWhenLostAsync(WorkerKeeper worker) => End(await worker.Lost, 1);

    private void End(string text, int exitCode)
    {
        (exitCode == 0 || setup.Display.ReplacesTheLog ? setup.Output : Console.Error).WriteLine(text);
        Environment.ExitCode = exitCode;
        app.Lifetime.StopApplication();
    }

    private T Service<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>What to tell a person whose host does not start; null for what is a fault of the host.</summary>
    private static string? Explain(Exception error) => error switch
    {
        HostStartException or TaskHubException => error.Message,
        Azure.RequestFailedException => $"The storage cannot be used: {StorageFault.ReasonOf(error)}",
        AggregateException { InnerExceptions: [Azure.RequestFailedException, ..] } => $"The storage cannot be reached: {StorageFault.ReasonOf(error)}",

        // A file or folder of the state, the seed or the app; the system's own words name it.
        IOException or UnauthorizedAccessException => $"The host cannot start: {error.Message}",
        _ => null,
    };
}
