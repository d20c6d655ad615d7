using System.Globalization;
using System.Net;
using System.Reflection;
using HubAutomation.Local.Host.Worker;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Testing;

/// <summary>Runs the app's worker inside the test's process.</summary>
/// <param name="app">The app.</param>
/// <param name="time">The clock that the app finds among its services.</param>
/// <param name="log">Where it logs to.</param>
/// <param name="build">What to do to its services last.</param>
internal sealed class EmbeddedLauncher(Assembly app, TimeProvider time, LogBook log, Action<IServiceCollection>? build) : IWorkerLauncher
{
    private const string AppFolderVariable = "FUNCTIONS_APPLICATION_DIRECTORY";
    private const int EnoughThreads = 64;

    static EmbeddedLauncher()
    {
        // The worker reads it from nowhere else. The files of all apps of a test lie beside the test.
        Environment.SetEnvironmentVariable(AppFolderVariable, AppContext.BaseDirectory);

        // The two halves of a request must find each other within five seconds, by the real clock, however busy the tests keep the pool.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, EnoughThreads), ports);
    }

    /// <summary>The program that was started last.</summary>
    public EmbeddedProgram? Program { get; private set; }

    public string AppName => app.GetName().Name!;

    public void Find()
    {
        // It is loaded already.
    }

    public async Task<IRunningWorker> StartAsync(WorkerStart start, CancellationToken cancellation) =>
        Program = await EmbeddedProgram.StartAsync(app, [.. Arguments(start)], Change);

    private static IEnumerable<string> Arguments(WorkerStart start)
    {
        // The switches of the real host are read from the command line of the process, which is the test's.
        yield return $"--Functions:Worker:HostEndpoint={start.HostAddress.AbsoluteUri}";
        yield return $"--Functions:Worker:WorkerId={start.WorkerId}";
        yield return $"--Functions:Worker:RequestId={start.RequestId}";
        yield return string.Create(CultureInfo.InvariantCulture, $"--Functions:Worker:GrpcMaxMessageLength={WorkerStart.MaxMessageLength}");
        foreach (var (key, value) in start.Settings.Where(s => s.Value is not null))
        {
            yield return $"--{key}={value}";
        }
    }

    private void Change(IServiceCollection services)
    {
        services.AddSingleton(time);
        services.AddSingleton<IHostLifetime, NoLifetime>();

        // Every app of the process would listen at one and the same address.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error));
        LogDirectly(services);
        build?.Invoke(services);
    }

    /// <summary>What the app logs is there at once, with its exceptions, instead of after a detour over the host.</summary>
    private void LogDirectly(IServiceCollection services)
    {
        foreach (var detour in services.Where(IsDetour).ToList())
        {
            services.Remove(detour);
        }

        services.AddSingleton<ILoggerProvider>(log);
    }

    private static bool IsDetour(ServiceDescriptor service) =>
        service.ServiceType == typeof(ILoggerProvider)
            && !service.IsKeyedService
            && service.ImplementationType?.Assembly.GetName().Name == "Microsoft.Azure.Functions.Worker.Grpc";

    /// <summary>The app ends with the test, which nobody ends by a signal.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
