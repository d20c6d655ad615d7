using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Host.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps what it is sent. Names stand in protobuf as they are, so that they can be looked for.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Text)> received = new();

    private readonly ConcurrentDictionary<string, bool> tenants = new();
    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(TakeAsync);
    }

    public string Address => app.Urls.Single();

    public string Traces => Sent("/v1/traces");

    public string Metrics => Sent("/v1/metrics");

    public string Logs => Sent("/v1/logs");

    /// <summary>The values of the header "tenant", each once.</summary>
    public IEnumerable<string> Tenants => tenants.Keys;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The variables that send everything here.</summary>
    public Dictionary<string, string?> Variables(params (string Name, string Value)[] others)
    {
        var variables = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        foreach (var (name, value) in others)
        {
            variables[name] = value;
        }

        return variables;
    }

    /// <summary>Waits until something has come that contains a text.</summary>
    public async Task UntilAsync(string text)
    {
        while (true)
        {
            var next = added.Task;
            if (received.Any(r => r.Text.Contains(text, StringComparison.Ordinal)))
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string Sent(string path) => string.Concat(received.Where(r => r.Path == path).Select(r => r.Text));

    private async Task TakeAsync(HttpContext http)
    {
        if (http.Request.Headers["tenant"] is [{ } tenant])
        {
            tenants.TryAdd(tenant, true);
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        received.Enqueue((http.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
        Interlocked.Exchange(ref added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        http.Response.ContentType = "application/x-protobuf";
    }
}
