using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>A return's blobs, in container <c>returns</c>: <c>{authority}/{month}/v{version}/…</c>, and of a period rolled up <c>{authority}/{period}/…</c>.</summary>
public sealed class ReturnBlobs(HubStorage storage)
{
    private const string DraftName = "return.json";

    /// <summary>The return as it was last compiled, frozen or not; null when it never was.</summary>
    public Task<CompiledReturn?> LoadAsync(IReturnFolder name, CancellationToken cancellation) => LoadAsync<CompiledReturn>(name, DraftName, cancellation);

    /// <summary>Keeps the return as it was compiled.</summary>
    public Task SaveAsync(IReturnFolder name, CompiledReturn compiled, CancellationToken cancellation) => SaveAsync(name, DraftName, compiled, cancellation);

    /// <summary>Something of a return by its blob's name, or null.</summary>
    public async Task<T?> LoadAsync<T>(IReturnFolder name, string blob, CancellationToken cancellation)
        where T : class
    {
        try
        {
            BlobDownloadResult found = await Client(name, blob).DownloadContentAsync(cancellation);
            return found.Content.ToObjectFromJson<T>(HubJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Keeps something of a return. The same again is written over.</summary>
    public Task SaveAsync<T>(IReturnFolder name, string blob, T content, CancellationToken cancellation) =>
        Client(name, blob).UploadAsync(BinaryData.FromObjectAsJson(content, HubJson.Options), overwrite: true, cancellation);

    /// <summary>Keeps a document.</summary>
    public Task SaveAsync(IReturnFolder name, string blob, string contentType, ReadOnlyMemory<byte> content, CancellationToken cancellation) => Client(name, blob).UploadAsync(
        BinaryData.FromBytes(content), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } }, cancellation);

    /// <summary>A document with its media type, or null.</summary>
    public async Task<(string ContentType, ReadOnlyMemory<byte> Content)?> ReadAsync(IReturnFolder name, string blob, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult found = await Client(name, blob).DownloadContentAsync(cancellation);
            return (found.Details.ContentType, found.Content.ToMemory());
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Removes the documents of a return that are not among those made last: which there are hangs on the settings.</summary>
    /// <param name="name">The return.</param>
    /// <param name="prefix">What the names of its documents begin with.</param>
    /// <param name="kept">The names of those that stay.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RemoveOthersAsync(IReturnFolder name, string prefix, IReadOnlySet<string> kept, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(kept);
        await foreach (var blob in storage.ReturnDocuments.GetBlobsAsync(BlobTraits.None, BlobStates.None, name.Folder + prefix, cancellation))
        {
            if (!kept.Contains(blob.Name[name.Folder.Length..]))
                await storage.ReturnDocuments.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellation);
        }
    }

    /// <summary>A document's blob as a mailing names it: <c>{container}/{name}</c>.</summary>
    public string PathOf(IReturnFolder name, string blob)
    {
        var client = Client(name, blob);
        return $"{client.BlobContainerName}/{client.Name}";
    }

    private BlobClient Client(IReturnFolder name, string blob)
    {
        ArgumentNullException.ThrowIfNull(name);
        return storage.ReturnDocuments.GetBlobClient(name.Folder + blob);
    }
}
