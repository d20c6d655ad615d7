using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Tests.FundingReturns.Rules;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>Whatever somebody does to frozen returns, looking through the chain shows it.</summary>
[Collection(StorageTests.Name)]
public sealed class ChainCheckTests(StorageFixture fixture)
{
    private readonly string council = fixture.NewCouncil();
    private readonly ReturnStore returns = new(fixture.Storage);

    [Fact]
    public async Task A_council_that_has_frozen_nothing_has_a_whole_chain() =>
        Assert.Equal(new ChainReport(true, 0, "", []), await CheckAsync() with { Breaks = [] });

    [Fact]
    public async Task A_return_that_waits_for_approval_is_no_part_of_it()
    {
        await FreezeAllAsync();
        await returns.OpenAsync(Of("2026-11"), "run", null, GivenMaterial.Monday, default);

        Assert.Equal((true, 3), await CheckAsync() is var report ? (report.IsWhole, report.Returns) : default);
    }

    [Theory]
    [InlineData("000.IF-05", "\"value\":8,", "\"value\":9,")]
    [InlineData("001.IF-06", "\"rating\":", "\"rating\" :")]
    public async Task A_changed_line_shows_at_its_return(string row, string words, string instead)
    {
        await FreezeAllAsync();
        await ChangeLineAsync("2026-09", row, words, instead);

        Assert.Equal(["September 2026: its lines are not those that were frozen on 2026-11-09."], (await CheckAsync()).Breaks);
    }

    [Fact]
    public async Task So_does_a_figure_that_was_changed_only_where_trends_are_read()
    {
        await FreezeAllAsync();
        var copy = (await fixture.Storage.ReturnLines.GetEntityAsync<TableEntity>($"{council}.IF-05", "2026-09.001")).Value;
        copy["Line"] = copy.GetString("Line").Replace("\"value\":8,", "\"value\":9,", StringComparison.Ordinal);
        await fixture.Storage.ReturnLines.UpdateEntityAsync(copy, ETag.All);

        Assert.Equal(["September 2026: IF-05 over time is not what was frozen."], (await CheckAsync()).Breaks);
    }

    [Fact]
    public async Task So_does_one_that_is_gone_or_stands_elsewhere_or_was_added()
    {
        await FreezeAllAsync();
        var table = fixture.Storage.ReturnLines;
        var line = (await table.GetEntityAsync<TableEntity>(Of("2026-09").Partition, "000.IF-05")).Value;

        await table.DeleteEntityAsync(line.PartitionKey, line.RowKey);
        Assert.Single((await CheckAsync()).Breaks);

        await table.AddEntityAsync(new TableEntity(line.PartitionKey, "002.IF-05") { ["Line"] = line["Line"] });
        Assert.Single((await CheckAsync()).Breaks);

        await table.AddEntityAsync(new TableEntity(line.PartitionKey, "000.IF-05") { ["Line"] = line["Line"] });
        Assert.Single((await CheckAsync()).Breaks);

        await table.DeleteEntityAsync(line.PartitionKey, "002.IF-05");
        Assert.True((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task A_return_that_was_removed_shows_at_the_one_after_it()
    {
        await FreezeAllAsync();
        await fixture.Storage.Returns.DeleteEntityAsync(council, "2026-09.001");

        Assert.Equal(
            [
                "October 2026: number 2 of the chain is missing, or was counted twice.", "October 2026: it does not follow the return before it.",
                "The end of the chain does not fit the last return.",
            ],
            (await CheckAsync()).Breaks);
    }

    [Theory]
    [InlineData("2026-08.001", "September 2026: number 1 of the chain is missing, or was counted twice.")]
    [InlineData("2026-10.001", "The end of the chain does not fit the last return.")]
    public async Task So_do_the_first_and_the_last(string row, string broken)
    {
        await FreezeAllAsync();
        await fixture.Storage.Returns.DeleteEntityAsync(council, row);

        Assert.Contains(broken, (await CheckAsync()).Breaks);
    }

    [Fact]
    public async Task A_return_that_is_made_not_frozen_again_shows_too()
    {
        await FreezeAllAsync();
        await ChangeRowAsync("2026-09", row => row with { Status = nameof(ReturnStatus.AwaitingApproval) });

        Assert.False((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task Somebody_who_also_makes_a_new_fingerprint_is_given_away_by_its_copies_and_the_return_after_it()
    {
        await FreezeAllAsync();
        await ChangeLineAsync("2026-09", "000.IF-05", "\"value\":8,", "\"value\":80,");
        var texts = await returns.LineTextsAsync(Of("2026-09"), default);
        await ChangeRowAsync("2026-09", row => row with { Fingerprint = FrozenChain.Fingerprint(row.Previous!, Of("2026-09"), texts) });

        Assert.Equal(["September 2026: IF-05 over time is not what was frozen.", "October 2026: it does not follow the return before it."], (await CheckAsync()).Breaks);
    }

    [Fact]
    public async Task Two_returns_that_changed_places_show()
    {
        await FreezeAllAsync();
        await ChangeRowAsync("2026-08", row => row with { ChainNumber = 2 });
        await ChangeRowAsync("2026-09", row => row with { ChainNumber = 1 });

        Assert.False((await CheckAsync()).IsWhole);
    }

    [Fact]
    public async Task An_end_that_was_set_back_shows()
    {
        await FreezeAllAsync();
        var end = await returns.EndOfChainAsync(council, default);
        await fixture.Storage.Returns.UpdateEntityAsync(end with { Length = 2 }, ETag.All, TableUpdateMode.Replace);

        Assert.Equal(["The end of the chain does not fit the last return."], (await CheckAsync()).Breaks);
    }

    private async Task FreezeAllAsync()
    {
        foreach (var (month, volunteers) in new[] { ("2026-08", 7), ("2026-09", 8), ("2026-10", 9) })
        {
            await returns.OpenAsync(Of(month), "run", null, GivenMaterial.Monday, default);
            await returns.FreezeAsync(Of(month), ReturnStoreTests.Lines(volunteers), "manager", GivenMaterial.Monday, default);
        }

        Assert.True((await CheckAsync()).IsWhole);
    }

    private async Task ChangeLineAsync(string month, string row, string words, string instead)
    {
        var line = (await fixture.Storage.ReturnLines.GetEntityAsync<TableEntity>(Of(month).Partition, row)).Value;
        Assert.Contains(words, line.GetString("Line"), StringComparison.Ordinal);
        line["Line"] = line.GetString("Line").Replace(words, instead, StringComparison.Ordinal);
        await fixture.Storage.ReturnLines.UpdateEntityAsync(line, ETag.All, TableUpdateMode.Replace);
    }

    // Past the store, which changes nothing that is frozen.
    private async Task ChangeRowAsync(string month, Func<ReturnRow, ReturnRow> change) =>
        await fixture.Storage.Returns.UpdateEntityAsync(change((await returns.FindAsync(Of(month), default))!), ETag.All, TableUpdateMode.Replace);

    private Task<ChainReport> CheckAsync() => new ChainCheck(returns).CheckAsync(council, default);

    private ReturnRef Of(string month) => new(council, month, 1);
}
