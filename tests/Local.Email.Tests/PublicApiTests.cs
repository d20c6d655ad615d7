using Azure.Communication.Email;
using HubAutomation.Local.Sandbox;
using HubAutomation.Testing;

namespace HubAutomation.Local.Email.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_API_of_the_mail_client_is_the_frozen_one() =>
        Assert.Empty(PublicApi.DifferencesToFrozen(typeof(EmailClient).Assembly, "src/Local/PublicApi/Azure.Communication.Email.txt"));

    [Fact]
    public void The_public_API_of_the_sandbox_is_the_frozen_one() =>
        Assert.Empty(PublicApi.DifferencesToFrozen(typeof(SandboxServer).Assembly, "src/Local/PublicApi/Sandbox.txt"));

    [RealApiFact]
    public void Every_public_member_of_the_mail_client_is_one_of_the_real_package() =>
        Assert.Empty(PublicApi.NotInRealPackages(typeof(EmailClient).Assembly, RealApiFactAttribute.Folder));
}
