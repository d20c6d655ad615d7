using Grpc.Net.Client;
using HubAutomation.Testing.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Tests;

/// <summary>One life of the process that has the hub: from its opening to its end, with what has connected to it meanwhile.</summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly LoggerFactory loggers;
    private readonly HubServer server;
    private readonly GrpcChannel channel;
    private readonly ServiceProvider services;
    private TaskHubWork? work;

    private Life(SqliteTaskHub hub, HubServer server, LoggerFactory loggers, MeterFactory meters, Action<IDurableTaskClientBuilder>? configure)
    {
        (Hub, this.server, this.loggers, Meters) = (hub, server, loggers, meters);
        channel = server.Connect();
        Service = new P.TaskHubSidecarService.TaskHubSidecarServiceClient(channel);
        services = new ServiceCollection()
            .AddLogging()
            .AddDurableTaskClient(client =>
            {
                client.UseGrpc(channel);
                configure?.Invoke(client);
            })
            .BuildServiceProvider();
    }

    public SqliteTaskHub Hub { get; }

    public DurableTaskClient Client => services.GetRequiredService<DurableTaskClient>();

    public P.TaskHubSidecarService.TaskHubSidecarServiceClient Service { get; }

    public MeterFactory Meters { get; }

    /// <summary>The workers that have connected, oldest first.</summary>
    public List<StandaloneWorker> Workers { get; } = [];

    public static async Task<Life> BeginAsync(HubSetup setup)
    {
        var loggers = new LoggerFactory([setup.Logs], new LoggerFilterOptions { MinLevel = LogLevel.Debug });
        var options = new SqliteTaskHubOptions { Path = setup.Path, TimeProvider = setup.Clock, Durability = CommitDurability.ProcessCrash };
        setup.Options?.Invoke(options);
        var meters = new MeterFactory();
        var hub = SqliteTaskHub.Open(options, loggers, meters);
        return new Life(hub, await HubServer.StartAsync(hub), loggers, meters, setup.Client);
    }

    public Task HandOutAsync() => HandOutToAsync(server.WorkItems);

    public async Task HandOutToAsync(ITaskRunner runner) => work = await Hub.JoinAsync(runner);

    public async Task StopHandingOutAsync(CancellationToken patience)
    {
        if (work is { } running)
            await running.StopAsync(patience);
        work = null;
    }

    /// <param name="tasks">What the worker can do.</param>
    /// <param name="configure">Sets it up.</param>
    /// <param name="largestMessage">How many bytes it takes at once; null for any number.</param>
    public async Task<StandaloneWorker> ConnectAsync(
        Action<DurableTaskRegistry> tasks, Action<IDurableTaskWorkerBuilder>? configure, int? largestMessage = null)
    {
        var worker = await StandaloneWorker.StartAsync(server.Connect(largestMessage), tasks, configure);
        Workers.Add(worker);
        return worker;
    }

    /// <summary>Ends as a killed process would: what is not on the disk by now never gets there.</summary>
    public ValueTask DieAsync()
    {
        Hub.Abandon();
        work = null;
        return DisposeAsync();
    }

    /// <summary>Ends at once, whatever runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopHandingOutAsync(new CancellationToken(canceled: true));
        foreach (var worker in Workers)
            await worker.DisposeAsync();
        await services.DisposeAsync();
        channel.Dispose();
        await server.DisposeAsync();
        await Hub.DisposeAsync();
        Meters.Dispose();
        loggers.Dispose();
    }
}
