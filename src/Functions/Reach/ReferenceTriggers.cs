using Azure.Storage.Blobs;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Reach;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Reach;

/// <summary>Starts taking in national files when they are uploaded.</summary>
public sealed class ReferenceTriggers(WorkflowStarter starter, ReferenceLibrary library)
{
    /// <summary>A file was put into the container, or replaced there.</summary>
    [Function("ReferenceDropped")]
    public async Task RunAsync(
        [BlobTrigger(ReachStorage.Inbox + "/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        // One that was taken away again before we looked is none.
        if (await library.FindAsync(blob.Name, cancellation) is { } file)
        {
            await starter.StartAsync(
                client, RunStore.WholeHub, ReferenceWorkflows.TakeInName, file.Key, ReferenceWorkflows.Start(file), "blob", cancellation);
        }
    }
}
