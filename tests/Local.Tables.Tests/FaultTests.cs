using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class FaultTests(TableFixture storage)
{
    public static TheoryData<Fault> Cuts => [Fault.CutBefore, Fault.CutInRequest, Fault.CutAfter, Fault.CutInAnswer];

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.TooMany)]
    public async Task A_throttled_request_is_sent_again_until_the_service_takes_it(Fault fault)
    {
        var (table, proxy) = await NewTableAsync([fault, fault, fault]);
        await using var _ = proxy;

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal([fault, fault, fault, Fault.None], proxy.Requests.Select(request => request.Fault));
        Assert.Single(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_throttled_request_waits_as_long_as_the_service_asks()
    {
        var (table, proxy) = await NewTableAsync([Fault.Busy], retryAfterSeconds: 1);
        await using var _ = proxy;

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.InRange(proxy.Requests[1].Time - proxy.Requests[0].Time, TimeSpan.FromSeconds(0.99), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_reported_with_its_error_code()
    {
        var (table, proxy) = await NewTableAsync(Enumerable.Repeat(Fault.Busy, 10));
        await using var _ = proxy;

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((503, "ServerBusy", 4), (failure.Status, failure.ErrorCode, proxy.Requests.Count));
    }

    [Fact]
    public async Task A_refused_request_is_not_sent_again()
    {
        var (table, proxy) = await NewTableAsync([]);
        await using var _ = proxy;

        await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Single(proxy.Requests);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_cut_while_a_page_is_read_loses_and_doubles_nothing(Fault cut)
    {
        var (table, proxy) = await NewTableAsync([Fault.None, Fault.None, cut]);
        await using var _ = proxy;
        await table.SubmitTransactionAsync(Adds(9));

        var keys = await table.QueryAsync<TableEntity>(maxPerPage: 3).ToArrayAsync();

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"{i:D3}"), keys.Select(entity => entity.RowKey));
        Assert.Contains(proxy.Requests, request => request.Fault == cut);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_transaction_that_is_cut_is_done_whole_or_not_at_all(Fault cut)
    {
        var (table, proxy) = await NewTableAsync([cut], options => options.Retry.MaxRetries = 0);
        await using var _ = proxy;

        await Assert.ThrowsAsync<RequestFailedException>(() => table.SubmitTransactionAsync(Adds(50)));

        Assert.Equal(IsDone(cut) ? 50 : 0, table.Query<TableEntity>().Count());
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_transaction_of_upserts_that_is_cut_and_sent_again_ends_as_if_nothing_had_happened(Fault cut)
    {
        var (table, proxy) = await NewTableAsync([cut]);
        await using var _ = proxy;
        var actions = Enumerable.Range(0, 50).Select(i => new TableTransactionAction(
            i % 2 == 0 ? TableTransactionActionType.UpsertReplace : TableTransactionActionType.UpsertMerge,
            new TableEntity("p", $"{i:D3}") { ["Number"] = i }));

        var responses = (await table.SubmitTransactionAsync(actions)).Value;

        Assert.Equal(50, responses.Count(response => response.Status == 204));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (int?)i), table.Query<TableEntity>().Select(entity => entity.GetInt32("Number")));
        Assert.Equal([cut, Fault.None], proxy.Requests.Take(2).Select(request => request.Fault));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_transaction_of_inserts_that_was_done_before_the_cut_says_so_when_it_is_sent_again(Fault cut)
    {
        var (table, proxy) = await NewTableAsync([cut]);
        await using var _ = proxy;

        var failure = await Record.ExceptionAsync(() => table.SubmitTransactionAsync(Adds(50)));

        if (IsDone(cut))
            Assert.True(Assert.IsType<TableTransactionFailedException>(failure) is { FailedTransactionActionIndex: 0 } done && done.ErrorCode == TableErrorCode.EntityAlreadyExists);
        else
            Assert.Null(failure);
        Assert.Equal(50, table.Query<TableEntity>().Count());
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task The_synchronous_calls_are_sent_again_too(Fault cut)
    {
        var (table, proxy) = await NewTableAsync([cut, Fault.Busy]);
        await using var _ = proxy;

        table.UpsertEntity(new TableEntity("p", "r") { ["Visits"] = 1 });

        Assert.Equal(1, table.GetEntity<TableEntity>("p", "r").Value.GetInt32("Visits"));
        Assert.Equal([cut, Fault.Busy, Fault.None, Fault.None], proxy.Requests.Select(request => request.Fault));
    }

    private static bool IsDone(Fault cut) => cut is Fault.CutAfter or Fault.CutInAnswer;

    private static IEnumerable<TableTransactionAction> Adds(int count) => Enumerable.Range(0, count).Select(i =>
        new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D3}") { ["Number"] = i }));

    private async Task<(TableClient Table, FaultProxy Proxy)> NewTableAsync(IEnumerable<Fault> plan, Action<TableClientOptions>? configure = null, int retryAfterSeconds = 0)
    {
        var direct = await storage.NewTableAsync();
        var proxy = await FaultProxy.StartAsync(storage.TableEndpoint, plan, retryAfterSeconds);
        var options = new TableClientOptions { Retry = { Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(1) } };
        configure?.Invoke(options);
        return (new TableClient(proxy.ConnectionString, direct.Name, options), proxy);
    }
}
