using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace HubAutomation.Shared.Platform.Storage;

/// <summary>Where the platform keeps what is nobody's in particular.</summary>
public static class PlatformStorage
{
    private static readonly HubContainer work = new("work");
    private static readonly HubContainer published = new("published");
    private static readonly HubContainer mailings = new("mailings");
    private static readonly HubContainer configuration = new("configuration");
    private static readonly HubContainer acceptedConfiguration = new("configuration-accepted");

    private static readonly HubTable runs = new("Runs", RestoreRules.EndedRuns);
    private static readonly HubTable runEvents = new("RunEvents", RestoreRules.OnlyAdded("what a run has done is never changed"));
    private static readonly HubTable audit = new("Audit", RestoreRules.OnlyAdded("the audit trail is only ever added to"));
    private static readonly HubTable blobTries = new("BlobTries", RestoreRules.OnlyAdded("tries are counted on"));
    private static readonly HubTable schedules = new("Schedules", RestoreRules.OnlyAdded("what was started by the clock stays started"));
    private static readonly HubTable mailLedger = new("MailLedger", RestoreRules.OnlyAdded("a mail that has gone further since would be sent again"));
    private static readonly HubTable mailSuppressions = new("MailSuppressions", Restore: null);
    private static readonly HubTable mailUnsubscriptions = new("MailUnsubscriptions", Restore: null);

    // A counter that was set back to what it was would let mails go too fast.
    private static readonly HubTable mailQuota = new("MailQuota", RestoreRules.Counter, IsCopied: false);
    private static readonly HubTable linkUses = new("LinkUses", RestoreRules.OnlyAdded("a link that was used stays used"));

    // A key in a copy would be a secret in one more place, and could come back after it was changed.
    private static readonly HubTable hubKeys = new("HubKeys", RestoreRules.Never(RestoreRules.Secret), IsCopied: false);

    /// <summary>All of its containers.</summary>
    public static readonly IReadOnlyList<HubContainer> Containers = [work, published, mailings, configuration, acceptedConfiguration];

    /// <summary>All of its tables.</summary>
    public static readonly IReadOnlyList<HubTable> Tables =
        [runs, runEvents, audit, blobTries, schedules, mailLedger, mailSuppressions, mailUnsubscriptions, mailQuota, linkUses, hubKeys];

    extension(HubStorage storage)
    {
        /// <summary>Steps' working files, <c>{authority}/{key of the run}/</c>; removed when the run ends.</summary>
        public BlobContainerClient Work => storage.Of(work);

        /// <summary>What families see.</summary>
        public BlobContainerClient Published => storage.Of(published);

        /// <summary>What mails say and to whom, by id: <c>{authority}/{campaign}/{period}.json</c>.</summary>
        public BlobContainerClient Mailings => storage.Of(mailings);

        /// <summary>JSON per authority, as uploaded.</summary>
        public BlobContainerClient Configuration => storage.Of(configuration);

        /// <summary>Every configuration that was found valid, in the order of acceptance.</summary>
        public BlobContainerClient AcceptedConfiguration => storage.Of(acceptedConfiguration);

        /// <summary>Runs of workflows: partition the authority, row the run id.</summary>
        public TableClient Runs => storage.Of(runs);

        /// <summary>Steps of runs: partition the run id, row time and invocation.</summary>
        public TableClient RunEvents => storage.Of(runEvents);

        /// <summary>Append-only trail: partition <c>{authority}.{year}{month}</c>, row time and what.</summary>
        public TableClient Audit => storage.Of(audit);

        /// <summary>Failed tries of functions that blobs start: partition the authority, row a key of function and blob.</summary>
        public TableClient BlobTries => storage.Of(blobTries);

        /// <summary>Claims of due times: partition the authority, row <c>{workflow}.{due}</c>.</summary>
        public TableClient Schedules => storage.Of(schedules);

        /// <summary>Every mail to every recipient, written before it is sent: partition <c>{authority}.{campaign}</c>.</summary>
        public TableClient MailLedger => storage.Of(mailLedger);

        /// <summary>Addresses that mails came back from, as keyed hashes: partition the authority.</summary>
        public TableClient MailSuppressions => storage.Of(mailSuppressions);

        /// <summary>Who gets no more of which mails, as keyed hashes: partition <c>{authority}.{subscription}</c>.</summary>
        public TableClient MailUnsubscriptions => storage.Of(mailUnsubscriptions);

        /// <summary>How many mails were sent in the last hour: one row; and a row that is written to see whether writing goes.</summary>
        public TableClient MailQuota => storage.Of(mailQuota);

        /// <summary>Personal links that were used: partition the authority, row the link's id.</summary>
        public TableClient LinkUses => storage.Of(linkUses);

        /// <summary>Keys that the hub has made up for itself: one row a purpose.</summary>
        public TableClient HubKeys => storage.Of(hubKeys);
    }
}
