using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>Files dropped into "inbox" are copied into "outbox" by an orchestration.</summary>
public sealed class CopyFiles(BlobServiceClient storage)
{
    [Function("FileDropped")]
    public static async Task Dropped(
        [BlobTrigger("inbox/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob, string name, [DurableClient] DurableTaskClient client)
    {
        if (name == "poison.txt")
        {
            throw new InvalidOperationException("This file cannot be taken.");
        }

        await client.ScheduleNewOrchestrationInstanceAsync("CopyFile", blob.Name);
    }

    [Function("CopyFile")]
    public static async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, string name)
    {
        if (name.StartsWith("ask-", StringComparison.Ordinal))
        {
            await context.WaitForExternalEvent<string>("Approved");
        }

        return await context.CallActivityAsync<string>("Copy", name);
    }

    [Function("Copy")]
    public async Task<string> Copy([ActivityTrigger] string name)
    {
        if (name == "broken.txt")
        {
            throw new InvalidOperationException("This file cannot be copied.");
        }

        var outbox = storage.GetBlobContainerClient("outbox");
        await outbox.CreateIfNotExistsAsync();
        var content = await storage.GetBlobContainerClient("inbox").GetBlobClient(name).DownloadContentAsync();
        await outbox.GetBlobClient(name).UploadAsync(content.Value.Content, overwrite: true);
        return name;
    }

    [Function("Outbox")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "outbox")] HttpRequest request)
    {
        var names = new List<string>();
        await foreach (var blob in storage.GetBlobContainerClient("outbox").GetBlobsAsync(cancellationToken: request.HttpContext.RequestAborted))
        {
            names.Add(blob.Name);
        }

        return Results.Json(names);
    }

    [Function("Slow")]
    public static async Task<IResult> Slow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request)
    {
        await Console.Out.WriteLineAsync("slow request begun");
        await Task.Delay(TimeSpan.FromSeconds(1), request.HttpContext.RequestAborted);
        return Results.Text("done");
    }
}
