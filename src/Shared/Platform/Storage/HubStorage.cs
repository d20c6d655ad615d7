using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>A container that something keeps files in.</summary>
/// <param name="Name">Its name in the storage account.</param>
public sealed record HubContainer(string Name);

/// <summary>A table that something keeps rows in.</summary>
/// <param name="Name">Its name in the storage account.</param>
/// <param name="Restore">What may become of its rows when a copy is put back; null where that hangs on other rows, which the restore knows.</param>
/// <param name="IsCopied">Whether it is copied each night.</param>
public sealed record HubTable(string Name, RestoreRule? Restore, bool IsCopied = true);

/// <summary>
/// The hub's storage account. What is kept in it is declared by whoever keeps it, who also names it: <see cref="PlatformStorage"/> for the
/// platform, and each capability for its own.
/// </summary>
public sealed class HubStorage(
    BlobServiceClient blobs, TableServiceClient tables, IReadOnlyList<HubContainer> hubContainers, IReadOnlyList<HubTable> hubTables)
{
    /// <summary>Every container of the hub.</summary>
    public IReadOnlyList<HubContainer> Containers => hubContainers;

    /// <summary>Every table of the hub.</summary>
    public IReadOnlyList<HubTable> Tables => hubTables;

    private readonly ConcurrentDictionary<string, BlobContainerClient> containerClients = new();
    private readonly ConcurrentDictionary<string, TableClient> tableClients = new();

    /// <summary>A container.</summary>
    public BlobContainerClient Of(HubContainer container) => containerClients.GetOrAdd(container.Name, blobs.GetBlobContainerClient);

    /// <summary>A table.</summary>
    public TableClient Of(HubTable table) => tableClients.GetOrAdd(table.Name, tables.GetTableClient);

    /// <summary>The tables that are copied each night.</summary>
    public IReadOnlyList<TableClient> TablesToKeep => [.. hubTables.Where(table => table.IsCopied).Select(Of)];

    /// <summary>A table by its name; null when the hub has none of that name.</summary>
    public HubTable? FindTable(string name) => hubTables.FirstOrDefault(table => table.Name == name);

    /// <summary>Connects by connection string or else by managed identity; makes no request.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="containers">Every container of the hub.</param>
    /// <param name="tables">Every table of the hub.</param>
    /// <exception cref="InvalidOperationException">Neither setting is there.</exception>
    public static HubStorage Connect(PlatformOptions options, IReadOnlyList<HubContainer> containers, IReadOnlyList<HubTable> tables)
    {
        if (options.StorageConnection is { } connection)
        {
            return new HubStorage(new BlobServiceClient(connection, StorageTransport.ForBlobs()), new TableServiceClient(connection, StorageTransport.ForTables()), containers, tables);
        }

        if (options.StorageAccount is { } account)
        {
            var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions
            {
                ManagedIdentityClientId = options.StorageIdentity,
            });
            return new HubStorage(
                new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), credential, StorageTransport.ForBlobs()),
                new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), credential, StorageTransport.ForTables()),
                containers, tables);
        }

        throw new InvalidOperationException(
            "No storage is configured: set AzureWebJobsStorage to a connection string (UseDevelopmentStorage=true on your own machine) "
            + "or AzureWebJobsStorage__accountName to the account's name.");
    }

    /// <summary>What is in a blob.</summary>
    /// <param name="blob"><c>{container}/{name}</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RequestFailedException">There is no such blob.</exception>
    public async Task<BinaryData> ContentAsync(string blob, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(blob);
        var parts = blob.Split('/', 2);
        BlobDownloadResult found = await blobs.GetBlobContainerClient(parts[0]).GetBlobClient(parts[1]).DownloadContentAsync(cancellation);
        return found.Content;
    }

    /// <summary>The version (ETag) of a blob that is there now; null when there is none.</summary>
    /// <param name="blob"><c>{container}/{name}</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> VersionAsync(string blob, CancellationToken cancellation)
    {
        try
        {
            var parts = blob.Split('/', 2);
            BlobProperties properties = await blobs.GetBlobContainerClient(parts[0]).GetBlobClient(parts[1]).GetPropertiesAsync(cancellationToken: cancellation);
            return properties.ETag.ToString("H").Trim('"');
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Asks for something of the blobs and of the tables, to see whether they answer; what it is does not matter.</summary>
    /// <exception cref="Exception">They do not work; <see cref="StorageTrouble"/> says how.</exception>
    public async Task ProbeAsync(CancellationToken cancellation)
    {
        await this.Published.GetPropertiesAsync(cancellationToken: cancellation);
        await this.HubKeys.GetEntityIfExistsAsync<TableEntity>("probe", "probe", cancellationToken: cancellation);
    }

    /// <summary>Writes a row, always the same: storage that is full, or lets the hub read only, answers all the same.</summary>
    /// <exception cref="Exception">It cannot be written to; <see cref="StorageTrouble"/> says how.</exception>
    public async Task ProbeWritingAsync(CancellationToken cancellation) =>
        await this.MailQuota.UpsertEntityAsync(new TableEntity("probe", "probe"), TableUpdateMode.Replace, cancellation);

    /// <summary>Creates every container and table that is missing.</summary>
    public async Task CreateIfMissingAsync(CancellationToken cancellation)
    {
        foreach (var container in hubContainers)
        {
            await Of(container).CreateIfNotExistsAsync(cancellationToken: cancellation);
        }

        foreach (var table in hubTables)
        {
            await Of(table).CreateIfNotExistsAsync(cancellation);
        }
    }
}
