using System.Diagnostics.Metrics;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Display;
using HubAutomation.Local.Host.Durable;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Http;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.State;
using HubAutomation.Local.Host.Telemetry;
using HubAutomation.Local.Host.Timers;
using HubAutomation.Local.Host.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>Puts a host together: settings and services.</summary>
internal sealed class HostComposition
{
    // The real host's limit; Kestrel's own would be 30 MB, which is what the worker's web server keeps to.
    private const long LargestRequest = 100_000_000;

    private readonly HostSetup setup;
    private readonly WebApplicationBuilder web;
    private readonly AppSettings settings;
    private readonly ExportedSignals signals;
    private readonly HostParts parts;

    private HostComposition(HostSetup setup, HostParts parts)
    {
        (this.setup, this.parts) = (setup, parts);
        web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HostComposition).Assembly.GetName().Name,
            EnvironmentName = setup.EnvironmentName,
        });
        settings = setup.AddTo(web.Configuration);
        signals = ExportedSignals.Read(settings.Configuration);
    }

    /// <summary>A host, ready to start.</summary>
    /// <param name="options">How it is to run.</param>
    /// <param name="launcher">Starts the app's worker, given how the host runs.</param>
    /// <param name="ownsTheProcess">Whether the process is there for the host alone.</param>
    /// <exception cref="HostStartException">The arguments are wrong, and the process belongs to somebody else.</exception>
    public static FunctionsHost Build(LocalHostOptions options, Func<HostSetup, IWorkerLauncher> launcher, bool ownsTheProcess)
    {
        var setup = HostSetup.Read(options, ownsTheProcess);
        return new HostComposition(setup, new HostParts()).Build(launcher(setup));
    }

    private FunctionsHost Build(IWorkerLauncher launcher)
    {
        AddDefaults();
        AddHost();
        AddListeners();
        if (signals.Any)
        {
            OpenTelemetryExport.Add(web.Services, signals, settings.Configuration, launcher.AppName);
        }

        setup.Options.Logging?.Invoke(web.Logging);
        if (setup.OwnsTheProcess)
        {
            WorkerSettings.AddLevels(settings, Levels);
        }

        return new FunctionsHost(web.Build(), setup, settings, parts, launcher);
    }

    private void AddDefaults()
    {
        // It writes whole addresses, keys included; what went wrong is told by the host.
        web.Logging.AddFilter("Yarp", LogLevel.None);

        // It has an activity made for every request as long as anything of it is logged.
        web.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        web.Services.AddRouting();
        web.Services.AddSingleton(setup.Options.TimeProvider);
        web.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(setup.Address, setup.Port);
        });
        web.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = _ => parts.Socket.Take());
        if (setup.OwnsTheProcess)
        {
            AddConsole(web.Logging);
        }
    }

    private void AddConsole(ILoggingBuilder logging)
    {
        var formatter = new LineConsoleFormatter(setup.Options.TimeProvider);
        if (setup.Display.ReplacesTheLog)
        {
            logging.AddProvider(new DisplayLogger(setup.Display, formatter));
        }
        else
        {
            logging.AddConsole(console => console.FormatterName = LineConsoleFormatter.FormatterName);
            logging.Services.AddSingleton<ConsoleFormatter>(formatter);
        }

        foreach (var (category, level) in Levels)
        {
            logging.AddFilter(category == LogLevels.Rest ? null : category, level);
        }

    }

    /// <summary>Below a warning nothing is kept that is shown by other means, unless it is exported.</summary>
    private IReadOnlyDictionary<string, LogLevel> Levels =>
        LogLevels.Of(settings.Configuration, setup.Host, atLeast: setup.Display.ReplacesTheLog && !signals.Logs ? LogLevel.Warning : LogLevel.Trace);

    private void AddHost()
    {
        var services = web.Services;
        services.AddSingleton<WorkMeter>();
        services.AddSingleton<WorkerConnections>();
        services.AddSingleton(_ => new HostState(setup.Folders.State));
        services.AddSingleton(OpenTaskHub);
        services.AddSingleton(host => host.GetRequiredService<SqliteTaskHub>().Client);
        services.AddSingleton(host => new HostedApp(
            setup,
            settings,
            client => new FunctionRuntime(
                parts.Worker, client, host.GetRequiredService<WorkMeter>(), host.GetRequiredService<ILoggerFactory>().CreateLogger("Host.Functions"), parts.Abandoned.Token),
            key => DurableClientBinding.For(setup.Host.HubName, parts.Rpc.Address, new Uri(parts.Socket.Address, ManagementAddresses.Root), key),
            host.GetRequiredService<ILoggerFactory>().CreateLogger("Host")));
        services.AddSingleton(host => host.GetRequiredService<HostedApp>().Catalog);
        services.AddSingleton(host => host.GetRequiredService<HostedApp>().Keys);
        services.AddSingleton(host => new WrongKeys(setup.Options.TimeProvider, host.GetRequiredService<ILoggerFactory>().CreateLogger("Host")));
        services.AddSingleton(host => new AccessGate(host.GetRequiredService<FunctionKeys>(), host.GetRequiredService<WrongKeys>(), setup.EnforcesKeys));
        services.AddHttpForwarder();
        services.AddSingleton<WorkerForwarder>();
        services.AddSingleton<FunctionEndpoints>();
        services.AddSingleton(host => new AdminApi(
            host.GetRequiredService<FunctionCatalog>(), host.GetRequiredService<HostState>(), host.GetRequiredService<AccessGate>(), host.GetRequiredService<ManualRuns>(), host.GetRequiredService<DrainMode>(), setup.Options.TimeProvider));
        services.AddSingleton(host => new DurableApi(
            host.GetRequiredService<FunctionCatalog>(), host.GetRequiredService<FunctionKeys>(), host.GetRequiredService<AccessGate>(), host.GetRequiredService<TaskHubClient>(), setup.Options.TimeProvider, host.GetRequiredService<ILoggerFactory>().CreateLogger("Host")));
    }

    private SqliteTaskHub OpenTaskHub(IServiceProvider services)
    {
        var options = new SqliteTaskHubOptions
        {
            Path = Path.Combine(setup.Folders.State, "taskhub.db"),
            TimeProvider = setup.Options.TimeProvider,
            ExtendedSessionIdleTimeout = setup.SessionIdleTimeout,
            Versioning = setup.Host.Versioning,
            WritesSpans = true,
        };
        options.MaxConcurrentActivities = setup.Host.MaxConcurrentActivities ?? options.MaxConcurrentActivities;
        options.MaxConcurrentOrchestrations = setup.Host.MaxConcurrentOrchestrations ?? options.MaxConcurrentOrchestrations;
        setup.Options.TaskHub?.Invoke(options);
        return SqliteTaskHub.Open(options, services.GetRequiredService<ILoggerFactory>(), services.GetService<IMeterFactory>());
    }

    private void AddListeners()
    {
        var services = web.Services;
        services.AddSingleton<BlobConnections>();
        services.AddSingleton(host => new TimerListeners(
            host.GetRequiredService<FunctionCatalog>(), host.GetRequiredService<HostState>(), host.GetRequiredService<WorkMeter>(), ScheduleZone.Of(settings.Configuration), setup.Options.TimeProvider, parts.Abandoned.Token));
        services.AddSingleton(host => new BlobListeners(
            host.GetRequiredService<FunctionCatalog>(),
            host.GetRequiredService<BlobConnections>(),
            host.GetRequiredService<HostState>(),
            host.GetRequiredService<WorkMeter>(),
            new BlobWatching(setup.Folders.State, setup.Options.BlobPollInterval, setup.Options.TimeProvider, parts.Abandoned.Token),
            host.GetRequiredService<ILoggerFactory>().CreateLogger("Host.Blobs")));
        services.AddSingleton(host => new TaskHubListener(
            host.GetRequiredService<SqliteTaskHub>(), () => new FunctionsTaskRunner(host.GetRequiredService<FunctionCatalog>(), setup.Options.CrashPoints)));
        services.AddSingleton<ManualRuns>();
        services.AddSingleton(host => new DrainMode(
            [host.GetRequiredService<TimerListeners>(), host.GetRequiredService<BlobListeners>(), host.GetRequiredService<TaskHubListener>()],
            () => host.GetRequiredService<FunctionCatalog>().Functions.Sum(f => f.UnderWay),
            host.GetRequiredService<ILoggerFactory>().CreateLogger("Host")));
        services.AddSingleton(host => new IdleWatch(
            host.GetRequiredService<WorkMeter>(), host.GetRequiredService<SqliteTaskHub>(), host.GetRequiredService<BlobListeners>(), setup.Options.TimeProvider));
    }
}
