using System.Net;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Sas;
using HubAutomation.Testing;

namespace HubAutomation.Local.Tables.Tests;

[Collection(TableTests.Name)]
public sealed class AuthenticationTests(TableFixture storage)
{
    private static DateTimeOffset Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1);

    [Fact]
    public async Task A_wrong_key_is_refused_until_it_is_changed()
    {
        var credential = new TableSharedKeyCredential(Azurite.AccountName, Convert.ToBase64String(new byte[64]));
        var table = new TableClient(storage.TableEndpoint, TableFixture.NewName(), credential);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync());
        credential.SetAccountKey(Azurite.AccountKey);
        var created = await table.CreateAsync();

        Assert.Equal((403, 204), (refused.Status, created.GetRawResponse().Status));
    }

    [Fact]
    public async Task A_signature_for_a_table_allows_what_it_says_and_nothing_else()
    {
        var table = await storage.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r"));
        var reader = new TableClient(table.GenerateSasUri(TableSasPermissions.Read, Tomorrow));

        var read = await reader.GetEntityAsync<TableEntity>("p", "r");
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => reader.AddEntityAsync(new TableEntity("p", "other")));

        Assert.Equal(("r", 403, table.Name), (read.Value.RowKey, refused.Status, reader.Name));
    }

    [Fact]
    public async Task A_signature_for_a_table_as_credential_writes_and_finds_entities()
    {
        var table = await storage.NewTableAsync();
        var credential = new AzureSasCredential(table.GetSasBuilder(TableSasPermissions.All, Tomorrow).Sign(Key));
        var client = new TableClient(table.Uri, credential);

        await client.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(["r"], client.Query<TableEntity>(entity => entity.PartitionKey == "p").Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task A_signature_that_has_run_out_is_refused()
    {
        var table = await storage.NewTableAsync();
        var late = new TableClient(table.GenerateSasUri(TableSasPermissions.All, TimeProvider.System.GetUtcNow().AddHours(-1)));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => late.GetEntityAsync<TableEntity>("p", "r"));

        Assert.Equal(403, refused.Status);
    }

    [Fact]
    public async Task A_signature_for_the_account_makes_and_lists_tables()
    {
        var owner = new TableServiceClient(storage.ConnectionString);
        var uri = owner.GenerateSasUri(TableAccountSasPermissions.All, TableAccountSasResourceTypes.All, Tomorrow);
        var name = TableFixture.NewName();

        var byAddress = new TableServiceClient(uri);
        var byCredential = new TableServiceClient(owner.Uri, new AzureSasCredential(uri.Query));
        var byConnectionString = new TableServiceClient($"TableEndpoint={owner.Uri};SharedAccessSignature={uri.Query[1..]}");
        await byAddress.CreateTableAsync(name);
        await byAddress.GetTableClient(name).SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]);

        Assert.Equal(name, Assert.Single(byCredential.Query(table => table.Name == name)).Name);
        Assert.Equal(name, Assert.Single(byConnectionString.Query(TableServiceClient.CreateQueryFilter($"TableName eq {name}"))).Name);
    }

    [Fact]
    public void A_signature_says_its_parts_in_the_query()
    {
        var builder = new TableSasBuilder("Runs", TableSasPermissions.Read | TableSasPermissions.Delete, new DateTimeOffset(2026, 9, 14, 9, 30, 0, TimeSpan.FromHours(1)))
        {
            StartsOn = new DateTimeOffset(2026, 9, 14, 0, 0, 0, TimeSpan.Zero),
            Protocol = TableSasProtocol.Https,
            IPRange = TableSasIPRange.Parse("10.0.0.1-10.0.0.9"),
            PartitionKeyStart = "halton|",
            PartitionKeyEnd = "halton|~",
        };

        var query = builder.Sign(new TableSharedKeyCredential("halton", Convert.ToBase64String(new byte[64])));

        Assert.StartsWith(
            "sv=2019-07-07&spr=https&st=2026-09-14T00%3A00%3A00Z&se=2026-09-14T08%3A30%3A00Z&sip=10.0.0.1-10.0.0.9&tn=Runs&sp=rd&spk=halton%7C&epk=halton%7C~&sig=",
            query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signatures_need_a_key_and_their_parts()
    {
        var table = await storage.NewTableAsync();
        var anonymous = new TableClient(table.GenerateSasUri(TableSasPermissions.Read, Tomorrow));

        Assert.Throws<ArgumentNullException>(() => anonymous.GenerateSasUri(TableSasPermissions.Read, Tomorrow));
        Assert.Throws<InvalidOperationException>(() => new TableSasBuilder { TableName = "Runs" }.Sign(Key));
        Assert.Throws<InvalidOperationException>(() => new TableSasBuilder("Runs", "r", default).Sign(Key));
        Assert.Throws<ArgumentException>(() => table.GenerateSasUri(new TableSasBuilder("Other", "r", Tomorrow)));
        Assert.Contains("si=policy", new TableSasBuilder { TableName = "Runs", Identifier = "policy" }.Sign(Key), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "https://storage.azure.com/.default")]
    [InlineData("AzureGov", "https://storage.azure.us/.default")]
    [InlineData("AzureChina", "https://storage.azure.cn/.default")]
    [InlineData("https://tables.example.org/", "https://tables.example.org/.default")]
    public async Task A_token_is_asked_for_the_audience_and_sent_as_bearer(string? audience, string scope)
    {
        var credential = new RecordingCredential();
        using var transport = new CapturingTransport(HttpStatusCode.NoContent);
        var options = new TableClientOptions { Transport = transport, Retry = { MaxRetries = 0 } };
        if (audience is not null)
            options.Audience = audience;

        await new TableClient(new Uri("https://halton.table.core.windows.net"), "Runs", credential, options).DeleteEntityAsync("p", "r");

        Assert.Equal([scope], credential.Scopes);
        Assert.Equal("Bearer a-token", transport.Header("Authorization"));
        Assert.Equal("2020-12-06", transport.Header("x-ms-version"));
    }

    private static TableSharedKeyCredential Key => new(Azurite.AccountName, Azurite.AccountKey);

    private sealed class RecordingCredential : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("a-token", Tomorrow);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
