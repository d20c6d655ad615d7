using System.Diagnostics;
using System.Reflection;
using HubAutomation.Local.Host.Worker;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Testing;

/// <summary>
/// An app's entry point that runs inside a test, unmodified: what is to differ is put in when .NET's hosting tells that it builds a host.
/// </summary>
internal sealed class EmbeddedProgram : IRunningWorker
{
    // What does not stop by then is left behind, as the code of a killed host is.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly AsyncLocal<EmbeddedProgram?> Running = new();
    private static readonly IDisposable Subscription = DiagnosticListener.AllListeners.Subscribe(new Listeners());

    private readonly Action<IServiceCollection> change;
    private readonly TaskCompletionSource<IHost> built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task main;

    private EmbeddedProgram(MethodInfo entryPoint, string[] arguments, Action<IServiceCollection> change)
    {
        this.change = change;
        main = Task.Factory.StartNew(
            () =>
            {
                Running.Value = this;
                object?[] given = entryPoint.GetParameters().Length == 0 ? [] : [arguments];
                entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, given, null);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Ended = main.ContinueWith(
            static ended => ended.Exception?.InnerException is { } error ? $"{error.GetType().Name}: {error.Message}" : "its entry point has returned",
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
        HttpAddress = ListeningAsync();
    }

    public Task<string> Ended { get; }

    public Task<Uri?> HttpAddress { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => built.Task.Result.Services;

    /// <summary>Runs an app's entry point until its host is built.</summary>
    /// <param name="app">The app.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="change">What to do to its services after its own set-up.</param>
    /// <exception cref="InvalidOperationException">The entry point ended without a host; what else it throws comes through.</exception>
    public static async Task<EmbeddedProgram> StartAsync(Assembly app, string[] arguments, Action<IServiceCollection> change)
    {
        _ = Subscription;
        using var entry = await EntryAssembly.UseAsync(app);
        var program = new EmbeddedProgram(app.EntryPoint!, arguments, change);
        if (await Task.WhenAny(program.built.Task, program.main) == program.main)
        {
            await program.main;
            throw new InvalidOperationException("The app's entry point ended without running a host.");
        }

        return program;
    }

    public async ValueTask DisposeAsync()
    {
        if (!main.IsCompleted)
        {
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await Task.WhenAny(Ended, Task.Delay(Patience));
        }
    }

    /// <summary>Where the app's web server listens, once it does; null when it has none.</summary>
    private async Task<Uri?> ListeningAsync()
    {
        var host = await built.Task;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await Task.WhenAny(started.Task, Ended);
        var addresses = host.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        return addresses?.FirstOrDefault() is { } address ? new Uri(address) : null;
    }

    /// <summary>Hears of every host that is built in this process; those of other tests are told apart by the flow of control.</summary>
    private sealed class Listeners : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (Running.Value is not { } program)
            {
                return;
            }

            switch (value)
            {
                case { Key: "HostBuilding", Value: IHostBuilder builder }:
                    builder.ConfigureServices((_, services) => program.change(services));
                    break;
                case { Key: "HostBuilt", Value: IHost host }:
                    program.built.TrySetResult(host);
                    break;
            }
        }

        public void OnCompleted()
        {
            // Listeners last as long as the process.
        }

        public void OnError(Exception error)
        {
            // Listeners tell of none.
        }
    }
}
