using Azure.Data.Tables;
using HubAutomation.Testing;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>One storage emulator for all tests of this assembly; each test makes a table of its own.</summary>
public sealed class TableFixture : IAsyncLifetime
{
    private Azurite? azurite;

    public string ConnectionString => azurite!.ConnectionString;

    public Uri TableEndpoint => azurite!.TableEndpoint;

    public async Task<TableClient> NewTableAsync(TableClientOptions? options = null)
    {
        var table = new TableClient(ConnectionString, NewName(), options);
        await table.CreateAsync();
        return table;
    }

    public static string NewName() => $"t{Guid.NewGuid():N}";

    public async Task InitializeAsync() => azurite = await Azurite.StartAsync();

    public async Task DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class TableTests : ICollectionFixture<TableFixture>
{
    public const string Name = "Table service";
}
