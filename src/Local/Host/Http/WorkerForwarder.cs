using System.Diagnostics;
using System.Net;
using HubAutomation.Local.Host.Rpc;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace HubAutomation.Local.Host.Http;

/// <summary>Hands a request to the worker's own web server, and its answer to the caller.</summary>
internal sealed class WorkerForwarder(IHttpForwarder forwarder) : IDisposable
{
    /// <summary>The header by which the worker finds the run that a request belongs to.</summary>
    public const string InvocationHeader = "x-ms-invocation-id";

    private const string ForwardedFor = "X-Forwarded-For";

    // As the real host: the worker says where it will listen before it does.
    private const int MostTries = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private static readonly ForwarderRequestConfig Config = new()
    {
        ActivityTimeout = TimeSpan.FromMinutes(4),
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
    });

    /// <summary>Forwards a request; what went wrong is also in the response's status, unless that was on its way already.</summary>
    public async Task<ForwarderError> SendAsync(HttpContext http, string invocationId, WorkerConnection worker)
    {
        var headers = http.Request.Headers;
        headers[InvocationHeader] = invocationId;
        if (http.Connection.RemoteIpAddress is { } caller && !IPAddress.IsLoopback(caller))
        {
            headers.Append(ForwardedFor, caller.ToString());
        }

        var address = worker.HttpAddress!.AbsoluteUri;
        for (var attempt = 1; ; attempt++)
        {
            var error = await forwarder.SendAsync(http, address, client, Config, HttpTransformer.Default);
            if (error != ForwarderError.Request || attempt == MostTries || http.Response.HasStarted || !worker.IsOpen)
            {
                return error;
            }

            http.Response.Clear();
            await Task.Delay(FirstPause * attempt, http.RequestAborted);
        }
    }

    /// <summary>Why forwarding failed.</summary>
    public static Exception? Failure(HttpContext http) => http.Features.Get<IForwarderErrorFeature>()?.Exception;

    public void Dispose() => client.Dispose();
}
