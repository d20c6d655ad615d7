using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Rules;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Tests.FundingReturns.Outputs;
using HubAutomation.Shared.Tests.FundingReturns.Rules;
using NodaTime;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>Returns from their opening to their freezing, and what is left of them for ever.</summary>
[Collection(StorageTests.Name)]
public sealed class ReturnStoreTests(StorageFixture fixture)
{
    private static readonly DateTimeOffset Monday = GivenMaterial.Monday;

    private readonly string council = fixture.NewCouncil();
    private readonly ReturnStore returns = new(fixture.Storage);

    [Fact]
    public async Task A_return_is_opened_once_and_taken_over_by_a_run_that_is_started_anew()
    {
        var opened = await returns.OpenAsync(Of("2026-10"), "run-1", null, Monday, default);
        Assert.Equal((ReturnStatus.Collecting, "run-1", Monday), (opened.StatusNow(), opened.RunId, opened.OpenedAt));
        await returns.ChangeAsync(Of("2026-10"), new ReturnEvent.Given("manager", Monday), default);

        var again = await returns.OpenAsync(Of("2026-10"), "run-1", null, Monday.AddHours(1), default);
        Assert.Equal((ReturnStatus.AwaitingApproval, Monday), (again.StatusNow(), again.OpenedAt));

        var anew = await returns.OpenAsync(Of("2026-10"), "run-2", null, Monday.AddHours(2), default);
        Assert.Equal((ReturnStatus.Collecting, "run-2", 1, Monday), (anew.StatusNow(), anew.RunId, anew.Rounds, anew.OpenedAt));
    }

    [Fact]
    public async Task What_several_change_at_once_is_all_changed()
    {
        await returns.OpenAsync(Of("2026-10"), "run", null, Monday, default);

        var asked = new ReturnEvent.LeadsAsked([], Monday.AddDays(5));
        var compiled = new ReturnEvent.Compiled(1, 2, 3, 4, 5);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => returns.ChangeAsync(Of("2026-10"), i % 2 == 0 ? asked : compiled, default)));

        var row = (await returns.FindAsync(Of("2026-10"), default))!;
        Assert.Equal((asked.Until, 1, 2, 3, 4, 5), (row.LeadsUntil!.Value, row.Entries, row.Lines, row.Filled, row.Errors, row.Warnings));
    }

    [Fact]
    public async Task A_frozen_return_is_neither_changed_nor_opened_nor_frozen_with_other_figures()
    {
        var frozen = await FreezeAsync("2026-10", volunteers: 9);

        await returns.ChangeAsync(Of("2026-10"), new ReturnEvent.GivenUp(Monday), default);
        await returns.OpenAsync(Of("2026-10"), "run-2", null, Monday, default);
        var again = await returns.FreezeAsync(Of("2026-10"), Lines(90), "deputy", Monday.AddDays(1), default);

        Assert.Equal((frozen.Fingerprint, "manager", "run"), (again.Fingerprint, again.FrozenBy, again.RunId));
        var kept = (await returns.FindAsync(Of("2026-10"), default))!;
        Assert.Equal((ReturnStatus.Frozen, frozen.Fingerprint, 1), (kept.StatusNow(), kept.Fingerprint, kept.ChainNumber));
        Assert.Equal([9m], await VolunteersAsync());
        Assert.True((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Lines_of_an_attempt_that_died_before_it_was_frozen_give_way()
    {
        await returns.OpenAsync(Of("2026-10"), "run", null, Monday, default);
        foreach (var (row, line) in new[] { ("000.IF-05", FrozenChain.Text(Lines(90)[0])), ("002.IF-07", FrozenChain.Text(Lines(90)[1])) })
            await fixture.Storage.ReturnLines.AddEntityAsync(new TableEntity(Of("2026-10").Partition, row) { ["Line"] = line });


        await returns.FreezeAsync(Of("2026-10"), Lines(9), "manager", Monday, default);

        Assert.Equal(Lines(9).Select(FrozenChain.Text), await returns.LineTextsAsync(Of("2026-10"), default));
        Assert.True((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task More_lines_than_a_transaction_holds_are_kept_in_their_order()
    {
        await returns.OpenAsync(Of("2026-10"), "run", null, Monday, default);
        ReturnLine[] lines = [.. Enumerable.Range(0, 205).Select(i => Lines(i)[0] with { Measure = $"IF-{204 - i}" })];

        await returns.FreezeAsync(Of("2026-10"), lines, "manager", Monday, default);

        Assert.Equal(lines.Select(FrozenChain.Text), await returns.LineTextsAsync(Of("2026-10"), default));
        Assert.True((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Returns_frozen_at_the_same_moment_follow_each_other_in_one_chain()
    {
        string[] months = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"];

        var frozen = await Task.WhenAll(months.Select(month => FreezeAsync(month, volunteers: 9)));

        Assert.Equal([1, 2, 3, 4, 5], frozen.Select(row => row.ChainNumber).Order());
        var inOrder = frozen.OrderBy(row => row.ChainNumber).ToList();
        Assert.Equal(inOrder.Select(row => row.Fingerprint).Prepend("").Take(5), inOrder.Select(row => row.Previous));
        var report = await CheckAsync();
        Assert.Equal((true, 5, inOrder[^1].Fingerprint), (report.IsWhole, report.Returns, report.End));
    }

    [Fact]
    public async Task One_return_frozen_by_two_at_once_is_frozen_once()
    {
        await returns.OpenAsync(Of("2026-10"), "run", null, Monday, default);

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => returns.FreezeAsync(Of("2026-10"), Lines(9), "manager", Monday, default)));

        Assert.Single(both.Select(row => row.Fingerprint).Distinct());
        Assert.Equal((true, 1), (await CheckAsync()) is var report ? (report.IsWhole, report.Returns) : default);
    }

    [Fact]
    public async Task A_measure_over_time_is_of_the_newest_version_of_each_month()
    {
        await FreezeAsync("2026-09", volunteers: 8);
        await FreezeAsync("2026-10", volunteers: 9);
        await FreezeAsync("2026-08", volunteers: 7);
        await FreezeAsync("2026-09", volunteers: 88, version: 2);
        await FreezeAsync("2026-01", volunteers: 1);

        var points = await returns.OverTimeAsync(council, "IF-05", new MonthSpan(new(2026, 4), new(2026, 10)), default);

        Assert.Equal([("2026-08", 1, 7m), ("2026-09", 2, 88m), ("2026-10", 1, 9m)], points.Select(point => (point.Return.Month, point.Return.Version, point.Line.Value!.Value)));
        Assert.Empty(await returns.OverTimeAsync(council, "IF-0", new MonthSpan(new(2026, 4), new(2026, 10)), default));
        Assert.Equal([9m], await VolunteersAsync());
    }

    [Fact]
    public async Task Versions_are_listed_month_by_month_and_the_latest_is_the_newest()
    {
        await returns.OpenAsync(Of("2026-10", 2), "run", "Corrected", Monday, default);
        await returns.OpenAsync(Of("2026-10"), "run", null, Monday, default);
        await returns.OpenAsync(Of("2026-11"), "run", null, Monday, default);
        await returns.EndOfChainAsync(council, default);

        Assert.Equal(["2026-10.001", "2026-10.002", "2026-11.001"], (await returns.ListAsync(council, new MonthSpan(new(2026, 1), new(2026, 12)), default)).Select(row => row.RowKey));
        Assert.Equal(2, (await returns.LatestAsync(council, new YearMonth(2026, 10), default))!.Name().Version);
        Assert.Null(await returns.LatestAsync(council, new YearMonth(2026, 9), default));
    }

    [Fact]
    public async Task What_was_never_opened_is_not_frozen() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => returns.FreezeAsync(Of("2026-10"), Lines(9), "manager", Monday, default));

    private async Task<ReturnRow> FreezeAsync(string month, int volunteers, int version = 1)
    {
        await returns.OpenAsync(Of(month, version), "run", version > 1 ? "Corrected" : null, Monday, default);
        return await returns.FreezeAsync(Of(month, version), Lines(volunteers), "manager", Monday, default);
    }

    private async Task<IEnumerable<decimal?>> VolunteersAsync() =>
        (await returns.OverTimeAsync(council, "IF-05", MonthSpan.Of(new(2026, 10)), default)).Select(point => point.Line.Value);

    private Task<ChainReport> CheckAsync() => new ChainCheck(returns).CheckAsync(council, default);

    private ReturnRef Of(string month, int version = 1) => new(council, month, version);

    internal static IReadOnlyList<ReturnLine> Lines(int volunteers) =>
        [Returns.Halton.Lines[0] with { Measure = "IF-05", Value = volunteers }, Returns.Halton.Lines[7] with { Measure = "IF-06" }];
}
