using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing;

namespace HubAutomation.Shared.Tests.FundingReturns.Storage;

/// <summary>One storage emulator for all tests that keep returns; each test has a council of its own.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private Azurite? azurite;
    private int councils;

    public HubStorage Storage { get; private set; } = null!;

    /// <summary>A council that nothing is kept of.</summary>
    public string NewCouncil() => $"council-{Interlocked.Increment(ref councils)}";

    public async Task InitializeAsync()
    {
        azurite = await Azurite.StartAsync();
        Storage = EveryCapability.Connect(azurite.ConnectionString);
        await Storage.CreateIfMissingAsync(default);
    }

    public async Task DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class StorageTests : ICollectionFixture<StorageFixture>
{
    public const string Name = "Storage";
}
