using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Communication.Email.Wire;

/// <summary>
/// Signs each try with an access key. Source: "Sign an HTTP request" of Azure Communication Services: HMAC-SHA256 over the method,
/// path and query, date, host and the hash of the body.
/// </summary>
internal sealed class KeyPolicy(AzureKeyCredential credential, TimeProvider time) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Sign(message.Request, BodyHashAsync(message, async: false).AsTask().GetAwaiter().GetResult());
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Sign(message.Request, await BodyHashAsync(message, async: true).ConfigureAwait(false));
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
    }

    private void Sign(Request request, string hash)
    {
        var address = request.Uri.ToUri();
        var date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var text = $"{request.Method.Method}\n{address.PathAndQuery}\n{date};{address.Authority};{hash}";
        var signature = HMACSHA256.HashData(Convert.FromBase64String(credential.Key), Encoding.UTF8.GetBytes(text));
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", hash);
        request.Headers.SetValue(
            "Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Convert.ToBase64String(signature)}");
    }

    private static async ValueTask<string> BodyHashAsync(HttpMessage message, bool async)
    {
        if (message.Request.Content is not { } content)
            return Convert.ToBase64String(SHA256.HashData([]));
        using var body = new MemoryStream();
        if (async)
            await content.WriteToAsync(body, message.CancellationToken).ConfigureAwait(false);
        else
            content.WriteTo(body, message.CancellationToken);
        return Convert.ToBase64String(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
    }
}
