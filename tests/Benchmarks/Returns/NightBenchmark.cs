using System.Diagnostics;
using System.Globalization;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Reach;
using HubAutomation.Testing;

namespace HubAutomation.Benchmarks.Returns;

/// <summary>
/// A month's returns of every English authority with Family Hubs at once, each with a sample council's measures and files, in one hub: from the
/// call that starts them to the last draft in a manager's mail, and from the managers' approval to the last frozen return and its mails. Beside
/// it one authority alone. Leads are left out: what waits for people is no work.
/// </summary>
internal static class NightBenchmark
{
    private const string Suite = "night";
    private const int Authorities = 153;
    private static readonly TimeSpan Night = TimeSpan.FromHours(8);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <param name="rows">How many authorities.</param>
    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var count = rows.Length > 0 ? rows[0] : Authorities;
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var councils = SampleCouncils.Write(Path.Combine(folder, "seed"), count);
        await using var azurite = await Azurite.StartAsync();
        var storage = EveryCapability.Connect(azurite.ConnectionString);
        await using var people = await ReturnManagers.StartAsync(folder, azurite.ConnectionString);
        await UntilAsync(people, async () => (await new ReferenceLibrary(storage).ReadyAsync(CancellationToken.None)).Count == SampleCouncils.ReferenceFiles);

        // Once before it counts: the first return compiles the hub's own code.
        await MakeAsync(people, storage, [councils[0]], "2026-08");
        var alone = await MakeAsync(people, storage, [councils[0]], "2026-09");
        var all = await MakeAsync(people, storage, councils, "2026-10");

        var name = string.Create(CultureInfo.InvariantCulture, $"{count} authorities");
        var reference = string.Create(CultureInfo.InvariantCulture, $"{count} × one alone");
        yield return new Figure(Suite, "one authority alone: started to draft mailed", alone.Draft.TotalSeconds, "s");
        yield return new Figure(Suite, "one authority alone: approved to frozen, published, mailed", alone.Frozen.TotalSeconds, "s");
        yield return new Figure(Suite, $"{name}: started to last draft mailed", all.Draft.TotalSeconds, "s", reference, all.Draft / (count * alone.Draft));
        yield return new Figure(Suite, $"{name}: approved to last frozen, published, mailed", all.Frozen.TotalSeconds, "s", reference, all.Frozen / (count * alone.Frozen));
        yield return new Figure(Suite, $"{name}: share of a night of {Night.TotalHours} hours", 100 * (all.Draft + all.Frozen) / Night, "%");
        yield return new Figure(Suite, $"{name}: mails", await people.CountMailsAsync(), "mails");
        yield return new Figure(Suite, $"{name}: highest memory of the hub", people.Hub.PeakMebibytes, "MiB");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(TimeSpan Draft, TimeSpan Frozen)> MakeAsync(ReturnManagers people, HubStorage storage, IReadOnlyList<string> councils, string month)
    {
        var (returns, runs) = (new ReturnStore(storage), new RunStore(storage, TimeProvider.System));
        var watch = Stopwatch.StartNew();
        foreach (var council in councils)
            await people.StartReturnAsync(council, month);
        await EachAsync(people, councils, async council => await returns.FindAsync(new ReturnRef(council, month, 1), default) is { } row && row.StatusNow() is ReturnStatus.AwaitingApproval);
        await UntilAsync(people, async () => (await people.DecisionsAsync(month)).Count == councils.Count);
        var draft = watch.Elapsed;

        watch.Restart();
        foreach (var page in await people.DecisionsAsync(month))
            await people.ApproveAsync(page);
        await EachAsync(people, councils, async council => await returns.FindAsync(new ReturnRef(council, month, 1), default) is { } row
            && await runs.FindAsync(row.RunId, default) is { Outcome: "Frozen" });
        return (draft, watch.Elapsed);
    }

    private static async Task EachAsync(ReturnManagers people, IReadOnlyList<string> councils, Func<string, Task<bool>> isSo)
    {
        var waiting = new Queue<string>(councils);
        await UntilAsync(people, async () =>
        {
            while (waiting.TryPeek(out var council) && await isSo(council))
                waiting.Dequeue();
            return waiting.Count == 0;
        });
    }

    private static async Task UntilAsync(ReturnManagers people, Func<Task<bool>> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (watch.Elapsed > Patience || await people.Hub.EndsWithinAsync(TimeSpan.FromMilliseconds(200)))
            {
                await people.Hub.KillAsync();
                throw new InvalidOperationException($"The hub ended or did not get on:\n{(await people.Hub.WaitAsync()).Text}");
            }
        }
    }
}
