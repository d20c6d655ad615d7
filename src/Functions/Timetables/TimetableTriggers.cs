using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Timetables;

/// <summary>
/// Starts the ingest of what partners drop. The whole name is one capture: several would be matched greedily, and a folder
/// within a partner's folder would be taken for an authority.
/// </summary>
public sealed class TimetableTriggers(WorkflowStarter starter, MisplacedFiles misplaced)
{
    /// <summary>A file was put into a partner's folder, or replaced there.</summary>
    [Function("TimetableDropped")]
    public async Task RunAsync(
        [BlobTrigger(TimetableStorage.Inbox + "/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (await FindAsync(blob, cancellation) is not { } properties)
        {
            return;
        }

        if (InputFile.Parse(blob.Name, properties.ETag, properties.LastModified) is { } file)
        {
            await starter.StartAsync(
                client, file.Authority, TimetableWorkflows.IngestName, file.Key,
                new StartPlan.Start(nameof(IngestTimetable), new IngestTimetable.Input(file), file.Key), "blob", cancellation);
        }
        else if (InputFile.IsMisplaced(blob.Name))
        {
            await misplaced.TellAsync(new MisplacedFile(blob.Name, properties.LastModified), cancellation);
        }
    }

    private static async Task<BlobProperties?> FindAsync(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // Taken away again before we looked.
            return null;
        }
    }
}
