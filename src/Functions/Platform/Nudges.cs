using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Platform;

/// <summary>Tells a run that something is worth a look. What there is to see stands in tables, and the run looks there itself.</summary>
public static class Nudges
{
    /// <summary>Raises an event for a run. One that has ended, or is gone, needs no word: the client refuses, and nothing is lost.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="runId">The run.</param>
    /// <param name="name">The event.</param>
    /// <param name="what">What has changed, for whoever reads the history; the run takes any text.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RpcException">The engine cannot be reached.</exception>
    public static async Task NudgeAsync(this DurableTaskClient client, string runId, string name, string what, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            await client.RaiseEventAsync(runId, name, what, cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            // Ended or removed since the page was opened.
        }
    }
}
