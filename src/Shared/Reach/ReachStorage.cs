using Azure.Storage.Blobs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Reach;

/// <summary>Where national files are kept that all authorities share.</summary>
public static class ReachStorage
{
    /// <summary>Name of the container that national files are put in; blob triggers need it as a constant.</summary>
    public const string Inbox = "reference";

    private static readonly HubContainer inbox = new(Inbox);
    private static readonly HubContainer ready = new("reference-ready");

    /// <summary>All of its containers.</summary>
    public static readonly IReadOnlyList<HubContainer> Containers = [inbox, ready];

    extension(HubStorage storage)
    {
        /// <summary>National files, as downloaded, under any name.</summary>
        public BlobContainerClient Reference => storage.Of(inbox);

        /// <summary>What is kept of national files: <c>{kind}.json</c> and the lines that it names.</summary>
        public BlobContainerClient ReferenceReady => storage.Of(ready);
    }
}
