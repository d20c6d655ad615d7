using Azure;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Timers;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>Starts runs that a person asked for, in the background.</summary>
internal sealed class ManualRuns(BlobConnections connections, TimerListeners timers)
{
    /// <summary>Starts the function; why it cannot be started, or null.</summary>
    /// <param name="function">The function.</param>
    /// <param name="input">For a blob function the blob's path, container first.</param>
    public async Task<string?> TryStartAsync(HostedFunction function, string? input)
    {
        switch (function.Description.Trigger)
        {
            case TimerTriggerDescription:
                _ = function.TryRunAsync(timers.InputForRunNow(function.Name));
                return null;
            case BlobTriggerDescription blob:
                return await TryStartAsync(function, blob, input);
            case HttpTriggerDescription http:
                return $"Call /{http.Route.RawText} instead.";
            default:
                return "Orchestrators and activities are started by orchestrations and clients.";
        }
    }

    private async Task<string?> TryStartAsync(HostedFunction function, BlobTriggerDescription trigger, string? input)
    {
        var container = trigger.Path.Container + "/";
        var name = input?.StartsWith(container, StringComparison.Ordinal) == true ? input[container.Length..] : null;
        if (name is null || trigger.Path.Match(name) is not { } captures)
        {
            return $"The input must be the path of a blob that matches {trigger.Path.Text}.";
        }

        // Whatever version is there: a person asked for it.
        var client = connections.Client(trigger.Connection).GetBlobContainerClient(trigger.Path.Container).GetBlobClient(name);
        var blob = new TriggeredBlob(client, ETag.All, BlobConnections.NameOf(trigger.Connection), captures);
        if (await blob.InputAsync(CancellationToken.None) is not { } given)
        {
            return $"There is no blob {input}.";
        }

        _ = function.TryRunAsync(given);
        return null;
    }
}
