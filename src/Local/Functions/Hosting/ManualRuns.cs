using Azure;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Invocation;
using HubAutomation.Local.Functions.Timers;

namespace HubAutomation.Local.Functions.Hosting;

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
                _ = function.TryRunAsync(timers.InfoForRunNow(function.Name));
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

        var client = connections.Client(trigger.Connection).GetBlobContainerClient(trigger.Path.Container).GetBlobClient(name);
        try
        {
            var properties = await client.GetPropertiesAsync();
            var blob = new TriggeredBlob(client, properties.Value.ETag);
            _ = function.TryRunAsync(blob, BlobRunner.BindingData(blob, captures));
            return null;
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            return $"There is no blob {input}.";
        }
    }
}
