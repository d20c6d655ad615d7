using Azure.Data.Tables;
using Azure.Storage.Blobs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Where returns are kept.</summary>
public static class ReturnStorage
{
    private static readonly HubContainer figures = new("figures");
    private static readonly HubContainer documents = new("returns");

    private static readonly HubTable returns = new("Returns", Restore: null);
    private static readonly HubTable lines = new("ReturnLines", Restore: null);
    private static readonly HubTable submissions = new("Submissions", RestoreRules.OnlyAdded("what leads have said is only ever added to"));
    private static readonly HubTable findings = new("Findings", Restore: null);
    private static readonly HubTable waiting = new("Waiting", RestoreRules.Never("what waits for whom follows from the returns: it is written anew when a return asks again, or is started anew (restart)"));

    /// <summary>All of its containers.</summary>
    public static readonly IReadOnlyList<HubContainer> Containers = [figures, documents];

    /// <summary>All of its tables.</summary>
    public static readonly IReadOnlyList<HubTable> Tables = [returns, lines, submissions, findings, waiting];

    extension(HubStorage storage)
    {
        /// <summary>What figures are computed from: <c>{authority}/{source}/{months}.csv</c>. Some of it is personal data: for the hub and those who deliver it only.</summary>
        public BlobContainerClient Figures => storage.Of(figures);

        /// <summary>Monthly returns: <c>{authority}/{month}/v{version}/</c> with the draft, what was left out of the figures, and the finished documents.</summary>
        public BlobContainerClient ReturnDocuments => storage.Of(documents);

        /// <summary>Versions of monthly returns: partition the authority, row <c>{month}.{version}</c>; row "chain" is the end of the chain of frozen ones.</summary>
        public TableClient Returns => storage.Of(returns);

        /// <summary>
        /// Lines of frozen returns, twice: partition <c>{authority}.{month}.{version}</c> by their order, and partition <c>{authority}.{measure}</c>
        /// by month.
        /// </summary>
        public TableClient ReturnLines => storage.Of(lines);

        /// <summary>What strand leads have said, and never changed: partition <c>{authority}.{month}</c>, row <c>{strand}.{time}.{measure}</c>.</summary>
        public TableClient Submissions => storage.Of(submissions);

        /// <summary>What was found in returns, with what was said about it: partition <c>{authority}.{month}.{version}</c>, row the finding's key.</summary>
        public TableClient Findings => storage.Of(findings);

        /// <summary>What waits for whom: partition <c>{authority}.{person}</c>, row <c>{month}.{version}.{what}</c>; removed when it is done.</summary>
        public TableClient Waiting => storage.Of(waiting);
    }
}
