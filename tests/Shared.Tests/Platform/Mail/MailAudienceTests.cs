using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Text;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Shared.Tests.Platform.Mail;

public sealed class MailAudienceTests
{
    private static readonly Uri Azure = new("https://hub.uk.communication.azure.com");

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("", false, false)]
    [InlineData("everyone", true, true)]
    [InlineData("@example.gov.uk; tester@example.org", true, false)]
    [InlineData("ANN@example.gov.uk", true, false)]
    public void A_deployment_writes_to_those_it_is_told_to_and_to_nobody_else(string? setting, bool staff, bool parent)
    {
        var audience = MailAudience.Read(setting, Azure);

        Assert.Equal((staff, parent), (audience.Allows("Ann@Example.gov.uk"), audience.Allows("parent@example.com")));
    }

    [Fact]
    public void A_domain_does_not_let_its_lookalikes_in()
    {
        var audience = MailAudience.Read("@example.gov.uk", Azure);

        Assert.False(audience.Allows("ann@example.gov.uk.example.com"));
        Assert.False(audience.Allows("ann@not-example.gov.uk"));
        Assert.False(audience.Allows("ann@sub.example.gov.uk"));
    }

    [Fact]
    public void The_sandbox_lets_nothing_out_so_everybody_is_allowed_there() =>
        Assert.True(MailAudience.Read(null, new Uri("http://127.0.0.1:7072")).Allows("parent@example.com"));

    [Theory]
    [InlineData("everybody")]
    [InlineData("everyone;@example.org")]
    [InlineData("*@example.org")]
    public void A_setting_that_makes_no_sense_is_refused(string setting) =>
        Assert.Throws<InvalidOperationException>(() => MailAudience.Read(setting, Azure));

    [Fact]
    public void Settings_are_read_with_the_service_s_limits_for_a_new_domain()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Email", "endpoint=https://unit.example/;accesskey=AA==")]).Build();

        var options = AppSettings.Read<MailOptions>(settings);

        Assert.Equal((30, 100, true), (options.Limits.PerMinute, options.Limits.PerHour, options.IsConfigured));
        Assert.False(options.Audience.Allows("parent@example.com"));
        Assert.False(AppSettings.Read<MailOptions>(new ConfigurationBuilder().Build()).IsConfigured);
    }

    [Theory]
    [InlineData("libraries@example.gov.uk", true)]
    [InlineData("o'neill+hub@sub.example.org", true)]
    [InlineData("ann.smith@example.org", true)]
    [InlineData("ann..smith@example.org", false)]
    [InlineData(".ann@example.org", false)]
    [InlineData("ann.@example.org", false)]
    [InlineData("libraries@example", false)]
    [InlineData("Ann <ann@example.org>", false)]
    [InlineData("a@example.org, b@example.org", false)]
    [InlineData("a@example.org\r\nBcc: b@example.org", false)]
    [InlineData("", false)]
    public void An_address_is_one_mailbox_without_a_name(string text, bool isAddress) => Assert.Equal(isAddress, Addresses.IsAddress(text));
}
