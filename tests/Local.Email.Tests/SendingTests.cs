using Azure;
using Azure.Communication.Email;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HubAutomation.Local.Email.Tests;

public sealed class SendingTests
{
    [Fact]
    public async Task A_mail_is_sent_with_a_connection_string()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var operation = await new EmailClient(sandbox.Server.EmailConnectionString).SendAsync(WaitUntil.Completed, Mails.Simple());

        Assert.Equal((EmailSendStatus.Succeeded, true, true), (operation.Value.Status, operation.HasCompleted, operation.HasValue));
        Assert.Single(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_mail_is_sent_with_an_access_key()
    {
        var key = Convert.ToBase64String(new byte[32]);
        await using var sandbox = await TestSandbox.StartAsync(accessKey: key);

        await new EmailClient(sandbox.Server.Address, new AzureKeyCredential(key)).SendAsync(WaitUntil.Completed, Mails.Simple());

        Assert.Single(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_mail_is_sent_with_a_token_which_is_asked_for_the_mail_service()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var credential = new FixedToken();
        // Tokens are sent over TLS only, which the sandbox does not speak.
        using var http = new HttpClient(new WithoutTls { InnerHandler = new SocketsHttpHandler() });
        var options = new EmailClientOptions { Transport = new HttpClientTransport(http) };
        var client = new EmailClient(new Uri($"https://127.0.0.1:{sandbox.Server.Address.Port}"), credential, options);

        await client.SendAsync(WaitUntil.Completed, Mails.Simple());

        Assert.Equal("https://communication.azure.com//.default", credential.Scope);
        Assert.Single(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = new EmailClient(sandbox.Server.Address, new AzureKeyCredential(Convert.ToBase64String(new byte[32])));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync(WaitUntil.Started, Mails.Simple()));

        Assert.Equal((401, "Denied"), (refused.Status, refused.ErrorCode));
        Assert.Empty(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task Every_way_to_send_sends()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = sandbox.Client();
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();

        // Sync calls of a sync API: what is tested.
        await Task.Run(() =>
        {
            client.Send(WaitUntil.Completed, Mails.Simple());
            client.Send(WaitUntil.Completed, Mails.Simple(), ids[0]);
            client.Send(WaitUntil.Completed, "hub@example.org", "a@example.org", "Subject", "<p>Text</p>");
            client.Send(WaitUntil.Completed, "hub@example.org", "b@example.org", "Subject", "<p>Text</p>", ids[1], "Text");
        });
        await client.SendAsync(WaitUntil.Completed, Mails.Simple(), ids[2]);
        await client.SendAsync(WaitUntil.Completed, "hub@example.org", "c@example.org", "Subject", "<p>Text</p>", "Text");
        await client.SendAsync(WaitUntil.Completed, "hub@example.org", "d@example.org", "Subject", "<p>Text</p>", ids[3]);

        var mails = await sandbox.MailsAsync();
        Assert.Equal(7, mails.Count);
        Assert.Equal([.. ids.Select(id => id.ToString())], mails.Select(m => m.GetProperty("operationId").GetString()).Where(id => ids.Any(i => i.ToString() == id)));
    }

    [Fact]
    public async Task An_operation_keeps_the_id_that_was_given()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var id = Guid.NewGuid();

        var operation = await sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple(), id);

        Assert.Equal(id.ToString(), operation.Id);
        Assert.Equal(202, operation.GetRawResponse().Status);
    }

    private sealed class FixedToken : TokenCredential
    {
        public string? Scope { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scope = Assert.Single(requestContext.Scopes);
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class WithoutTls : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = "http" }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
