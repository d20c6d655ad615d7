using HubAutomation.Testing;

namespace HubAutomation.Local.Host.Tests;

/// <summary>One storage emulator for all tests of a collection; each test uses containers of its own.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public async Task InitializeAsync() => _azurite = await Azurite.StartAsync();

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class SharedStorage : ICollectionFixture<StorageFixture>
{
    public const string Name = "storage";
}
