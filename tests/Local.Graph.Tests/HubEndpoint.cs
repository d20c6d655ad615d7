using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using HubAutomation.Shared.Platform.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Graph.Tests;

/// <summary>An address for notifications over real HTTP, made of nothing but the hub's own functions.</summary>
internal sealed class HubEndpoint : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<ReceivedNotifications> received = Channel.CreateUnbounded<ReceivedNotifications>();

    private HubEndpoint()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapPost("/notifications", TakeAsync);
        app.MapPost("/encoded", (HttpRequest request) => Results.Text(Uri.EscapeDataString(request.Query["validationToken"]!), "text/plain"));
        app.MapPost("/html", (HttpRequest request) => Results.Text(request.Query["validationToken"]!, "text/html"));
        app.MapPost("/created", (HttpRequest request) => Results.Text(request.Query["validationToken"]!, "text/plain", statusCode: 201));
    }

    /// <summary>The secret of each subscription; filled by the test.</summary>
    public ConcurrentDictionary<string, string> Secrets { get; } = new();

    /// <summary>How many posts are turned away, as by an app that is starting.</summary>
    public int Refusals { get; set; }

    public Uri Address(string path) => new(new Uri(app.Urls.Single()), path);

    public static async Task<HubEndpoint> StartAsync()
    {
        var endpoint = new HubEndpoint();
        await endpoint.app.StartAsync();
        return endpoint;
    }

    /// <summary>The next post that was taken.</summary>
    public async Task<ReceivedNotifications> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await received.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (ChangeNotifications.AnswerHandshake(request) is { } answer)
        {
            return answer;
        }

        if (Refusals-- > 0)
        {
            return Results.StatusCode(503);
        }

        using var body = await JsonDocument.ParseAsync(request.Body);
        received.Writer.TryWrite(ChangeNotifications.Read(body.RootElement, id => Secrets.GetValueOrDefault(id)));
        return Results.Accepted();
    }
}
