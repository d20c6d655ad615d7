using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Timetables;

/// <summary>Starts the ingest of what partners drop.</summary>
public sealed class TimetableTriggers(WorkflowStarter starter)
{
    /// <summary>A file was put into a partner's folder, or replaced there.</summary>
    [Function("TimetableDropped")]
    public async Task RunAsync(
        [BlobTrigger(HubStorage.TimetablesContainer + "/{authority}/{partner}/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        string authority, string partner, string name, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (!InputFile.IsInput(blob.Name) || !Names.IsId(authority) || !Names.IsId(partner))
        {
            return;
        }

        try
        {
            BlobProperties properties = await blob.GetPropertiesAsync(cancellationToken: cancellation);
            var file = new InputFile(authority, partner, name, properties.ETag.ToString("H").Trim('"'), properties.LastModified);
            await starter.StartAsync(
                client, authority, TimetableWorkflows.IngestName, file.Key,
                new StartPlan.Start(nameof(IngestTimetable), new IngestTimetable.Input(file), file.Key), "blob", cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Taken away again before we looked.
            return;
        }
    }
}
