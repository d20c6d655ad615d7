using System.Text.Json;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Durable;

/// <summary>What the host gives a parameter that asks for the durable client: where the client finds the task hub.</summary>
internal static class DurableClientBinding
{
    // The only storage is the host's own.
    private const string Connection = "";

    // The time that the real extension gives a client's call, as JSON: a string within the string.
    private const string CallTimeout = "\"00:01:40\"";

    /// <param name="hub">The task hub's name.</param>
    /// <param name="rpcAddress">Where the client calls the task hub.</param>
    /// <param name="managementAddress">Where callers of the durable HTTP API find it.</param>
    /// <param name="key">The key that they need; null when they need none.</param>
    public static TypedData For(string hub, Uri rpcAddress, Uri managementAddress, string? key) => new()
    {
        String = JsonSerializer.Serialize(new
        {
            taskHubName = hub,
            connectionName = Connection,
            requiredQueryStringParameters = key is null ? "" : $"code={Uri.EscapeDataString(key)}",
            rpcBaseUrl = rpcAddress.AbsoluteUri,
            httpBaseUrl = managementAddress.AbsoluteUri.TrimEnd('/'),
            maxGrpcMessageSizeInBytes = int.MaxValue,
            grpcHttpClientTimeout = CallTimeout,
        }),
    };
}
