using HubAutomation.Testing;

namespace HubAutomation.Local.DurableTask.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_of_the_durable_engine_is_the_frozen_one() =>
        Assert.Empty(PublicApi.DifferencesToFrozen(typeof(SqliteTaskHub).Assembly, "src/Local/PublicApi/DurableTask.txt"));

    [RealApiFact]
    public void Every_public_member_in_a_foreign_namespace_is_one_of_the_real_packages() =>
        Assert.Empty(PublicApi.NotInRealPackages(typeof(SqliteTaskHub).Assembly, RealApiFactAttribute.Folder));
}
