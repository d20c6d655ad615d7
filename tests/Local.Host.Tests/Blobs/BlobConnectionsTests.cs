using HubAutomation.Local.Host.Blobs;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Tests.Blobs;

public class BlobConnectionsTests
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    [Theory]
    [InlineData("", "AzureWebJobsStorage", $"DefaultEndpointsProtocol=https;AccountName=hub;AccountKey={Key}", "https://hub.blob.core.windows.net/")]
    [InlineData("Partners", "Partners", $"DefaultEndpointsProtocol=https;AccountName=partners;AccountKey={Key}", "https://partners.blob.core.windows.net/")]
    [InlineData("Partners", "AzureWebJobsPartners", $"DefaultEndpointsProtocol=https;AccountName=partners;AccountKey={Key}", "https://partners.blob.core.windows.net/")]
    [InlineData("Partners", "ConnectionStrings:Partners", $"DefaultEndpointsProtocol=https;AccountName=partners;AccountKey={Key}", "https://partners.blob.core.windows.net/")]
    [InlineData("Partners", "Partners:blobServiceUri", "https://partners.blob.core.windows.net", "https://partners.blob.core.windows.net/")]
    [InlineData("", "AzureWebJobsStorage:accountName", "hub", "https://hub.blob.core.windows.net/")]
    public void A_connection_is_found_by_its_name(string connection, string setting, string value, string uri)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(setting, (string?)value)]).Build();

        Assert.Equal(new Uri(uri), new BlobConnections(settings).Client(connection).Uri);
    }
}
