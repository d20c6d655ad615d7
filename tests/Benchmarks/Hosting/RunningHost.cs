using System.Net.Http.Json;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.DependencyInjection;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Benchmarks.Hosting;

/// <summary>The local host in this process, put together as its own program does, with the measured app's worker in a process of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly FunctionsHost host;
    private readonly HttpClient http;

    private RunningHost(FunctionsHost host)
    {
        this.host = host;
        http = new HttpClient { BaseAddress = host.Address };
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => host.Address;

    /// <summary>Starts, ends and finds orchestrations, without a call over the network.</summary>
    public TaskHubClient Client => host.Services.GetRequiredService<TaskHubClient>();

    public SqliteTaskHub Hub => host.Services.GetRequiredService<SqliteTaskHub>();

    public static async Task<RunningHost> StartAsync(string state)
    {
        var options = new LocalHostOptions { Arguments = ["--app", MeasuredApp.Path, "--state", state, "--port", "0"] };
        var host = HostComposition.Build(options, setup => new ProcessLauncher(setup.Folders.App, setup.AppAssembly, setup.Output.WriteLine, setup.Attaches), ownsTheProcess: true);
        await host.StartAsync();
        return new RunningHost(host);
    }

    /// <summary>One of the app's functions.</summary>
    public HostedFunction Function(string name) =>
        host.Services.GetRequiredService<FunctionCatalog>().Find(name) ?? throw new ArgumentException($"The app has no function '{name}'.");

    /// <summary>The worker that runs them.</summary>
    public async Task<WorkerConnection> WorkerAsync() =>
        await host.Services.GetRequiredService<FunctionCatalog>().Runtime.Workers.ReadyAsync(CancellationToken.None);

    /// <summary>Runs one orchestration to its end, and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It did not complete.</exception>
    public async Task<string> RunAsync(string orchestrator, string input)
    {
        var id = await Client.StartAsync(new P.CreateInstanceRequest { Name = orchestrator, Input = input }, CancellationToken.None);
        var ended = await Client.WaitForCompletionAsync(id, inputsAndOutputs: true, CancellationToken.None);
        return ended.OrchestrationStatus == P.OrchestrationStatus.Completed
            ? ended.Output
            : throw new InvalidOperationException($"{orchestrator} ended as {ended.OrchestrationStatus}: {ended.FailureDetails?.ErrorMessage ?? ended.Output}");
    }

    /// <summary>What the two processes have used until now.</summary>
    /// <param name="collects">Whether the garbage is to be collected before.</param>
    public async Task<(Usage Host, Usage Worker)> UsageAsync(bool collects = false)
    {
        var worker = await http.GetFromJsonAsync<double[]>(collects ? "usage?collect" : "usage") ?? throw new InvalidDataException("The app answered nothing.");
        return (Usage.OfThisProcess(collects), new Usage(worker[0], worker[1], worker[2]));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
    }
}
