using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>
/// The hub's storage account: its containers and tables by name.
/// </summary>
public sealed class HubStorage(BlobServiceClient blobs, TableServiceClient tables)
{
    /// <summary>What partners drop: <c>{authority}/{partner}/{file}</c>.</summary>
    public BlobContainerClient Timetables { get; } = blobs.GetBlobContainerClient(TimetablesContainer);

    /// <summary>Copies of files that could not be read at all, with the reason.</summary>
    public BlobContainerClient Quarantine { get; } = blobs.GetBlobContainerClient("quarantine");

    /// <summary>Steps' working files, <c>{authority}/{key of the run}/</c>; removed when the run ends.</summary>
    public BlobContainerClient Work { get; } = blobs.GetBlobContainerClient("work");

    /// <summary>What each accepted version of a timetable added, changed and withdrew.</summary>
    public BlobContainerClient Changes { get; } = blobs.GetBlobContainerClient("timetable-changes");

    /// <summary>What families see.</summary>
    public BlobContainerClient Published { get; } = blobs.GetBlobContainerClient("published");

    /// <summary>Files that partners have chosen on their upload page and not yet sent: <c>{authority}/{partner}/{link}/{draft}</c>.</summary>
    public BlobContainerClient Uploads { get; } = blobs.GetBlobContainerClient("uploads");

    /// <summary>Receipts to partners.</summary>
    public BlobContainerClient Outbox { get; } = blobs.GetBlobContainerClient("outbox");

    /// <summary>What mails say and to whom, by id: <c>{authority}/{campaign}/{period}.json</c>.</summary>
    public BlobContainerClient Mailings { get; } = blobs.GetBlobContainerClient("mailings");

    /// <summary>JSON per authority, as uploaded.</summary>
    public BlobContainerClient Configuration { get; } = blobs.GetBlobContainerClient("configuration");

    /// <summary>Every configuration that was found valid, in the order of acceptance.</summary>
    public BlobContainerClient AcceptedConfiguration { get; } = blobs.GetBlobContainerClient("configuration-accepted");

    /// <summary>What figures are computed from: <c>{authority}/{source}/{months}.csv</c>. Some of it is personal data: for the hub and those who deliver it only.</summary>
    public BlobContainerClient Figures { get; } = blobs.GetBlobContainerClient("figures");

    /// <summary>National files that all authorities share, as downloaded, under any name.</summary>
    public BlobContainerClient Reference { get; } = blobs.GetBlobContainerClient(ReferenceContainer);

    /// <summary>What is kept of national files: <c>{kind}.json</c> and the lines that it names.</summary>
    public BlobContainerClient ReferenceReady { get; } = blobs.GetBlobContainerClient("reference-ready");

    /// <summary>Monthly returns: <c>{authority}/{month}/v{version}/</c> with the draft, what was left out of the figures, and the finished documents.</summary>
    public BlobContainerClient ReturnDocuments { get; } = blobs.GetBlobContainerClient("returns");

    /// <summary>Copies of the tables: <c>{backup}/{table}.jsonl.gz</c>.</summary>
    public BlobContainerClient Backups { get; } = blobs.GetBlobContainerClient("backups");

    /// <summary>Sessions: partition <c>{authority}.{partner}.{file key}</c>, row the session's id.</summary>
    public TableClient Sessions { get; } = tables.GetTableClient("TimetableSessions");

    /// <summary>The newest outcome of every file: partition the authority, row <c>{partner}.{file key}</c>.</summary>
    public TableClient TimetableFiles { get; } = tables.GetTableClient("TimetableFiles");

    /// <summary>Accepted versions, newest first: partition the authority, row <c>{inverted time}.{partner}.{file key}</c>.</summary>
    public TableClient TimetableVersions { get; } = tables.GetTableClient("TimetableVersions");

    /// <summary>Counts the merges that families have yet to see: partition the authority, row "timetables".</summary>
    public TableClient PublishTickets { get; } = tables.GetTableClient("PublishTickets");

    /// <summary>Runs of workflows: partition the authority, row the run id.</summary>
    public TableClient Runs { get; } = tables.GetTableClient("Runs");

    /// <summary>Steps of runs: partition the run id, row time and invocation.</summary>
    public TableClient RunEvents { get; } = tables.GetTableClient("RunEvents");

    /// <summary>Append-only trail: partition <c>{authority}.{year}{month}</c>, row time and what.</summary>
    public TableClient Audit { get; } = tables.GetTableClient("Audit");

    /// <summary>Failed tries of functions that blobs start: partition the authority, row a key of function and blob.</summary>
    public TableClient BlobTries { get; } = tables.GetTableClient("BlobTries");

    /// <summary>Claims of due times: partition the authority, row <c>{workflow}.{due}</c>.</summary>
    public TableClient Schedules { get; } = tables.GetTableClient("Schedules");

    /// <summary>Every mail to every recipient, written before it is sent: partition <c>{authority}.{campaign}</c>.</summary>
    public TableClient MailLedger { get; } = tables.GetTableClient("MailLedger");

    /// <summary>Addresses that mails came back from, as keyed hashes: partition the authority.</summary>
    public TableClient MailSuppressions { get; } = tables.GetTableClient("MailSuppressions");

    /// <summary>Who gets no more of which mails, as keyed hashes: partition <c>{authority}.{subscription}</c>.</summary>
    public TableClient MailUnsubscriptions { get; } = tables.GetTableClient("MailUnsubscriptions");

    /// <summary>How many mails were sent in the last hour: one row; and a row that is written to see whether writing goes.</summary>
    public TableClient MailQuota { get; } = tables.GetTableClient("MailQuota");

    /// <summary>Personal links that were used: partition the authority, row the link's id.</summary>
    public TableClient LinkUses { get; } = tables.GetTableClient("LinkUses");

    /// <summary>Versions of monthly returns: partition the authority, row <c>{month}.{version}</c>; row "chain" is the end of the chain of frozen ones.</summary>
    public TableClient Returns { get; } = tables.GetTableClient("Returns");

    /// <summary>
    /// Lines of frozen returns, twice: partition <c>{authority}.{month}.{version}</c> by their order, and partition <c>{authority}.{measure}</c>
    /// by month.
    /// </summary>
    public TableClient ReturnLines { get; } = tables.GetTableClient("ReturnLines");

    /// <summary>What strand leads have said, and never changed: partition <c>{authority}.{month}</c>, row <c>{strand}.{time}.{measure}</c>.</summary>
    public TableClient Submissions { get; } = tables.GetTableClient("Submissions");

    /// <summary>What was found in returns, with what was said about it: partition <c>{authority}.{month}.{version}</c>, row the finding's key.</summary>
    public TableClient Findings { get; } = tables.GetTableClient("Findings");

    /// <summary>What waits for whom: partition <c>{authority}.{person}</c>, row <c>{month}.{version}.{what}</c>; removed when it is done.</summary>
    public TableClient Waiting { get; } = tables.GetTableClient("Waiting");

    /// <summary>Keys that the hub has made up for itself: one row a purpose.</summary>
    public TableClient HubKeys { get; } = tables.GetTableClient("HubKeys");

    /// <summary>Name of the container that partners drop timetables in; blob triggers need it as a constant.</summary>
    public const string TimetablesContainer = "timetables";

    /// <summary>Name of the container that national files are put in.</summary>
    public const string ReferenceContainer = "reference";

    private BlobContainerClient[] Containers =>
        [Timetables, Quarantine, Work, Changes, Published, Uploads, Outbox, Mailings, Configuration, AcceptedConfiguration, Backups, Figures, Reference, ReferenceReady, ReturnDocuments];

    /// <summary>
    /// The tables that are copied each night: all but two counters and the keys. A counter that was set back to what it was would let mails go
    /// too fast, or merges seem to be published; a key in a copy would be a secret in one more place, and could come back after it was changed.
    /// </summary>
    public IReadOnlyList<TableClient> TablesToKeep => [.. Tables.Where(table => table != PublishTickets && table != MailQuota && table != HubKeys)];

    /// <summary>A table by its name; null when the hub has none of that name.</summary>
    public TableClient? FindTable(string name) => Tables.FirstOrDefault(table => table.Name == name);

    private TableClient[] Tables =>
    [
        Sessions, TimetableFiles, TimetableVersions, PublishTickets, Runs, RunEvents, Audit, BlobTries, Schedules,
        MailLedger, MailSuppressions, MailUnsubscriptions, MailQuota, LinkUses, HubKeys, Returns, ReturnLines, Submissions, Findings, Waiting,
    ];

    /// <summary>Connects by connection string or else by managed identity; makes no request.</summary>
    /// <exception cref="InvalidOperationException">Neither setting is there.</exception>
    public static HubStorage Connect(PlatformOptions options)
    {
        if (options.StorageConnection is { } connection)
        {
            return new HubStorage(new BlobServiceClient(connection, StorageTransport.ForBlobs()), new TableServiceClient(connection, StorageTransport.ForTables()));
        }

        if (options.StorageAccount is { } account)
        {
            var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions
            {
                ManagedIdentityClientId = options.StorageIdentity,
            });
            return new HubStorage(
                new BlobServiceClient(new Uri($"https://{account}.blob.core.windows.net"), credential, StorageTransport.ForBlobs()),
                new TableServiceClient(new Uri($"https://{account}.table.core.windows.net"), credential, StorageTransport.ForTables()));
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
        await Published.GetPropertiesAsync(cancellationToken: cancellation);
        await HubKeys.GetEntityIfExistsAsync<TableEntity>("probe", "probe", cancellationToken: cancellation);
    }

    /// <summary>Writes a row, always the same: storage that is full, or lets the hub read only, answers all the same.</summary>
    /// <exception cref="Exception">It cannot be written to; <see cref="StorageTrouble"/> says how.</exception>
    public async Task ProbeWritingAsync(CancellationToken cancellation) =>
        await MailQuota.UpsertEntityAsync(new TableEntity("probe", "probe"), TableUpdateMode.Replace, cancellation);

    /// <summary>Creates every container and table that is missing.</summary>
    public async Task CreateIfMissingAsync(CancellationToken cancellation)
    {
        foreach (var container in Containers)
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        }

        foreach (var table in Tables)
        {
            await table.CreateIfNotExistsAsync(cancellation);
        }
    }
}
