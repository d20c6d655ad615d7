using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Backups;

/// <summary>The files of backups, in container <c>backups</c>: compressed, with a checksum, never whole in memory.</summary>
public sealed class BackupStore(HubStorage storage)
{
    private const string RowsKey = "rows";
    private const string Sha256Key = "sha256";
    private const string Missing = "missing";

    /// <summary>The manifest of a backup; null while it is not complete, when there is no such backup, or when it is not what was written.</summary>
    public async Task<BackupManifest?> ManifestAsync(string backup, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult found = await Manifest(backup).DownloadContentAsync(cancellation);
            return found.Content.ToObjectFromJson<BackupManifest>(HubJson.Options);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 400)
        {
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the manifest: the backup is complete.</summary>
    public Task CompleteAsync(string backup, BackupManifest manifest, CancellationToken cancellation) =>
        Manifest(backup).UploadAsync(BinaryData.FromObjectAsJson(manifest, HubJson.Options), overwrite: true, cancellation);

    /// <summary>A table that is in the backup already; null when it is not.</summary>
    public async Task<TableFile?> FindAsync(string backup, string table, CancellationToken cancellation)
    {
        try
        {
            BlobProperties found = await File(backup, table).GetPropertiesAsync(cancellationToken: cancellation);
            var rows = found.Metadata[RowsKey];
            return new TableFile(table, rows == Missing ? null : long.Parse(rows, CultureInfo.InvariantCulture), found.Metadata[Sha256Key]);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Writes a table's rows. The file appears when it is whole.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="table">The table; one that does not exist is noted as missing.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TableFile> SaveAsync(string backup, TableClient table, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        await using var content = TemporaryFile.Create();
        var rows = await CompressAsync(table, content, cancellation);
        content.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        content.Position = 0;
        var metadata = new Dictionary<string, string> { [RowsKey] = rows?.ToString(CultureInfo.InvariantCulture) ?? Missing, [Sha256Key] = hash };
        await File(backup, table.Name).UploadAsync(content, new BlobUploadOptions { Metadata = metadata }, cancellation);
        return new TableFile(table.Name, rows, hash);
    }

    /// <summary>Opens a table's rows for reading; null when they are not what was written.</summary>
    public async Task<StreamReader?> OpenAsync(string backup, TableFile file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        var content = TemporaryFile.Create();
        await File(backup, file.Table).DownloadToAsync(content, cancellation);
        content.Position = 0;
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation)) != file.Sha256)
        {
            await content.DisposeAsync();
            return null;
        }

        content.Position = 0;
        return new StreamReader(new GZipStream(content, CompressionMode.Decompress));
    }

    private static async Task<long?> CompressAsync(TableClient table, FileStream target, CancellationToken cancellation)
    {
        await using var lines = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        var rows = 0L;
        try
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellation))
            {
                await lines.WriteAsync(EntityLine.Write(row), cancellation);
                lines.WriteByte((byte)'\n');
                rows++;
            }

            return rows;
        }
        catch (RequestFailedException e) when (e.ErrorCode == StorageTrouble.PartLost)
        {
            return null;
        }
    }

    private BlobClient Manifest(string backup) => storage.Backups.GetBlobClient($"{backup}/manifest.json");

    private BlobClient File(string backup, string table) => storage.Backups.GetBlobClient($"{backup}/{table}.jsonl.gz");
}
