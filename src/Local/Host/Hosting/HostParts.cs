using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Sandboxes;
using HubAutomation.Local.Host.Storage;
using HubAutomation.Local.Host.Worker;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>What a host starts on its way, one after the other, and lets go of in the other order.</summary>
internal sealed class HostParts : IAsyncDisposable
{
    private PublicSocket? socket;
    private RpcServer? rpc;
    private WorkerKeeper? worker;

    /// <summary>Cancelled when a stopping host cannot wait longer for what runs.</summary>
    public CancellationTokenSource Abandoned { get; } = new();

    public StateLock? Lock { get; set; }

    public EmulatorKeeper? Emulator { get; set; }

    public AppSandbox? Sandbox { get; set; }

    /// <exception cref="InvalidOperationException">The host has not come that far.</exception>
    public PublicSocket Socket
    {
        get => socket ?? throw NotYet();
        set => socket = value;
    }

    /// <exception cref="InvalidOperationException">The host has not come that far.</exception>
    public RpcServer Rpc
    {
        get => rpc ?? throw NotYet();
        set => rpc = value;
    }

    /// <exception cref="InvalidOperationException">The host has not come that far.</exception>
    public WorkerKeeper Worker
    {
        get => worker ?? throw NotYet();
        set => worker = value;
    }

    /// <summary>Ends the worker in good order, if there is one.</summary>
    public Task StopWorkerAsync() => worker?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Ends the worker without further ado, and whatever still calls for it.</summary>
    public async Task EndWorkerAsync()
    {
        await DisposeAsync(worker);
        await DisposeAsync(rpc);
        (worker, rpc) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        await EndWorkerAsync();
        await DisposeAsync(Emulator);
        await DisposeAsync(Sandbox);
        socket?.Dispose();
        Lock?.Dispose();
        Abandoned.Dispose();
        (Emulator, Sandbox, socket, Lock) = (null, null, null, null);
    }

    private static ValueTask DisposeAsync(IAsyncDisposable? part) => part?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static InvalidOperationException NotYet() => new("The host has not started that far.");
}
