using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Reach;

/// <summary>The national files that are in use, from container <c>reference-ready</c>.</summary>
public sealed class ReferenceLibrary(HubStorage storage)
{
    /// <summary>One of each kind that was ever taken in.</summary>
    public async Task<IReadOnlyList<ReadyReference>> ReadyAsync(CancellationToken cancellation)
    {
        var ready = new List<ReadyReference>();
        foreach (var kind in ReferenceKinds.All)
        {
            if ((await ManifestAsync(storage, kind.Id, cancellation)).Manifest is { } manifest)
                ready.Add(new ReadyReference(manifest, cancel => storage.ReferenceReady.GetBlobClient(manifest.Data).OpenReadAsync(cancellationToken: cancel)));
        }

        return ready;
    }

    /// <summary>The version of a file in container <c>reference</c> that is there now; null when there is none.</summary>
    public async Task<ReferenceFile?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            BlobProperties found = await storage.Reference.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellation);
            return new ReferenceFile(name, found.ETag.ToString("H").Trim('"'), found.LastModified);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            return null;
        }
    }

    internal static BlobClient Manifest(HubStorage storage, string kind) => storage.ReferenceReady.GetBlobClient($"{kind}.json");

    internal static async Task<(ReferenceManifest? Manifest, ETag? Version)> ManifestAsync(HubStorage storage, string kind, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult found = await Manifest(storage, kind).DownloadContentAsync(cancellation);
            return (found.Content.ToObjectFromJson<ReferenceManifest>(HubJson.Options), found.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (null, null);
        }
    }
}
