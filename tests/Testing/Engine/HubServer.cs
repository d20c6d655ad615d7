using System.Net;
using Grpc.Net.Client;
using HubAutomation.Local.DurableTask;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Testing.Engine;

/// <summary>A task hub as clients and workers reach it: its service, on a port of its own.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private HubServer(WebApplication server, WorkItems workItems)
    {
        this.server = server;
        WorkItems = workItems;
    }

    /// <summary>The workers that have connected, for the hub to hand its work to.</summary>
    public WorkItems WorkItems { get; }

    public static async Task<HubServer> StartAsync(SqliteTaskHub hub)
    {
        var workItems = new WorkItems();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(new TaskHubService(hub, workItems));
        var server = builder.Build();
        server.MapGrpcService<TaskHubService>();
        await server.StartAsync();
        return new HubServer(server, workItems);
    }

    /// <summary>Where it is.</summary>
    public string Address => server.Urls.Single();

    /// <summary>A connection to it.</summary>
    /// <param name="largestMessage">How many bytes are taken at once; null for any number.</param>
    public GrpcChannel Connect(int? largestMessage = null) =>
        GrpcChannel.ForAddress(Address, new GrpcChannelOptions { MaxReceiveMessageSize = largestMessage, MaxSendMessageSize = null });

    /// <summary>Closes at once, whoever is connected.</summary>
    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(new CancellationToken(canceled: true));
        await server.DisposeAsync();
    }
}
