using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>Limits of the service: 64 KiB a property, 1 MiB an entity, 100 actions and 4 MiB a transaction.</summary>
[Collection(TableTests.Name)]
public sealed class SizeTests(TableFixture storage)
{
    private const int PropertyBytes = 65_536;

    [Fact]
    public async Task An_entity_of_nearly_1_MiB_comes_back_as_it_was()
    {
        var table = await storage.NewTableAsync();
        var sent = Entity("r", 15);

        await table.AddEntityAsync(sent);
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;

        for (var i = 0; i < 15; i++)
            Assert.Equal(sent.GetBinary($"Part{i}"), read.GetBinary($"Part{i}"));
    }

    [Fact]
    public async Task An_entity_that_is_too_large_is_refused()
    {
        var table = await storage.NewTableAsync();

        // The service refuses anything over 1 MiB; the emulator looks at the whole request only, from 4 MiB on.
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(Entity("r", 50)));

        Assert.Equal((413, "RequestBodyTooLarge"), (failure.Status, failure.ErrorCode));
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_property_of_more_than_64_KiB_is_refused()
    {
        var table = await storage.NewTableAsync();

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() =>
            table.AddEntityAsync(new TableEntity("p", "r") { ["Notes"] = new string('n', PropertyBytes) }));

        Assert.Equal((400, "PropertyValueTooLarge"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task A_transaction_of_100_actions_and_nearly_4_MiB_is_done()
    {
        var table = await storage.NewTableAsync();
        // 30 KiB become 40 KiB in base64; with a hundred of them and their headers just under the limit.
        var actions = Enumerable.Range(0, 100).Select(i => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("p", $"{i:D3}") { ["Content"] = Bytes(i, 30_000) })).ToArray();

        var responses = (await table.SubmitTransactionAsync(actions)).Value;
        var read = await table.QueryAsync<TableEntity>().ToArrayAsync();

        Assert.Equal(Enumerable.Repeat(204, 100), responses.Select(response => response.Status));
        Assert.Equal(actions.Select(action => action.Entity.RowKey), read.Select(entity => entity.RowKey));
        Assert.Equal(read.Select(entity => entity.ETag), responses.Select(response => response.Headers.ETag!.Value));
        Assert.All(read, (entity, i) => Assert.Equal(Bytes(i, 30_000), entity.GetBinary("Content")));
    }

    [Fact]
    public async Task A_transaction_of_more_than_4_MiB_is_refused_whole()
    {
        var table = await storage.NewTableAsync();
        var actions = Enumerable.Range(0, 100).Select(i => new TableTransactionAction(
            TableTransactionActionType.Add, new TableEntity("p", $"{i:D3}") { ["Content"] = Bytes(i, 40_000) }));

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));

        Assert.InRange(failure.Status, 400, 413);
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_transaction_of_more_than_100_actions_is_refused_whole()
    {
        var table = await storage.NewTableAsync();
        var actions = Enumerable.Range(0, 101).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D3}")));

        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));

        Assert.Equal((400, "InvalidInput"), (failure.Status, failure.ErrorCode));
        Assert.Empty(table.Query<TableEntity>());
    }

    private static TableEntity Entity(string rowKey, int parts)
    {
        var entity = new TableEntity("p", rowKey);
        for (var i = 0; i < parts; i++)
            entity[$"Part{i}"] = Bytes(i, PropertyBytes);
        return entity;
    }

    private static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
