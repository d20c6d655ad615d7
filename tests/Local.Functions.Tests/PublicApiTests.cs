using HubAutomation.Testing;
using Microsoft.Azure.Functions.Worker.Builder;

namespace HubAutomation.Local.Functions.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_of_the_host_is_the_frozen_one()
        => Assert.Empty(PublicApi.DifferencesToFrozen(typeof(FunctionsApplication).Assembly, "src/Local/PublicApi/Functions.txt"));

    [RealApiFact]
    public void Every_public_member_in_Microsofts_namespaces_is_one_of_the_real_packages()
        => Assert.Empty(PublicApi.NotInRealPackages(typeof(FunctionsApplication).Assembly, RealApiFactAttribute.Folder));
}
