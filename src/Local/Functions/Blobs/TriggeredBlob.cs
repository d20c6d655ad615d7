using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Invocation;

namespace HubAutomation.Local.Functions.Blobs;

/// <summary>The version of a blob that started a run.</summary>
internal sealed record TriggeredBlob(BlobClient Client, ETag ETag);

/// <summary>The blob was deleted or replaced after it was listed: there is nothing to do for that version.</summary>
internal sealed class StaleBlobException(RequestFailedException reason)
    : Exception("The blob was deleted or replaced since it was listed.", reason);

/// <summary>Gives a blob function its blob in the form that it asks for.</summary>
internal static class BlobValue
{
    /// <summary>The binder for a trigger of that type; null when a blob cannot be given so.</summary>
    public static ParameterBinder? BinderFor(Type type)
    {
        if (type == typeof(BlobClient))
        {
            return static context => ValueTask.FromResult<object?>(Blob(context).Client);
        }

        if (type == typeof(Stream))
        {
            return static context => FreshAsync(OpenAsync, context);
        }

        if (type == typeof(BinaryData))
        {
            return static context => FreshAsync(DownloadAsync, context);
        }

        if (type == typeof(string))
        {
            return static async context => ((BinaryData)(await FreshAsync(DownloadAsync, context))!).ToString();
        }

        if (type == typeof(byte[]))
        {
            return static async context => ((BinaryData)(await FreshAsync(DownloadAsync, context))!).ToArray();
        }

        return null;
    }

    private static TriggeredBlob Blob(LocalFunctionContext context) => (TriggeredBlob)context.TriggerValue!;

    private static async Task<object> OpenAsync(TriggeredBlob blob, CancellationToken cancellation)
        => await blob.Client.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { Conditions = IfUnchanged(blob) }, cancellation);

    private static async Task<object> DownloadAsync(TriggeredBlob blob, CancellationToken cancellation)
        => (await blob.Client.DownloadContentAsync(new BlobDownloadOptions { Conditions = IfUnchanged(blob) }, cancellation)).Value.Content;

    private static BlobRequestConditions IfUnchanged(TriggeredBlob blob) => new() { IfMatch = blob.ETag };

    private static async ValueTask<object?> FreshAsync(
        Func<TriggeredBlob, CancellationToken, Task<object>> read, LocalFunctionContext context)
    {
        try
        {
            return await read(Blob(context), context.CancellationToken);
        }
        catch (RequestFailedException error) when (error.Status is 404 or 412)
        {
            throw new StaleBlobException(error);
        }
    }
}
