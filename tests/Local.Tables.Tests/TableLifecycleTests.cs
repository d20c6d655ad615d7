using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class TableLifecycleTests(TableFixture storage)
{
    [Fact]
    public async Task A_table_is_created_listed_and_deleted()
    {
        var service = new TableServiceClient(storage.ConnectionString);
        var name = TableFixture.NewName();

        var created = await service.CreateTableAsync(name);
        var listed = await service.QueryAsync(table => table.Name == name).ToArrayAsync();
        var deleted = await service.DeleteTableAsync(name);
        var deletedAgain = await service.DeleteTableAsync(name);

        Assert.Equal((name, name), (created.Value.Name, Assert.Single(listed).Name));
        Assert.Equal((204, 404), (deleted.Status, deletedAgain.Status));
        Assert.Empty(service.Query(TableServiceClient.CreateQueryFilter($"TableName eq {name}")));
    }

    [Fact]
    public async Task Creating_a_table_twice_fails_unless_it_may_exist()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());
        var existing = await table.CreateIfNotExistsAsync();

        Assert.True(failure.ErrorCode == TableErrorCode.TableAlreadyExists);
        Assert.Equal((409, false, table.Name), (existing.GetRawResponse().Status, existing.GetRawResponse().IsError, existing.Value.Name));
        Assert.Single(table.Query<TableEntity>());
    }

    [Fact]
    public async Task The_list_of_tables_comes_in_pages()
    {
        var service = new TableServiceClient(storage.ConnectionString);
        var prefix = TableFixture.NewName();
        for (var i = 0; i < 5; i++)
            service.GetTableClient($"{prefix}{i}").Create();

        var pages = await service.QueryAsync(table => table.Name.CompareTo(prefix) > 0 && table.Name.CompareTo(prefix + "9") < 0, maxPerPage: 2).ToPagesAsync();

        Assert.All(pages, page => Assert.InRange(page.Values.Count, 0, 2));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}{i}"), pages.SelectMany(page => page.Values).Select(table => table.Name));
    }

    [Theory]
    [InlineData("1table")]
    [InlineData("a")]
    [InlineData("with-hyphen")]
    public void A_name_that_is_not_allowed_is_refused(string name)
    {
        var failure = Assert.Throws<RequestFailedException>(() => new TableServiceClient(storage.ConnectionString).CreateTable(name));

        Assert.Equal(400, failure.Status);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_named_by_an_error_code()
    {
        var table = new TableServiceClient(storage.ConnectionString).GetTableClient(TableFixture.NewName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
        Assert.True(TableErrorCode.TableNotFound == failure.ErrorCode && failure.ErrorCode != TableErrorCode.EntityNotFound);
    }

    [Fact]
    public void Clients_say_where_they_point()
    {
        var table = new TableServiceClient(storage.ConnectionString).GetTableClient("Runs");

        Assert.Equal(("Runs", "devstoreaccount1", new Uri($"{storage.TableEndpoint}/Runs")), (table.Name, table.AccountName, table.Uri));
    }
}
