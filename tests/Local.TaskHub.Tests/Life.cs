using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.TaskHub.Tests;

/// <summary>One life of the process that has the hub: from its opening to its end, with what has connected to it meanwhile.</summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly WorkItems workItems = new();
    private readonly LoggerFactory loggers;
    private readonly WebApplication server;
    private readonly GrpcChannel channel;
    private readonly ServiceProvider services;
    private TaskHubWork? work;

    public Life(HubSetup setup)
    {
        loggers = new LoggerFactory([setup.Logs], new LoggerFilterOptions { MinLevel = LogLevel.Debug });
        var options = new SqliteTaskHubOptions { Path = setup.Path, TimeProvider = setup.Clock, Durability = CommitDurability.ProcessCrash };
        setup.Options?.Invoke(options);
        Hub = SqliteTaskHub.Open(options, loggers, setup.Meters);
        server = Serve(new TaskHubService(Hub, workItems));
        channel = Channel();
        Service = new P.TaskHubSidecarService.TaskHubSidecarServiceClient(channel);
        services = new ServiceCollection()
            .AddLogging()
            .AddDurableTaskClient(client =>
            {
                client.UseGrpc(channel);
                setup.Client?.Invoke(client);
            })
            .BuildServiceProvider();
    }

    public SqliteTaskHub Hub { get; }

    public DurableTaskClient Client => services.GetRequiredService<DurableTaskClient>();

    public P.TaskHubSidecarService.TaskHubSidecarServiceClient Service { get; }

    /// <summary>The workers that have connected, oldest first.</summary>
    public List<StandaloneWorker> Workers { get; } = [];

    public async Task HandOutAsync() => work = await Hub.JoinAsync(workItems);

    public async Task StopHandingOutAsync(CancellationToken patience)
    {
        if (work is { } running)
            await running.StopAsync(patience);
        work = null;
    }

    public async Task<StandaloneWorker> ConnectAsync(Action<DurableTaskRegistry> tasks, Action<IDurableTaskWorkerBuilder>? configure)
    {
        var worker = await StandaloneWorker.StartAsync(Channel(), tasks, configure);
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
        await server.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
        await Hub.DisposeAsync();
        loggers.Dispose();
    }

    private static WebApplication Serve(TaskHubService service)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(service);
        var server = builder.Build();
        server.MapGrpcService<TaskHubService>();
        server.Start();
        return server;
    }

    private GrpcChannel Channel() => GrpcChannel.ForAddress(server.Urls.Single(), new GrpcChannelOptions { MaxReceiveMessageSize = null, MaxSendMessageSize = null });
}
