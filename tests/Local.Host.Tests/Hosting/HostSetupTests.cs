using System.Globalization;
using System.Net;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.Tests.Kit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Host.Tests.Hosting;

public class HostSetupTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:{0}")]
    [InlineData("0.0.0.0", "localhost:{0}")]
    [InlineData("::", "localhost:{0}")]
    public void An_app_is_told_where_it_answers_as_in_Azure(string address, string hostName)
    {
        using var socket = PublicSocket.Listen(IPAddress.Parse(address), 0);

        Assert.Equal(string.Format(CultureInfo.InvariantCulture, hostName, socket.EndPoint.Port), socket.HostName);
    }

    [Fact]
    public void A_port_that_is_taken_is_told()
    {
        using var socket = PublicSocket.Listen(IPAddress.Loopback, 0);
        var port = socket.EndPoint.Port;

        var error = Assert.Throws<HostStartException>(() => PublicSocket.Listen(IPAddress.Loopback, port));

        Assert.Equal($"Port {port} is in use: stop what listens there, or choose another with --port.", error.Message);
    }

    [Fact]
    public async Task The_app_finds_the_address_and_the_settings_that_were_given_among_its_own()
    {
        await using var app = await Sample.StartAsync(options =>
        {
            options.Settings = new Dictionary<string, string?> { ["Graph:siteId"] = "surveys = 1" };
            options.Arguments = ["Mail__From=hub@example.org"];
        });
        var settings = app.Services.GetRequiredService<IConfiguration>();

        Assert.Equal(app.Http.BaseAddress!.Authority, settings["WEBSITE_HOSTNAME"]);
        Assert.Equal("surveys = 1", settings["Graph:siteId"]);
        Assert.Equal("hub@example.org", settings["Mail:From"]);
    }

    [Theory]
    [InlineData("--address", "nowhere", "'nowhere' is no address to listen on")]
    [InlineData("--port", "99999", "'99999' is no port: give --port a number from 1 to 65535, or 0 for a free one.")]
    [InlineData("--port", "-1", "'-1' is no port: give --port a number from 1 to 65535, or 0 for a free one.")]
    [InlineData("--until-idel", "", "--until-idel")]
    public void What_is_wrong_is_told(string option, string value, string problem)
    {
        var error = Assert.Throws<HostStartException>(() => HostSetup.Read(new LocalHostOptions { Arguments = [option, value] }, ownsTheProcess: false));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
