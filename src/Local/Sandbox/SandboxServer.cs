using System.Security.Cryptography;
using HubAutomation.Local.Sandbox.Faults;
using HubAutomation.Local.Sandbox.Graph;
using HubAutomation.Local.Sandbox.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Sandbox;

/// <summary>
/// A server on this machine that answers as the online services do and lets nothing out: mails stay in a folder, where a page
/// shows them; Microsoft Graph is served from another one. It can be told to misbehave.
/// </summary>
public sealed class SandboxServer : IAsyncDisposable
{
    // Somewhat above the service's own limit, so that it is the service's answer that tells of it.
    private const long LargestRequest = 30_000_000;

    private readonly WebApplication _app;
    private readonly DeliveryReports _reports;
    private readonly GraphSandbox? _graph;

    private SandboxServer(WebApplication app, DeliveryReports reports, GraphSandbox? graph, Uri address)
    {
        (_app, _reports, _graph, Address) = (app, reports, graph, address);
    }

    /// <summary>Where it listens; a browser is shown the outbox.</summary>
    public Uri Address { get; }

    /// <summary>What a mail client connects with.</summary>
    public string EmailConnectionString { get; private init; } = "";

    /// <summary>What a Graph client connects with: <c>endpoint=ADDRESS;token=BEARER</c>; null when Graph is not served.</summary>
    public string? GraphConnectionString { get; private init; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">A folder cannot be used.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var key = options.AccessKey ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var token = options.GraphToken ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var outbox = new Outbox(options.OutboxFolder);
        var reports = new DeliveryReports(options.TimeProvider);
        var graph = options.GraphFolder is { } folder ? new GraphSandbox(folder, token, options.TimeProvider) : null;
        var app = await ListenAsync(options.Port, options.TimeProvider, web => Map(web, options, key, outbox, reports, graph), cancellation);
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new SandboxServer(app, reports, graph, address)
        {
            EmailConnectionString = $"endpoint={address};accesskey={key}",
            GraphConnectionString = graph is null ? null : $"endpoint={address}v1.0;token={token}",
        };
    }

    /// <summary>
    /// Posts what became of each mail to a webhook, as Event Grid does; mails that were accepted before are told of, too. Only the first
    /// call counts.
    /// </summary>
    public void ReportDeliveriesTo(Uri webhook) => _reports.PostTo(webhook);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _reports.DisposeAsync();
        if (_graph is not null)
        {
            await _graph.DisposeAsync();
        }
    }

    private static void Map(
        WebApplication app, SandboxOptions options, string key, Outbox outbox, DeliveryReports reports, GraphSandbox? graph)
    {
        var faults = new FaultDice();
        new MailApi(outbox, faults, reports, new RequestSignature(key, options.TimeProvider), options.SendDuration, options.TimeProvider).Map(app);
        OutboxApi.Map(app, outbox);
        FaultApi.Map(app, "/sandbox/faults", faults, MailFaults.Known);
        graph?.Map(app);
        app.MapGet("/", () => Results.Redirect("/sandbox"));
    }

    private static async Task<WebApplication> ListenAsync(int port, TimeProvider time, Action<WebApplication> map, CancellationToken cancellation)
    {
        var app = Build(port, time);
        PrivateAnswers.Guard(app);
        new Door([]).Guard(app);
        map(app);
        try
        {
            await app.StartAsync(cancellation);
            return app;
        }
        catch (IOException error) when (port != 0 && error.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return await ListenAsync(0, time, map, cancellation);
        }
    }

    private static WebApplication Build(int port, TimeProvider time)
    {
        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(SandboxServer).Assembly.GetName().Name });
        web.Services.AddRouting();
        web.Services.AddSingleton(time);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
        });
        return web.Build();
    }
}
