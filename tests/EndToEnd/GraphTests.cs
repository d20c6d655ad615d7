using HubAutomation.Shared.Platform.Graph;

namespace HubAutomation.EndToEnd;

/// <summary>The hub reaches Graph by its settings alone.</summary>
public sealed class GraphTests
{
    [Fact]
    public async Task The_hub_asks_the_sandbox_with_its_token_about_the_site_and_the_library_of_its_settings()
    {
        await using var hub = await Hub.StartAsync();

        // Neither is there yet. Who may not ask is told something else, which would be thrown.
        Assert.Null(await hub.Service<SiteLists>().ReadAsync("responses", default));
        Assert.Null(await hub.Service<DriveFiles>().ListAsync("Reports", default));
    }
}
