using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Functions;

/// <summary>The function ran and failed; the message is the worker's.</summary>
internal sealed class FunctionFailedException(string message, RpcException? details = null) : WorkerException(message, details)
{
    public FunctionFailedException(RpcException? details)
        : this(details?.Message ?? "The worker did not say why.", details)
    {
    }
}
