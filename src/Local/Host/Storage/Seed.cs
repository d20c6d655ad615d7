using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Local.Host.Blobs;
using Microsoft.AspNetCore.StaticFiles;

namespace HubAutomation.Local.Host.Storage;

/// <summary>What became of the files of a seed folder.</summary>
internal readonly record struct SeedCounts(int New, int Changed, int Unchanged)
{
    public int Total => New + Changed + Unchanged;
}

/// <summary>
/// Uploads DIR/container/... as blobs. Files whose content is there already are left alone, so that nothing is started
/// for them a second time.
/// </summary>
internal sealed class Seed(BlobServiceClient storage)
{
    private const int AtOnce = 8;

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <param name="folder">The seed folder.</param>
    /// <param name="stateFolder">The host's own folder, which is left out where it lies within the seed folder.</param>
    /// <param name="progress">Is told how far it has got, in words for a person.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HostStartException">There is no such folder.</exception>
    public async Task<SeedCounts> UploadAsync(string folder, string stateFolder, IProgress<string> progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            throw new HostStartException($"The seed folder {Path.GetFullPath(folder)} does not exist.");
        }

        var containers = Directory.EnumerateDirectories(folder)
            .Where(IsContainer)
            .Where(container => Path.GetFullPath(container) != Path.GetFullPath(stateFolder))
            .Order(StringComparer.Ordinal)
            .Select(container => (Folder: container, Files: FilesIn(container)))
            .ToList();
        var (total, done) = (containers.Sum(container => container.Files.Count), 0);
        void OneMore() => progress.Report($"Seeding {folder}: {Interlocked.Increment(ref done)} of {total} files");
        var counts = default(SeedCounts);
        foreach (var (container, files) in containers)
        {
            var uploaded = await UploadContainerAsync(container, files, OneMore, cancellation);
            counts = new(counts.New + uploaded.New, counts.Changed + uploaded.Changed, counts.Unchanged + uploaded.Unchanged);
        }

        return counts;
    }

    private static List<string> FilesIn(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith('.'))
        .Order(StringComparer.Ordinal)];

    private async Task<SeedCounts> UploadContainerAsync(string folder, List<string> files, Action oneMore, CancellationToken cancellation)
    {
        var container = storage.GetBlobContainerClient(Path.GetFileName(folder));
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var there = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: cancellation))
        {
            there[blob.Name] = blob.Properties.ContentHash;
        }

        int added = 0, changed = 0, unchanged = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(files, parallel, async (file, cancel) =>
        {
            var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            await using var content = File.OpenRead(file);
            var hash = await Md5Async(content, cancel);
            var isThere = there.TryGetValue(name, out var known);
            if (isThere && known is not null && hash.AsSpan().SequenceEqual(known))
            {
                Interlocked.Increment(ref unchanged);
            }
            else
            {
                await UploadAsync(container.GetBlobClient(name), content, hash, cancel);
                _ = isThere ? Interlocked.Increment(ref changed) : Interlocked.Increment(ref added);
            }

            oneMore();
        });
        return new SeedCounts(added, changed, unchanged);
    }

    private static async Task<byte[]> Md5Async(Stream content, CancellationToken cancellation)
    {
#pragma warning disable CA5351 // Blob storage keeps MD5 as the hash of a blob's content; nothing is protected by it.
        var hash = await MD5.HashDataAsync(content, cancellation);
#pragma warning restore CA5351
        content.Position = 0;
        return hash;
    }

    /// <summary>Uploads a file as a blob.</summary>
    public static async Task PutAsync(BlobClient blob, Stream content, CancellationToken cancellation) =>
        await UploadAsync(blob, content, await Md5Async(content, cancellation), cancellation);

    private static Task<Response<BlobContentInfo>> UploadAsync(BlobClient blob, Stream content, byte[] hash, CancellationToken cancellation)
        => blob.UploadAsync(
            content,
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders
                {
                    ContentHash = hash,
                    ContentType = ContentTypes.TryGetContentType(blob.Name, out var type) ? type : "application/octet-stream",
                },
            },
            cancellation);

    private static bool IsContainer(string folder) => BlobPathPattern.IsContainerName(Path.GetFileName(folder));
}
