using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class TransactionTests(TableFixture storage)
{
    [Fact]
    public async Task Each_kind_of_action_does_what_it_says()
    {
        var table = await storage.NewTableAsync();
        foreach (var name in (string[])["merged", "replaced", "deleted", "upsert-merged", "upsert-replaced"])
            await table.AddEntityAsync(new TableEntity("p", name) { ["Old"] = 1 });
        var merged = (await table.GetEntityAsync<TableEntity>("p", "merged")).Value;

        var responses = (await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, New("added")),
            new(TableTransactionActionType.UpdateMerge, New("merged"), merged.ETag),
            new(TableTransactionActionType.UpdateReplace, New("replaced"), ETag.All),
            new(TableTransactionActionType.Delete, New("deleted")),
            new(TableTransactionActionType.UpsertMerge, New("upsert-merged")),
            new(TableTransactionActionType.UpsertReplace, New("upsert-replaced")),
        ])).Value;

        Assert.Equal(Enumerable.Repeat(204, 6), responses.Select(response => response.Status));
        Assert.Equal(
            ["added: New", "merged: New Old", "replaced: New", "upsert-merged: New Old", "upsert-replaced: New"],
            table.Query<TableEntity>().Select(entity =>
                $"{entity.RowKey}: {string.Join(' ', entity.Keys.Where(key => key is "Old" or "New").Order(StringComparer.Ordinal))}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task The_action_that_failed_is_named_by_its_position_and_nothing_is_done(int position)
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(New($"{position:D3}"));
        var actions = Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, New($"{i:D3}")));

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));

        Assert.Equal((position, 409), (failure.FailedTransactionActionIndex, failure.Status));
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal($"{position:D3}", Assert.Single(table.Query<TableEntity>()).RowKey);
    }

    [Fact]
    public async Task An_update_of_another_version_fails_the_transaction()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(New("r"));
        var old = (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["New"] = 2 });

        var failure = Assert.Throws<TableTransactionFailedException>(() => table.SubmitTransaction(
        [
            new(TableTransactionActionType.Add, New("q")),
            new(TableTransactionActionType.UpdateReplace, New("r"), old),
        ]));

        Assert.Equal((1, 412, "UpdateConditionNotSatisfied"), (failure.FailedTransactionActionIndex, failure.Status, failure.ErrorCode));
        Assert.Equal(["r"], table.Query<TableEntity>().Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task The_same_entity_twice_is_refused()
    {
        var table = await storage.NewTableAsync();

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpsertMerge, New("r")),
            new(TableTransactionActionType.UpsertMerge, New("r")),
        ]));

        Assert.Equal((400, "InvalidDuplicateRow"), (failure.Status, failure.ErrorCode));
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_transaction_without_actions_is_not_sent()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.SubmitTransactionAsync(null));
    }

    [Fact]
    public void An_exception_from_a_failure_without_position_has_none() =>
        Assert.Null(new TableTransactionFailedException(new RequestFailedException(503, "Server is busy.")).FailedTransactionActionIndex);

    private static TableEntity New(string rowKey) => new("p", rowKey) { ["New"] = 1 };
}
