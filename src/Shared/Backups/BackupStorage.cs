using Azure.Storage.Blobs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Backups;

/// <summary>Where copies of the tables are kept.</summary>
public static class BackupStorage
{
    private static readonly HubContainer backups = new("backups");

    /// <summary>All of its containers.</summary>
    public static readonly IReadOnlyList<HubContainer> Containers = [backups];

    extension(HubStorage storage)
    {
        /// <summary>Copies of the tables: <c>{backup}/{table}.jsonl.gz</c>.</summary>
        public BlobContainerClient Backups => storage.Of(backups);
    }
}
