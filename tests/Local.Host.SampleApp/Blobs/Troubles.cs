using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Host.SampleApp.Blobs;

/// <summary>A door that a test opens. A test registers it.</summary>
public sealed class Gate
{
    /// <summary>Ends when somebody stands before it.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens it.</summary>
    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Takes files with which something is the matter.</summary>
public sealed class Troubles(Seen seen, Gate gate)
{
    [Function("Gated")]
    public async Task Wait([BlobTrigger("%Drops%/{name}")] string content, CancellationToken cancellation)
    {
        seen.Enqueue(content);
        gate.Entered.TrySetResult();
        await gate.Open.Task.WaitAsync(cancellation);
    }

    [Function("Deleting")]
    public async Task Delete([BlobTrigger("%Drops%/{name}")] BlobClient blob)
    {
        await blob.DeleteAsync();
        seen.Enqueue($"{blob.Name} is deleted");
        throw new InvalidOperationException("This has to be tried again.");
    }

    [Function("Refusing")]
    public void Refuse([BlobTrigger("%Drops%/{name}")] string content)
    {
        seen.Enqueue(content);
        if (content != "good")
        {
            throw new InvalidOperationException("No such partner.");
        }
    }
}
