#pragma warning disable CA1309 // These comparisons are never run: the service gets them as a filter.

using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class QueryTests(TableFixture storage)
{
    private static readonly Guid Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static readonly DateTimeOffset Start = new(2026, 9, 14, 8, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(999, new[] { 999 })]
    [InlineData(1000, new[] { 1000 })]
    [InlineData(1001, new[] { 1000, 1 })]
    [InlineData(2000, new[] { 1000, 1000 })]
    [InlineData(2100, new[] { 1000, 1000, 100 })]
    public async Task The_service_gives_a_thousand_entities_a_page_and_none_is_lost_or_doubled_at_the_border(int count, int[] expected)
    {
        var table = await NewTableAsync(count);

        var pages = await table.QueryAsync<TableEntity>().ToPagesAsync();
        var keys = table.Query<TableEntity>().Select(entity => entity.RowKey);

        Assert.Equal(expected, pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i:D5}"), keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task A_page_has_at_most_as_many_entities_as_asked_for(int size)
    {
        var table = await NewTableAsync(10);

        var pages = await table.QueryAsync<TableEntity>(maxPerPage: size).ToPagesAsync();

        Assert.All(pages, page => Assert.InRange(page.Values.Count, 0, size));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i:D5}"), pages.SelectMany(page => page.Values).Select(entity => entity.RowKey));
        Assert.Null(pages[^1].ContinuationToken);
    }

    [Fact]
    public async Task A_query_goes_on_from_the_token_of_a_page_with_a_client_that_never_saw_the_page()
    {
        var table = await NewTableAsync(10);
        var first = (await table.QueryAsync<TableEntity>(maxPerPage: 4).ToPagesAsync())[0];
        var other = new TableClient(storage.ConnectionString, table.Name);

        var rest = other.Query<TableEntity>(maxPerPage: 4).AsPages(first.ContinuationToken).SelectMany(page => page.Values).Select(entity => entity.RowKey);
        var restAsync = await other.QueryAsync<TableEntity>(maxPerPage: 4).ToPagesAsync(first.ContinuationToken);

        Assert.Equal(Enumerable.Range(4, 6).Select(i => $"{i:D5}"), rest);
        Assert.Equal(rest, restAsync.SelectMany(page => page.Values).Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task The_hint_of_AsPages_goes_before_the_limit_of_the_query()
    {
        var table = await NewTableAsync(6);

        Assert.Equal([2, 2, 2], table.Query<TableEntity>(maxPerPage: 5).AsPages(pageSizeHint: 2).Select(page => page.Values.Count));
    }

    [Fact]
    public async Task A_query_that_is_cancelled_stops()
    {
        var table = await NewTableAsync(10);
        using var cancellation = new CancellationTokenSource();
        var read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var page in table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages().WithCancellation(cancellation.Token))
            {
                read += page.Values.Count;
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(2, read);
    }

    public static TheoryData<string> FiltersThatFind =>
    [
        TableClient.CreateQueryFilter($"Name eq {"O'Brien & Söhne"}"),
        TableClient.CreateQueryFilter($"IsOpen eq {true}"),
        TableClient.CreateQueryFilter($"Places eq {12}"),
        TableClient.CreateQueryFilter($"Views eq {9_000_000_000L}"),
        TableClient.CreateQueryFilter($"Cost gt {2.25} and Cost lt {2.75}"),
        TableClient.CreateQueryFilter($"Id eq {Id}"),
        TableClient.CreateQueryFilter($"Start eq {Start}"),
        TableClient.CreateQueryFilter($"Start ge {Start.AddSeconds(-1)} and Start lt {Start.AddSeconds(1)}"),
        TableClient.CreateQueryFilter($"Bytes eq {new byte[] { 1, 10, 255 }}"),
        TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetString("Name") == "O'Brien & Söhne" && entity.PartitionKey == "p"),
        TableClient.CreateQueryFilter<TableEntity>(entity => (int)entity["Places"] >= 12 && entity.GetInt64("Views") > 8_999_999_999),
        TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetGuid("Id") == Id || entity.GetBoolean("IsOpen") == false),
        TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetDateTimeOffset("Start") == Start && !(entity.GetDouble("Cost") > 3.0)),
        TableClient.CreateQueryFilter<TableEntity>(entity => entity.PartitionKey == "p" && entity.RowKey.CompareTo("r") >= 0 && string.Compare(entity.RowKey, "s") < 0),
        TableClient.CreateQueryFilter<TableEntity>(entity => entity.Timestamp > new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)),
    ];

    [Theory]
    [MemberData(nameof(FiltersThatFind))]
    public async Task A_filter_finds_the_entity_by_a_value_of_any_type(string filter)
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Name"] = "O'Brien & Söhne",
            ["IsOpen"] = true,
            ["Places"] = 12,
            ["Views"] = 9_000_000_000L,
            ["Cost"] = 2.5,
            ["Id"] = Id,
            ["Start"] = Start,
            ["Bytes"] = new byte[] { 1, 10, 255 },
        });
        await table.AddEntityAsync(new TableEntity("q", "q") { ["Places"] = 1 });

        var found = table.Query<TableEntity>(filter).ToArray();

        Assert.Contains(found, entity => entity.RowKey == "r");
        Assert.DoesNotContain(found, entity => entity.RowKey == "q" && !filter.Contains("Timestamp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_the_service_does_not_understand_is_refused()
    {
        var table = await NewTableAsync(1);

        var failure = Assert.Throws<RequestFailedException>(() => table.Query<TableEntity>("Places === 1").ToArray());

        Assert.Equal((400, "InvalidInput"), (failure.Status, failure.ErrorCode));
    }

    private async Task<TableClient> NewTableAsync(int count)
    {
        var table = await storage.NewTableAsync();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(100))
            await table.SubmitTransactionAsync(chunk.Select(i =>
                new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D5}") { ["Number"] = i })));
        return table;
    }
}
