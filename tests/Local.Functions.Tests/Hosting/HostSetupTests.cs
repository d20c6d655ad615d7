using HubAutomation.Local.Functions.Hosting;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Tests.Hosting;

public class HostSetupTests
{
    [Theory]
    [InlineData("127.0.0.1:7071")]
    [InlineData("127.0.0.1:7171", "--port", "7171")]
    [InlineData("192.168.0.7:7071", "--host", "192.168.0.7")]
    [InlineData("localhost:7171", "--host", "*", "--port", "7171")]
    public void An_app_is_told_where_it_answers_as_in_Azure(string hostName, params string[] arguments) =>
        Assert.Equal(hostName, Settings(arguments)["WEBSITE_HOSTNAME"]);

    [Fact]
    public void An_app_is_not_told_of_a_port_that_is_only_found_when_it_listens() =>
        Assert.Null(Settings("--port", "0")["WEBSITE_HOSTNAME"]);

    private static ConfigurationManager Settings(params string[] arguments)
    {
        var settings = new ConfigurationManager();
        HostSetup.Read(new LocalHostOptions { Arguments = arguments }, ownsTheProcess: false).AddTo(settings);
        return settings;
    }
}
