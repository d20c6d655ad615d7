using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Tables.Tests;

/// <summary>What becomes of one request.</summary>
public enum Fault
{
    /// <summary>It is passed on and answered.</summary>
    None,

    /// <summary>It is answered 503 ServerBusy, with Retry-After.</summary>
    Busy,

    /// <summary>It is answered 429 Too Many Requests, with Retry-After.</summary>
    TooMany,

    /// <summary>The connection is cut before anything was read.</summary>
    CutBefore,

    /// <summary>The connection is cut in the middle of the request.</summary>
    CutInRequest,

    /// <summary>The service does it; the connection is cut before the answer.</summary>
    CutAfter,

    /// <summary>The service does it; the connection is cut in the middle of the answer.</summary>
    CutInAnswer,
}

/// <summary>Stands between client and emulator and does to each request what the test has planned, in order; then passes on the rest.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly HttpClient target = new();
    private readonly Uri service;
    private readonly Queue<Fault> plan;
    private readonly Lock gate = new();

    private FaultProxy(Uri service, IEnumerable<Fault> plan)
    {
        this.service = service;
        this.plan = new Queue<Fault>(plan);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    /// <summary>When each request arrived and what became of it.</summary>
    public List<(DateTimeOffset Time, Fault Fault)> Requests { get; } = [];

    public int RetryAfterSeconds { get; init; }

    /// <summary>The emulator's connection string with this proxy in front of the table service.</summary>
    public string ConnectionString => $"TableEndpoint={server.Urls.Single()}{service.AbsolutePath};" +
        $"AccountName={HubAutomation.Testing.Azurite.AccountName};AccountKey={HubAutomation.Testing.Azurite.AccountKey}";

    public static async Task<FaultProxy> StartAsync(Uri service, IEnumerable<Fault> plan, int retryAfterSeconds = 0)
    {
        var proxy = new FaultProxy(service, plan) { RetryAfterSeconds = retryAfterSeconds };
        await proxy.server.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        target.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var fault = Next();
        switch (fault)
        {
            case Fault.Busy:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "ServerBusy");
                break;
            case Fault.TooMany:
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "TooManyRequests");
                break;
            case Fault.CutBefore:
                context.Abort();
                break;
            case Fault.CutInRequest:
                await context.Request.Body.ReadAtLeastAsync(new byte[100], 1, throwOnEndOfStream: false);
                context.Abort();
                break;
            default:
                await PassOnAsync(context, fault);
                break;
        }
    }

    private Fault Next()
    {
        lock (gate)
        {
            var fault = plan.TryDequeue(out var planned) ? planned : Fault.None;
            Requests.Add((TimeProvider.System.GetUtcNow(), fault));
            return fault;
        }
    }

    private Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["odata.error"] = new { code, message = new { lang = "en-US", value = "The server is busy." } },
        });
    }

    private async Task PassOnAsync(HttpContext context, Fault fault)
    {
        using var answer = await target.SendAsync(await CopyAsync(context));
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (fault == Fault.CutAfter || (fault == Fault.CutInAnswer && body.Length == 0))
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive"))
                context.Response.Headers[name] = values.ToArray();
        context.Response.ContentLength = answer.StatusCode == HttpStatusCode.NoContent ? null : body.Length;
        if (fault == Fault.CutInAnswer)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2));
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }
        await context.Response.Body.WriteAsync(body);
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpContext context)
    {
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(service, path)) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in context.Request.Headers)
            if (name is not ("Host" or "Content-Length" or "Transfer-Encoding") && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        return request;
    }
}
