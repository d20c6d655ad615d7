using Grpc.Net.Client;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Testing.Engine;

/// <summary>Microsoft's worker, on a connection of its own.</summary>
internal sealed class StandaloneWorker : IAsyncDisposable
{
    private readonly GrpcChannel channel;
    private readonly IHost host;

    private StandaloneWorker(GrpcChannel channel, IHost host)
    {
        this.channel = channel;
        this.host = host;
    }

    public static async Task<StandaloneWorker> StartAsync(
        GrpcChannel channel, Action<DurableTaskRegistry> tasks, Action<IDurableTaskWorkerBuilder>? configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddDurableTaskWorker(worker =>
        {
            worker.AddTasks(tasks).UseGrpc(channel);
            configure?.Invoke(worker);
        });
        var started = new StandaloneWorker(channel, builder.Build());
        await started.host.StartAsync();
        return started;
    }

    /// <summary>It is gone at once: what it still does, nobody hears of.</summary>
    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await host.StopAsync(new CancellationToken(canceled: true));
        host.Dispose();
    }
}
