using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class KeyTests(TableFixture storage)
{
    public static TheoryData<string> AwkwardKeys =>
    [
        "", " ", "a b", "'", "''", "o'brien", "%", "%25", "%2F", "+", "&", "=", "a;b", "a,b", "(", ")", "$batch", "@", ":", "~", "!", "*",
        "\"", "<>", "[]", "{\"a\":1}", "|", "^", "`", ".", "..", "ü", "e\u0301", "😀", "\u00a0", "PUT", "DELETE me", new('k', 512),
    ];

    public static TheoryData<string> ForbiddenKeys =>
    [
        "a/b", "a\\b", "a#b", "a?b", "a\tb", "a\nb", "a\rb", "a\0b", "a\u001fb", "a\u007fb", "a\u009fb", new('k', 513),
    ];

    [Theory]
    [MemberData(nameof(AwkwardKeys))]
    public async Task An_entity_with_an_awkward_key_is_added_read_written_found_and_deleted(string key)
    {
        var table = await storage.NewTableAsync();

        await table.AddEntityAsync(new TableEntity(key, key) { ["Visits"] = 1 });
        await table.UpdateEntityAsync(new TableEntity(key, key) { ["Visits"] = 2 }, ETag.All);
        await table.SubmitTransactionAsync([new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key) { ["Families"] = 3 })]);
        var read = (await table.GetEntityAsync<TableEntity>(key, key)).Value;
        var found = await table.QueryAsync<TableEntity>(entity => entity.PartitionKey == key && entity.RowKey == key).ToArrayAsync();
        await table.DeleteEntityAsync(key, key);

        Assert.Equal((key, key, 2, 3), (read.PartitionKey, read.RowKey, read.GetInt32("Visits"), read.GetInt32("Families")));
        Assert.Equal(read.ETag, Assert.Single(found).ETag);
        Assert.Empty(table.Query<TableEntity>());
    }

    [Theory]
    [MemberData(nameof(ForbiddenKeys))]
    public async Task A_forbidden_key_is_refused_by_the_service_and_nothing_is_stored(string key)
    {
        var table = await storage.NewTableAsync();

        var partition = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity(key, "r")));
        var row = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", key)));
        var transaction = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", key))]));

        Assert.Equal((400, 400, 400), (partition.Status, row.Status, transaction.Status));
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task An_entity_without_a_key_is_not_sent()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity("p", null)));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.UpsertEntityAsync(new TableEntity { ["Visits"] = 1 }));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.GetEntityAsync<TableEntity>(null, "r"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.DeleteEntityAsync("p", null));
    }
}
