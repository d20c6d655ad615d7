using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Backups;

/// <summary>
/// What may be brought back of returns, so that nothing which is frozen changes and the chain of fingerprints fits afterwards as it fitted
/// before. A frozen return comes back only into its own gap of the chain; the chain's end only where no return is frozen any more.
/// </summary>
public sealed class ReturnsRestore
{
    private const string IsFrozen = "what is frozen is never changed";
    private const string DoesNotFit = "a frozen return comes back only into its gap of the chain of fingerprints";
    private const string MayBeFrozen = "a frozen return is missing, and it may be this one: bring back the newest copy that has it frozen";

    private readonly Dictionary<string, Chain> chains = [];

    /// <summary>Looks at the rows of table <c>Returns</c>, of a few authorities or all.</summary>
    /// <param name="kept">Those of the backup.</param>
    /// <param name="standing">Those that stand.</param>
    public ReturnsRestore(IReadOnlyCollection<TableEntity> kept, IReadOnlyCollection<TableEntity> standing)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(standing);
        foreach (var authority in kept.Concat(standing).Select(row => row.PartitionKey).Distinct())
            chains[authority] = new Chain([.. kept.Where(row => row.PartitionKey == authority)], [.. standing.Where(row => row.PartitionKey == authority)]);
    }

    /// <summary>The rule of table <c>Returns</c>.</summary>
    public RestoreVerdict Returns(TableEntity kept, TableEntity? standing)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return chains[kept.PartitionKey].Verdict(kept, standing);
    }

    /// <summary>The rule of table <c>ReturnLines</c>: lines belong to a return that is frozen now as it was frozen then.</summary>
    /// <param name="alsoReturns">Whether the order brings back returns, too.</param>
    public RestoreRule Lines(bool alsoReturns) => (kept, standing) =>
        standing is not null ? RestoreVerdict.Leave("the lines of a return are never changed")
            : OwnerOf(kept) is var (authority, key) && chains.TryGetValue(authority, out var chain) && chain.IsFrozenAlike(key, alsoReturns) ? RestoreVerdict.AsOrdered
            : RestoreVerdict.Leave("lines come back only to a return that is frozen now as it was frozen then");

    /// <summary>The rule of table <c>Findings</c>: what was found in a frozen return is as frozen as the return.</summary>
    /// <param name="alsoReturns">Whether the order brings back returns, too.</param>
    public RestoreRule Findings(bool alsoReturns) => (kept, standing) =>
        standing is not null ? RestoreVerdict.Leave("what was found or said since stays")
            : OwnerOf(kept) is var (authority, key) && chains.TryGetValue(authority, out var chain) && (chain.IsFrozenAlike(key, alsoReturns) || chain.IsOpenAlike(key, alsoReturns)) ? RestoreVerdict.AsOrdered
            : RestoreVerdict.Leave("findings come back only to a return that stands as it stood then");

    // Partition {authority}.{month}.{version}; or {authority}.{measure}, with the return for the row's name.
    private static (string Authority, string Key) OwnerOf(TableEntity row)
    {
        var parts = row.PartitionKey.Split('.', 2);
        return parts is [var authority, var rest] ? (authority, ReturnRef.Parse(authority, rest) is null ? row.RowKey : rest) : (row.PartitionKey, row.RowKey);
    }

    /// <summary>The returns of one authority.</summary>
    private sealed class Chain
    {
        private readonly Dictionary<string, TableEntity> kept;
        private readonly Dictionary<string, TableEntity> standing;
        private readonly HashSet<string> fitting = [];
        private readonly bool isBegunAnew;
        private readonly bool isWhole;

        public Chain(IReadOnlyCollection<TableEntity> kept, IReadOnlyCollection<TableEntity> standing)
        {
            this.kept = kept.ToDictionary(row => row.RowKey);
            this.standing = standing.ToDictionary(row => row.RowKey);
            var byNumber = new SortedDictionary<int, TableEntity>();
            foreach (var row in standing.Where(HasNumber))
                byNumber.TryAdd(NumberOf(row), row);
            isBegunAnew = byNumber.Count == 0 && LengthOf(this.standing.GetValueOrDefault(ChainEnd.Row)) == 0;
            var end = (isBegunAnew ? this.kept : this.standing).GetValueOrDefault(ChainEnd.Row);
            foreach (var row in kept.Where(HasNumber).OrderBy(NumberOf))
            {
                if (!Stands(row) && Fits(row, byNumber, end))
                {
                    byNumber[NumberOf(row)] = row;
                    fitting.Add(row.RowKey);
                }
            }

            isWhole = byNumber.Count == LengthOf(end);
        }

        public RestoreVerdict Verdict(TableEntity row, TableEntity? now)
        {
            if (row.RowKey == ChainEnd.Row)
                return isBegunAnew ? new RestoreVerdict(null, IsAsGoodAsMissing: true) : RestoreVerdict.Leave("the chain of frozen returns goes on, and is never set back");
            if (now is not null && HasNumber(now))
                return RestoreVerdict.Leave(IsFrozen);
            if (HasNumber(row))
                return fitting.Contains(row.RowKey) ? RestoreVerdict.AsOrdered : RestoreVerdict.Leave(DoesNotFit);
            return now is not null ? RestoreVerdict.Leave("a return that is under way goes on with its run")
                : isWhole ? RestoreVerdict.AsOrdered : RestoreVerdict.Leave(MayBeFrozen);
        }

        /// <summary>Whether a return was frozen then, and is frozen with the same fingerprint when all is done.</summary>
        public bool IsFrozenAlike(string key, bool alsoReturns) =>
            kept.TryGetValue(key, out var then) && HasNumber(then)
            && (standing.TryGetValue(key, out var now) && HasNumber(now) ? FingerprintOf(now) == FingerprintOf(then) : alsoReturns && now is null && fitting.Contains(key));

        /// <summary>Whether a return was not frozen then, and is not frozen when all is done.</summary>
        public bool IsOpenAlike(string key, bool alsoReturns) =>
            kept.TryGetValue(key, out var then) && !HasNumber(then)
            && (standing.TryGetValue(key, out var now) ? !HasNumber(now) : alsoReturns && isWhole);

        private bool Stands(TableEntity row) => standing.TryGetValue(row.RowKey, out var now) && HasNumber(now);

        private static bool Fits(TableEntity row, SortedDictionary<int, TableEntity> byNumber, TableEntity? end)
        {
            var number = NumberOf(row);
            return number <= LengthOf(end) && !byNumber.ContainsKey(number)
                && (!byNumber.TryGetValue(number - 1, out var before) || PreviousOf(row) == FingerprintOf(before))
                && (byNumber.TryGetValue(number + 1, out var after) ? PreviousOf(after) == FingerprintOf(row) : number < LengthOf(end) || FingerprintOf(end!) == FingerprintOf(row));
        }

        private static bool HasNumber(TableEntity row) => row.RowKey != ChainEnd.Row && NumberOf(row) > 0;

        private static int NumberOf(TableEntity row) => row.GetInt32(nameof(ReturnRow.ChainNumber)) ?? 0;

        private static int LengthOf(TableEntity? end) => end?.GetInt32(nameof(ChainEnd.Length)) ?? 0;

        private static string FingerprintOf(TableEntity row) => row.GetString(nameof(ReturnRow.Fingerprint)) ?? "";

        private static string PreviousOf(TableEntity row) => row.GetString(nameof(ReturnRow.Previous)) ?? "";
    }
}
