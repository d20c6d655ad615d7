using HubAutomation.Shared.Platform;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Infra.Tests;

/// <summary>App settings as a record of options sees them.</summary>
public class AppSettingsTests
{
    [Fact]
    public void Settings_are_read_by_the_names_of_the_properties_and_by_the_names_given_to_them()
    {
        var options = Read(
            ("AzureWebJobsStorage:accountName", "stfamhubprod"), ("AzureWebJobsStorage:clientId", "5d3c"), ("PublicBaseUrl", "https://hub.example.gov.uk"),
            ("SettingsMaxAge", "00:00:30"), ("SummaryOnStop", "true"));

        var expected = new PlatformOptions
        {
            StorageAccount = "stfamhubprod",
            StorageIdentity = "5d3c",
            PublicBaseUrl = new Uri("https://hub.example.gov.uk"),
            SettingsMaxAge = TimeSpan.FromSeconds(30),
            SummaryOnStop = true,
        };
        Assert.Equal(expected, options);
    }

    [Fact]
    public void What_is_not_set_or_empty_keeps_its_default()
    {
        Assert.Equal(new PlatformOptions(), Read(("SettingsMaxAge", ""), ("AzureWebJobsStorage", "")));
    }

    [Theory]
    [InlineData("func-famhub-prod.azurewebsites.net", "https://func-famhub-prod.azurewebsites.net/")]
    [InlineData("localhost:7071", "http://localhost:7071/")]
    [InlineData("127.0.0.1:7171", "http://127.0.0.1:7171/")]
    [InlineData("[::1]:7171", "http://[::1]:7171/")]
    [InlineData("192.168.0.7:7071", "http://192.168.0.7:7071/")]
    public void Links_begin_where_the_app_answers_when_no_public_address_is_set(string hostName, string address)
    {
        Assert.Equal(new Uri(address), Read(("WEBSITE_HOSTNAME", hostName)).PublicBaseUrl);
    }

    [Fact]
    public void Links_begin_with_the_public_address_wherever_the_app_answers()
    {
        var options = Read(("WEBSITE_HOSTNAME", "func-famhub-prod.azurewebsites.net"), ("PublicBaseUrl", "https://hub.example.gov.uk"));

        Assert.Equal(new Uri("https://hub.example.gov.uk"), options.PublicBaseUrl);
    }

    [Theory]
    [InlineData("SettingsMaxAge", "soon")]
    [InlineData("SummaryOnStop", "perhaps")]
    [InlineData("PublicBaseUrl", "hub.example.gov.uk")]
    public void A_setting_that_cannot_be_read_is_named(string name, string value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Read((name, value)));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    private static PlatformOptions Read(params (string Name, string Value)[] settings) =>
        AppSettings.Read<PlatformOptions>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build());
}
