using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Runs;

/// <summary>
/// Clears the <c>work</c> container. A run removes its own folder at its end; one that failed or was terminated does not,
/// which leaves three days to look at it.
/// </summary>
public sealed class WorkFolders(HubStorage storage, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    /// <summary>
    /// Removes an authority's working files that are older than three days. A run that was asleep for so long fails for want
    /// of them, and the sweep starts its file again.
    /// </summary>
    public async Task RemoveLeftAsync(string authority, CancellationToken cancellation)
    {
        var latest = time.GetUtcNow() - Kept;
        await foreach (var blob in storage.Work.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{authority}/", cancellation))
        {
            if (blob.Properties.LastModified < latest)
            {
                await storage.Work.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellation);
            }
        }
    }
}
