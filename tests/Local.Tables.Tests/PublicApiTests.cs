using System.IO.Hashing;
using Azure.Data.Tables;
using HubAutomation.Testing;

namespace HubAutomation.Local.Tables.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_of_the_table_client_is_the_frozen_one() =>
        Assert.Empty(PublicApi.DifferencesToFrozen(typeof(TableClient).Assembly, "src/Local/PublicApi/Azure.Data.Tables.txt"));

    [Fact]
    public void The_public_API_of_the_checksum_base_is_the_frozen_one() =>
        Assert.Empty(PublicApi.DifferencesToFrozen(typeof(NonCryptographicHashAlgorithm).Assembly, "src/Local/PublicApi/System.IO.Hashing.txt"));

    [RealApiFact]
    public void Every_public_member_of_the_table_client_is_one_of_the_real_package() =>
        Assert.Empty(PublicApi.NotInRealPackages(typeof(TableClient).Assembly, RealApiFactAttribute.Folder));
}
