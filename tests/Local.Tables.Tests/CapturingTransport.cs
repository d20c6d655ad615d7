using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure.Core.Pipeline;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>Keeps what is sent, as text, and answers each request alike.</summary>
internal sealed class CapturingTransport(HttpStatusCode status, string contentType = "application/json", string answer = "") : HttpMessageHandler
{
    /// <summary>Request line, headers in their order without those of Azure.Core itself, an empty line, the content.</summary>
    public List<string> Sent { get; } = [];

    public static implicit operator HttpPipelineTransport(CapturingTransport handler) => new HttpClientTransport(handler);

    /// <summary>A header of the last request.</summary>
    public string Header(string name) =>
        Sent[^1].Split("\r\n\r\n")[0].Split("\r\n").Single(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent.Add(Text(request));
        return new HttpResponseMessage(status)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } },
        };
    }

    private static string Text(HttpRequestMessage request)
    {
        var headers = request.Headers.AsEnumerable();
        if (request.Content is not null)
            headers = headers.Concat(request.Content.Headers);
        return string.Join("\r\n",
        [
            $"{request.Method} {request.RequestUri!.AbsoluteUri}",
            .. headers.Where(header => !IsOfCore(header.Key)).Select(header => $"{header.Key}: {string.Join(' ', header.Value)}"),
            "",
            request.Content is { } content ? new StreamReader(content.ReadAsStream()).ReadToEnd() : "",
        ]);
    }

    private static bool IsOfCore(string header) =>
        header is "User-Agent" or "traceparent" or "Request-Id" or "x-ms-client-request-id" or "x-ms-return-client-request-id";
}
