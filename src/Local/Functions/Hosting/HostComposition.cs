using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Azure.Core.Serialization;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Durable;
using HubAutomation.Local.Functions.Http;
using HubAutomation.Local.Functions.Invocation;
using HubAutomation.Local.Functions.State;
using HubAutomation.Local.Functions.Telemetry;
using HubAutomation.Local.Functions.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>Puts a host together: settings, services, functions.</summary>
internal sealed class HostComposition
{
    // The real host's limit; Kestrel's own would be 30 MB.
    private const long LargestRequest = 100_000_000;

    private readonly HostSetup _setup;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _servesHttp;
    private bool _isBuilt;

    private HostComposition(HostSetup setup)
    {
        _setup = setup;
        Web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = (Assembly.GetEntryAssembly() ?? typeof(HostComposition).Assembly).GetName().Name,
            ContentRootPath = setup.Folders.App,
            EnvironmentName = setup.EnvironmentName,
        });
    }

    /// <summary>The builder of the web application that everything runs in.</summary>
    public WebApplicationBuilder Web { get; }

    public static HostComposition Begin(LocalHostOptions options, bool ownsTheProcess)
    {
        var composition = new HostComposition(HostSetup.Read(options, ownsTheProcess));
        composition._setup.AddTo(composition.Web.Configuration);
        composition.AddDefaults();
        return composition;
    }

    /// <exception cref="InvalidOperationException">The app is built already.</exception>
    public void AddMiddleware(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ThrowIfBuilt();
        _middleware.Add(middleware);
    }

    public void UseAspNetCore()
    {
        if (!_servesHttp)
        {
            Web.Services.AddMvcCore();
            _servesHttp = true;
        }
    }

    /// <exception cref="InvalidOperationException">The app is built already.</exception>
    /// <exception cref="HostStartException">Functions cannot be hosted, and the process belongs to somebody else.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _isBuilt = true;
        var triggers = new TriggerReader(Web.Configuration, _setup.Host.RoutePrefix, _servesHttp);
        var types = _setup.Options.FunctionTypes ?? FunctionScan.TypesOfTheApp();
        var (functions, mistakes) = new FunctionReader(triggers).Read(FunctionScan.Functions(types));
        var problem = _setup.Problem ?? Explain(mistakes);
        if (problem is not null && !_setup.OwnsTheProcess)
        {
            throw new HostStartException(problem);
        }

        // What has mistakes is not hosted at all; the app is still put together, for code that asks for its services.
        return Build(problem is null ? functions : [], problem);
    }

    private FunctionsHost Build(ImmutableArray<FunctionDescription> functions, string? problem)
    {
        var abandoned = new CancellationTokenSource();
        FunctionCatalog? catalog = null;
        AddHost(functions, abandoned);
        DurableFunctions.Add(Web.Services, functions, () => catalog!, _setup.Host, _setup.Folders, _setup.Options);
        AddListeners();
        AddTelemetryExport();
        var app = Web.Build();
        catalog = app.Services.GetRequiredService<FunctionCatalog>();
        return new FunctionsHost(app, _setup, catalog, abandoned, problem);
    }

    /// <summary>What an app can rely on, or override, while it is put together.</summary>
    private void AddDefaults()
    {
        Web.Services.AddRouting();
        Web.Services.AddSingleton(_setup.Options.TimeProvider);
        Web.Services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        Web.Services.AddOptions<WorkerOptions>().PostConfigure<IOptions<JsonSerializerOptions>>(
            (worker, json) => worker.Serializer ??= new JsonObjectSerializer(json.Value));
        Web.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        Web.Host.UseDefaultServiceProvider(services => services.ValidateScopes = Web.Environment.IsDevelopment());
        Web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(_setup.Address, _setup.Port);
        });
        if (_setup.OwnsTheProcess)
        {
            AddConsole(Web.Logging);
        }
    }

    private void AddConsole(ILoggingBuilder logging)
    {
        logging.AddConsole(console => console.FormatterName = LineConsoleFormatter.FormatterName);
        logging.Services.AddSingleton<ConsoleFormatter>(new LineConsoleFormatter(_setup.Options.TimeProvider));
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning);
        logging.AddConfiguration(_setup.Host.Logging);
        logging.AddConfiguration(Web.Configuration.GetSection("Logging"));
    }

    private void AddHost(ImmutableArray<FunctionDescription> functions, CancellationTokenSource abandoned)
    {
        var services = Web.Services;
        services.AddSingleton(_setup.Options);
        services.AddSingleton(_setup.Folders);
        services.AddSingleton<WorkMeter>();
        services.AddSingleton(_ => new HostState(_setup.Folders.State));
        services.AddSingleton(_ => FunctionKeys.Load(_setup.Folders.State, functions.Select(f => f.Name)));
        services.AddSingleton(host => new AccessGate(host.GetRequiredService<FunctionKeys>(), _setup.EnforcesKeys));
        services.AddSingleton<BlobConnections>();
        services.AddSingleton(host => new FunctionCatalog(functions, new FunctionRuntime(
            Pipeline(),
            host.GetRequiredService<IServiceScopeFactory>(),
            host.GetRequiredService<WorkMeter>(),
            host.GetRequiredService<ILoggerFactory>().CreateLogger("Host.Functions"),
            abandoned.Token)));
    }

    private void AddListeners()
    {
        var services = Web.Services;
        services.AddSingleton(host => new TimerListeners(
            host.GetRequiredService<FunctionCatalog>(), host.GetRequiredService<HostState>(), Web.Configuration, _setup.Options.TimeProvider));
        services.AddSingleton<BlobListeners>();
        services.AddHostedService(host => host.GetRequiredService<TimerListeners>());
        services.AddHostedService(host => host.GetRequiredService<BlobListeners>());
        services.AddSingleton<ManualRuns>();
        services.AddSingleton(host => new RunningHost(host, _setup.Options.TimeProvider));
    }

    private void AddTelemetryExport()
    {
        if (ExportedSignals.Read(Web.Configuration) is { Any: true } signals)
        {
            OpenTelemetryExport.Add(Web.Services, signals, Web.Configuration, Web.Environment.ApplicationName);
        }
    }

    /// <summary>The middleware in the order in which it was added, around the call of the function.</summary>
    private FunctionExecutionDelegate Pipeline()
    {
        FunctionExecutionDelegate call = static context =>
        {
            var run = LocalFunctionContext.Of(context);
            return run.Function.CallAsync(run);
        };
        return Enumerable.Reverse(_middleware).Aggregate(call, (next, middleware) => middleware(next));
    }

    private static string? Explain(ImmutableArray<FunctionMistake> mistakes) => mistakes.IsEmpty
        ? null
        : $"{mistakes.Length} mistake{(mistakes.Length == 1 ? "" : "s")} in the app's functions:{Environment.NewLine}"
            + string.Join(Environment.NewLine, mistakes.Select(m => $"  {m}"));

    private void ThrowIfBuilt()
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}
