using System.Net;
using HubAutomation.Local.DurableTask;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>The loopback port where the worker calls the host, and its durable client the task hub.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    // Every wait of a durable client is a stream of its own, and a client keeps to one connection.
    private const int MostStreams = 100_000;

    // The worker's log and its answers come on one stream; it must not wait for the other side to say that it has read.
    private const int Window = 8 << 20;

    private readonly WebApplication app;

    private RpcServer(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    public static async Task<RpcServer> StartAsync(
        WorkerConnections connections, TaskHubService taskHub, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton(taskHub);
        builder.Services.AddSingleton(new FunctionRpcService(connections));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var app = builder.Build();
        app.MapGrpcService<FunctionRpcService>();
        app.MapGrpcService<TaskHubService>();
        await app.StartAsync(cancellation);
        return new RpcServer(app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever still calls belongs to a worker that has ended.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MostStreams;
        kestrel.Limits.Http2.InitialConnectionWindowSize = Window;
        kestrel.Limits.Http2.InitialStreamWindowSize = Window;
        kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
    }

    /// <summary>It ends with the host, which listens to signals itself.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
