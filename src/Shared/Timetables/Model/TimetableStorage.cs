using Azure.Data.Tables;
using Azure.Storage.Blobs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Model;

/// <summary>Where timetables are kept, from the file that a partner drops to what families see.</summary>
public static class TimetableStorage
{
    /// <summary>Name of the container that partners drop timetables in; blob triggers need it as a constant.</summary>
    public const string Inbox = "timetables";

    private static readonly HubContainer inbox = new(Inbox);
    private static readonly HubContainer quarantine = new("quarantine");
    private static readonly HubContainer changes = new("timetable-changes");
    private static readonly HubContainer uploads = new("uploads");
    private static readonly HubContainer outbox = new("outbox");

    private static readonly HubTable sessions = new("TimetableSessions", RestoreRules.Free);
    private static readonly HubTable files = new("TimetableFiles", RestoreRules.Free);
    private static readonly HubTable versions = new("TimetableVersions", RestoreRules.OnlyAdded("a version that was accepted is never changed"));

    // A counter that was set back to what it was would let merges seem to be published.
    private static readonly HubTable publishTickets = new("PublishTickets", RestoreRules.Counter, IsCopied: false);

    /// <summary>All of its containers.</summary>
    public static readonly IReadOnlyList<HubContainer> Containers = [inbox, quarantine, changes, uploads, outbox];

    /// <summary>All of its tables.</summary>
    public static readonly IReadOnlyList<HubTable> Tables = [sessions, files, versions, publishTickets];

    extension(HubStorage storage)
    {
        /// <summary>What partners drop: <c>{authority}/{partner}/{file}</c>.</summary>
        public BlobContainerClient Timetables => storage.Of(inbox);

        /// <summary>Copies of files that could not be read at all, with the reason.</summary>
        public BlobContainerClient Quarantine => storage.Of(quarantine);

        /// <summary>What each accepted version of a timetable added, changed and withdrew.</summary>
        public BlobContainerClient Changes => storage.Of(changes);

        /// <summary>Files that partners have chosen on their upload page and not yet sent: <c>{authority}/{partner}/{link}/{draft}</c>.</summary>
        public BlobContainerClient Uploads => storage.Of(uploads);

        /// <summary>Receipts to partners.</summary>
        public BlobContainerClient Outbox => storage.Of(outbox);

        /// <summary>Sessions: partition <c>{authority}.{partner}.{file key}</c>, row the session's id.</summary>
        public TableClient Sessions => storage.Of(sessions);

        /// <summary>The newest outcome of every file: partition the authority, row <c>{partner}.{file key}</c>.</summary>
        public TableClient TimetableFiles => storage.Of(files);

        /// <summary>Accepted versions, newest first: partition the authority, row <c>{inverted time}.{partner}.{file key}</c>.</summary>
        public TableClient TimetableVersions => storage.Of(versions);

        /// <summary>Counts the merges that families have yet to see: partition the authority, row "timetables".</summary>
        public TableClient PublishTickets => storage.Of(publishTickets);
    }
}
