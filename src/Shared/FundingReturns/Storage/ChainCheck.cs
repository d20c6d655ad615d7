using HubAutomation.Shared.FundingReturns.Model;

namespace HubAutomation.Shared.FundingReturns.Storage;

/// <summary>What looking through an authority's frozen returns found.</summary>
/// <param name="IsWhole">Whether every fingerprint fits.</param>
/// <param name="Returns">How many are frozen.</param>
/// <param name="End">Fingerprint of the last; empty when there is none.</param>
/// <param name="Breaks">What does not fit, oldest first.</param>
public sealed record ChainReport(bool IsWhole, int Returns, string End, IReadOnlyList<string> Breaks);

/// <summary>Looks through all frozen returns of an authority and computes every fingerprint anew.</summary>
public sealed class ChainCheck(ReturnStore returns)
{
    private static readonly MonthSpan Always = new(new(2000, 1), new(2199, 12));

    /// <summary>Checks the whole chain.</summary>
    public async Task<ChainReport> CheckAsync(string authority, CancellationToken cancellation)
    {
        var frozen = (await returns.ListAsync(authority, Always, cancellation)).Where(row => row.StatusNow() is ReturnStatus.Frozen).OrderBy(row => row.ChainNumber).ToList();
        var end = await returns.EndOfChainAsync(authority, cancellation);
        var breaks = new List<string>();
        var (previous, number) = ("", 0);
        var copies = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var row in frozen)
        {
            var name = row.Name();
            if (row.ChainNumber != ++number)
                breaks.Add($"{name.Words}: number {number} of the chain is missing, or was counted twice.");
            if (row.Previous != previous)
                breaks.Add($"{name.Words}: it does not follow the return before it.");
            var lines = await returns.LineTextsAsync(name, cancellation);
            if (FrozenChain.Fingerprint(row.Previous ?? "", name, lines) != row.Fingerprint)
                breaks.Add($"{name.Words}: its lines are not those that were frozen on {row.FrozenAt:yyyy-MM-dd}.");
            else
                breaks.AddRange(await ChangedCopiesAsync(name, lines, copies, cancellation));
            (previous, number) = (row.Fingerprint ?? "", row.ChainNumber);
        }

        if (end.Fingerprint != previous || end.Length != frozen.Count)
            breaks.Add("The end of the chain does not fit the last return.");
        return new ChainReport(breaks.Count == 0, frozen.Count, end.Fingerprint, breaks);
    }

    /// <summary>Trends and the month before are read from copies by measure, which must say the same.</summary>
    private async Task<IReadOnlyList<string>> ChangedCopiesAsync(
        ReturnRef name, IReadOnlyList<string> lines, Dictionary<string, IReadOnlyDictionary<string, string>> copies, CancellationToken cancellation)
    {
        var breaks = new List<string>();
        foreach (var line in lines)
        {
            var measure = ReturnStore.MeasureOf(line);
            if (!copies.TryGetValue(measure, out var overTime))
                copies[measure] = overTime = await returns.CopiesAsync(name.Authority, measure, cancellation);
            if (overTime.GetValueOrDefault(name.Key) != line)
                breaks.Add($"{name.Words}: {measure} over time is not what was frozen.");
        }

        return breaks;
    }
}
