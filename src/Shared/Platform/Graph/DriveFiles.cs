using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>
/// Files of a document library. What is not answered as expected is thrown: <see cref="ApiException"/> with Graph's status, or what the
/// network said.
/// </summary>
public sealed class DriveFiles(GraphConnection graph, string driveId, TimeProvider time)
{
    /// <summary>
    /// Larger files go up in ranges. The limit is the one of Graph's older documentation (4 MB), which every tenant takes; the present
    /// one is 250 MB, but a file that is cut off at its end would have to be sent anew.
    /// </summary>
    public const int LargestSimpleUpload = 4 * 1024 * 1024;

    /// <summary>Reads a file into a stream. The tag is asked for first: a change meanwhile shows as another change, never as none.</summary>
    /// <param name="path">Its place below the library's root, with slashes.</param>
    /// <param name="knownTag">The tag of what was read before; null to read whatever there is.</param>
    /// <param name="destination">Where its content goes.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Download> DownloadAsync(string path, string? knownTag, Stream destination, CancellationToken cancellation)
    {
        try
        {
            var item = await Item(path).GetAsync(request => SetTag(request.Headers, "If-None-Match", knownTag), cancellation);
            await using var content = await Item(path).Content.GetAsync(cancellationToken: cancellation) ?? Stream.Null;
            await content.CopyToAsync(destination, cancellation);
            return new Download(DownloadOutcome.Read, FileOf(path, item!));
        }
        catch (ApiException e) when (e.ResponseStatusCode == 304)
        {
            return new Download(DownloadOutcome.Unchanged, null);
        }
        catch (ODataError e) when (e.ResponseStatusCode == 404)
        {
            return new Download(DownloadOutcome.NotFound, null);
        }
    }

    /// <summary>The files of a folder, without those of folders in it; null when there is no such folder.</summary>
    /// <param name="folder">Its place below the library's root, with slashes; empty for the root.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<DriveFile>?> ListAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            var children = folder.Length == 0 ? graph.Client.Drives[driveId].Items["root"].Children : Item(folder).Children;
            var page = await children.GetAsync(cancellationToken: cancellation);
            var files = new List<DriveFile>();
            while (page is not null)
            {
                files.AddRange(page.Value!.Where(i => i.File is not null).Select(i => FileOf(folder.Length == 0 ? i.Name! : $"{folder}/{i.Name}", i)));
                page = page.OdataNextLink is { } next ? await children.WithUrl(next).GetAsync(cancellationToken: cancellation) : null;
            }

            return files;
        }
        catch (ODataError e) when (e.ResponseStatusCode == 404)
        {
            return null;
        }
    }

    /// <summary>
    /// Puts a file into the library, with the folders that lead to it, in place of what is there. The same twice leaves the same.
    /// </summary>
    /// <param name="path">Its place below the library's root, with slashes.</param>
    /// <param name="content">What it holds; a stream that can seek, from its beginning.</param>
    /// <param name="onlyOver">The tag of the only file that may be replaced; null for whatever is there.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The file as it is now; null when another one than <paramref name="onlyOver"/> is there, or none.</returns>
    public async Task<DriveFile?> UploadAsync(string path, Stream content, string? onlyOver, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length <= LargestSimpleUpload && onlyOver is null)
        {
            return FileOf(path, (await Item(path).Content.PutAsync(content, cancellationToken: cancellation))!);
        }

        try
        {
            var upload = new LargeUpload(graph, Item(path), onlyOver, time);
            return FileOf(path, await upload.SendAsync(content, cancellation));
        }
        catch (ODataError e) when (e.ResponseStatusCode == 412)
        {
            return null;
        }
    }

    internal static void SetTag(RequestHeaders headers, string name, string? tag)
    {
        if (tag is not null)
        {
            headers.Add(name, tag);
        }
    }

    // Of this very type: seen as its base, it would ask for another address.
    private CustomDriveItemItemRequestBuilder Item(string path) => graph.Client.Drives[driveId].Root.ItemWithPath(path);

    private static DriveFile FileOf(string path, DriveItem item) =>
        new(path, item.Size ?? 0, item.ETag!, item.LastModifiedDateTime!.Value);
}
