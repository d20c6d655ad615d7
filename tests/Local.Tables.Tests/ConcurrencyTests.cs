using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class ConcurrencyTests(TableFixture storage)
{
    [Fact]
    public async Task Of_many_updates_of_one_version_exactly_one_wins()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Winner"] = -1 });
        var version = (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return (await table.UpdateEntityAsync(new TableEntity("p", "r") { ["Winner"] = i }, version)).Status;
            }
            catch (RequestFailedException failure) when (failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied)
            {
                return failure.Status;
            }
        }));

        var winner = Array.IndexOf(outcomes, 204);
        Assert.Equal((1, 19), (outcomes.Count(status => status == 204), outcomes.Count(status => status == 412)));
        Assert.Equal(winner, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("Winner"));
    }

    [Fact]
    public async Task Counting_with_versions_loses_no_count()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Visits"] = 0 });

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CountAsync(table)));

        Assert.Equal(10, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("Visits"));
    }

    [Fact]
    public async Task Of_many_inserts_of_one_entity_exactly_one_wins()
    {
        var table = await storage.NewTableAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return (await table.AddEntityAsync(new TableEntity("p", "r") { ["Winner"] = i })).Status;
            }
            catch (RequestFailedException failure) when (failure.ErrorCode == TableErrorCode.EntityAlreadyExists)
            {
                return failure.Status;
            }
        }));

        Assert.Equal((1, 19), (outcomes.Count(status => status == 204), outcomes.Count(status => status == 409)));
    }

    [Fact]
    public async Task Deleting_another_version_is_refused_and_deleting_any_version_is_not()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["Changed"] = true });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync(entity, entity.ETag));
        var done = await table.DeleteEntityAsync(entity);

        Assert.Equal((412, 204), (refused.Status, done.Status));
    }

    [Fact]
    public async Task An_update_needs_a_version_and_an_entity()
    {
        var table = await storage.NewTableAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), default));
        var missing = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));

        Assert.Equal(404, missing.Status);
    }

    private static async Task CountAsync(TableClient table)
    {
        while (true)
        {
            var entity = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
            entity["Visits"] = entity.GetInt32("Visits")!.Value + 1;
            try
            {
                await table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);
                return;
            }
            catch (RequestFailedException failure) when (failure.Status == 412)
            {
                // Somebody else counted in between: read again.
            }
        }
    }
}
