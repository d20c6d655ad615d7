using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Wire;

namespace HubAutomation.Local.Tables.Tests;

public sealed class ConnectionTests
{
    private const string Key = "AAAAAAAAAAAAAAAAAAAAAA==";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite", "http://azurite:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData($"DefaultEndpointsProtocol=https;AccountName=halton;AccountKey={Key};EndpointSuffix=core.windows.net", "https://halton.table.core.windows.net/", "halton")]
    [InlineData($"AccountName=halton;AccountKey={Key}", "https://halton.table.core.windows.net/", "halton")]
    [InlineData($"accountname=halton; accountkey={Key};", "https://halton.table.core.windows.net/", "halton")]
    [InlineData($"DefaultEndpointsProtocol=http;AccountName=dev;AccountKey={Key};BlobEndpoint=http://127.0.0.1:1/dev;TableEndpoint=http://127.0.0.1:45333/dev;", "http://127.0.0.1:45333/dev", "dev")]
    [InlineData("TableEndpoint=https://halton.table.core.windows.net;SharedAccessSignature=sv=2019-07-07&sig=a%3D", "https://halton.table.core.windows.net/", "halton")]
    public void A_connection_string_says_where_the_tables_are(string text, string address, string account)
    {
        var service = new TableServiceClient(text);

        Assert.Equal((new Uri(address), account), (service.Uri, service.AccountName));
    }

    [Theory]
    [InlineData("halton")]
    [InlineData("=halton")]
    [InlineData("AccountName=halton")]
    [InlineData("AccountName=halton;AccountName=halton;AccountKey=" + Key)]
    [InlineData("AccountName=halton;AccountKey=not base64")]
    [InlineData("TableEndpoint=here;AccountName=halton;AccountKey=" + Key)]
    public void What_is_no_connection_string_is_refused_without_showing_it(string text)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => new TableServiceClient(text));

        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_connection_string_is_needed(string? text) =>
        Assert.ThrowsAny<ArgumentException>(() => new TableServiceClient(text));

    [Theory]
    [InlineData("https://halton.table.core.windows.net/Runs?sig=x", "https://halton.table.core.windows.net/", "Runs", "sig=x")]
    [InlineData("http://127.0.0.1:10002/dev/Runs?sig=x", "http://127.0.0.1:10002/dev", "Runs", "sig=x")]
    [InlineData("http://azurite:10002/dev/Runs?sig=x", "http://azurite:10002/dev", "Runs", "sig=x")]
    [InlineData("http://localhost:10002/dev/Runs", "http://localhost:10002/dev", "Runs", "")]
    public void The_address_of_a_table_is_split_into_service_and_table(string address, string service, string table, string signature)
    {
        var (endpoint, name) = TableEndpoint.OfTable(new Uri(address));

        Assert.Equal((new Uri(service), table, signature), (endpoint.Uri, name, endpoint.Signature));
    }

    [Theory]
    [InlineData("https://halton.table.core.windows.net/Runs")]
    [InlineData("https://halton.table.core.windows.net")]
    public void The_address_of_the_service_may_have_the_table_at_its_end(string address)
    {
        var table = new TableClient(new Uri(address), "Runs", new TableSharedKeyCredential("halton", Key));

        Assert.Equal(new Uri("https://halton.table.core.windows.net/Runs"), table.Uri);
    }

    [Fact]
    public void An_address_without_a_table_is_refused() =>
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri("https://halton.table.core.windows.net")));

    [Fact]
    public void A_signature_does_not_travel_unprotected()
    {
        var credential = new AzureSasCredential("sig=x");

        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri("http://halton.table.core.windows.net"), credential));
        Assert.NotNull(new TableServiceClient(new Uri("http://127.0.0.1:10002/dev"), credential));
    }
}
