using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Published;

/// <summary>Reads what is published.</summary>
public sealed class PublishedTimetables(HubStorage storage, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, PublicationManifest? Manifest)> manifests = new();

    /// <summary>A document by its path below the authority, e.g. "timetables/widnes/autumn-2026.html"; null when there is none.</summary>
    public async Task<(ManifestDocument Entry, BinaryData Content)?> FindAsync(string authority, string path, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(authority, path, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The manifest in memory is too old: what it names has been removed since.
            manifests.TryRemove(authority, out _);
            return await ReadAsync(authority, path, cancellation);
        }
    }

    /// <summary>What is published now; at most two seconds old. Null before the first publication.</summary>
    public async Task<PublicationManifest?> ManifestAsync(string authority, CancellationToken cancellation)
    {
        if (!Names.IsId(authority))
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (manifests.TryGetValue(authority, out var known) && now - known.At < Fresh)
        {
            return known.Manifest;
        }

        var (manifest, _) = await LoadManifestAsync(storage, authority, cancellation);
        manifests[authority] = (now, manifest);
        return manifest;
    }

    private async Task<(ManifestDocument Entry, BinaryData Content)?> ReadAsync(string authority, string path, CancellationToken cancellation)
    {
        if (await ManifestAsync(authority, cancellation) is not { } manifest || !manifest.Documents.TryGetValue(path, out var entry))
        {
            return null;
        }

        BlobDownloadResult found = await Content(storage, authority, entry.Hash).DownloadContentAsync(cancellation);
        return (entry, found.Content);
    }

    internal static BlobClient Manifest(HubStorage storage, string authority) =>
        storage.Published.GetBlobClient($"{authority}/manifest.json");

    internal static BlobClient Content(HubStorage storage, string authority, string hash) =>
        storage.Published.GetBlobClient($"{authority}/content/{hash}");

    internal static async Task<(PublicationManifest? Manifest, ETag? Version)> LoadManifestAsync(
        HubStorage storage, string authority, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult found = await Manifest(storage, authority).DownloadContentAsync(cancellation);
            return (found.Content.ToObjectFromJson<PublicationManifest>(HubJson.Options), found.Details.ETag);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return (null, null);
        }
    }
}
