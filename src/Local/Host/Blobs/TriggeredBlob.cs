using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Google.Protobuf;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>The version of a blob that starts a run.</summary>
/// <param name="Client">The blob.</param>
/// <param name="ETag">The version.</param>
/// <param name="Connection">The name of the setting by which the worker opens it.</param>
/// <param name="Captures">What the trigger's pattern takes from its name.</param>
internal sealed record TriggeredBlob(BlobClient Client, ETag ETag, string Connection, IReadOnlyDictionary<string, string> Captures)
{
    /// <summary>
    /// What the function is given: where the blob is – the worker opens it itself – and what is known of it. Null when the blob
    /// has been deleted or replaced: there is nothing to do for that version.
    /// </summary>
    /// <exception cref="RequestFailedException">The storage does not answer.</exception>
    public async Task<TriggerInput?> InputAsync(CancellationToken cancellation)
    {
        try
        {
            var properties = await Client.GetPropertiesAsync(new BlobRequestConditions { IfMatch = ETag }, cancellation);
            return Input(properties.Value);
        }
        catch (RequestFailedException error) when (error.Status is 404 or 412)
        {
            return null;
        }
    }

    private TriggerInput Input(BlobProperties properties)
    {
        var reference = JsonSerializer.SerializeToUtf8Bytes(new { Connection, ContainerName = Client.BlobContainerName, BlobName = Client.Name });
        var data = new TypedData
        {
            ModelBindingData = new ModelBindingData
            {
                Version = "1.0",
                Source = "AzureStorageBlobs",
                ContentType = "application/json",
                Content = ByteString.CopyFrom(reference),
            },
        };
        var metadata = Captures.ToDictionary(c => c.Key, c => new TypedData { String = c.Value }, StringComparer.OrdinalIgnoreCase);
        metadata["BlobTrigger"] = new TypedData { String = $"{Client.BlobContainerName}/{Client.Name}" };
        metadata["Uri"] = new TypedData { String = Client.Uri.ToString() };
        metadata["Properties"] = new TypedData { Json = Describe(properties) };
        metadata["Metadata"] = new TypedData { Json = JsonSerializer.Serialize(properties.Metadata) };
        return new TriggerInput(data, metadata);
    }

    private static string Describe(BlobProperties properties) => JsonSerializer.Serialize(new
    {
        properties.LastModified,
        properties.CreatedOn,
        properties.Metadata,
        BlobType = properties.BlobType.ToString(),
        properties.ContentLength,
        properties.ContentType,
        ETag = properties.ETag.ToString(),
        properties.ContentHash,
        properties.ContentEncoding,
        properties.ContentDisposition,
        properties.ContentLanguage,
        properties.CacheControl,
        properties.AccessTier,
        properties.VersionId,
    });
}
