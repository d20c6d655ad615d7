using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Communication.Email.Wire;
using Azure.Core;
using Azure.Core.Pipeline;

namespace HubAutomation.Local.Email.Tests;

public sealed class SignatureTests
{
    /// <summary>Computed by hand from the service's description "Sign an HTTP request", not by this code.</summary>
    [Fact]
    public async Task A_request_is_signed_as_the_service_describes()
    {
        var key = new AzureKeyCredential(Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()));
        var time = new FixedTime(new DateTimeOffset(2026, 10, 7, 0, 0, 0, TimeSpan.Zero));
        using var sent = new Capture();
        var pipeline = new HttpPipeline(sent, [new KeyPolicy(key, time)]);
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri("https://unit.communication.azure.com/emails:send?api-version=2025-09-01"));
        message.Request.Content = RequestContent.Create("""{"test":true}"""u8.ToArray());

        await pipeline.SendAsync(message, CancellationToken.None);

        Assert.Equal("b9l325sq/oepzu5IQyiBKZpqr4PZNfu+gwB2YCh/nC4=", sent.Headers["x-ms-content-sha256"]);
        Assert.Equal("Wed, 07 Oct 2026 00:00:00 GMT", sent.Headers["x-ms-date"]);
        Assert.Equal(
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=YHV7zyLZxwoMUuUSzE/fChhD0/GFzDb5f2QJgvRlbCg=",
            sent.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_key_that_is_changed_signs_the_next_request()
    {
        var right = Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray());
        await using var sandbox = await TestSandbox.StartAsync(accessKey: right);
        var credential = new AzureKeyCredential(Convert.ToBase64String(new byte[32]));
        var client = new Azure.Communication.Email.EmailClient(sandbox.Server.Address, credential);

        await Assert.ThrowsAsync<RequestFailedException>(() => client.SendAsync(WaitUntil.Started, Mails.Simple()));
        credential.Update(right);
        await client.SendAsync(WaitUntil.Started, Mails.Simple());

        Assert.Single(await sandbox.MailsAsync());
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class Capture : HttpPipelineTransport, IDisposable
    {
        private readonly HttpClientTransport inner = new();

        public Dictionary<string, string> Headers { get; } = [];

        public void Dispose() => inner.Dispose();

        public override Request CreateRequest() => inner.CreateRequest();

        public override void Process(HttpMessage message)
        {
            foreach (var header in message.Request.Headers)
                Headers[header.Name] = header.Value;
            message.Response = new Accepted();
        }

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            Process(message);
            return default;
        }
    }

    private sealed class Accepted : Response
    {
        public override int Status => 202;

        public override string ReasonPhrase => "Accepted";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;
    }
}
