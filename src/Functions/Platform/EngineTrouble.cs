using Grpc.Core;

namespace HubAutomation.Functions.Platform;

/// <summary>What tells an engine of the workflows that does not work from a call that it refuses.</summary>
public static class EngineTrouble
{
    /// <summary>What is wrong with the engine, in words; null where it has refused what it was asked.</summary>
    public static string? Of(RpcException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.StatusCode switch
        {
            StatusCode.Unavailable or StatusCode.DeadlineExceeded => "the engine of the workflows does not answer",

            // What it says when it has no storage itself, or no room in it.
            StatusCode.Internal or StatusCode.Unknown or StatusCode.ResourceExhausted or StatusCode.Aborted or StatusCode.DataLoss => "the engine of the workflows does not work",
            _ => null,
        };
    }
}
