using System.Text.Json;
using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Who wants to be told of changes. Sources: subscription-post-subscriptions, subscription-update, subscription-delete below
/// https://learn.microsoft.com/graph/api/, and https://learn.microsoft.com/graph/change-notifications-delivery-webhooks.
/// </summary>
internal sealed class SubscriptionApi(Subscriptions subscriptions, Webhooks webhooks, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes, GraphGuard guard)
    {
        routes.MapPost("/v1.0/subscriptions", guard.Signed(FaultArea.Subscriptions, CreateAsync));
        routes.MapGet("/v1.0/subscriptions/{id}", guard.Signed(FaultArea.Subscriptions, Tell));
        routes.MapPatch("/v1.0/subscriptions/{id}", guard.Signed(FaultArea.Subscriptions, RenewAsync));
        routes.MapDelete("/v1.0/subscriptions/{id}", guard.Signed(FaultArea.Subscriptions, End));
    }

    private async Task<IResult> CreateAsync(HttpContext http)
    {
        if (await ReadAsync(http.Request) is not { } wish)
        {
            return GraphError.Invalid("The body is no subscription.");
        }

        if (Subscription.FaultOf(wish.ChangeType, wish.NotificationUrl, wish.ClientState, wish.ExpirationDateTime, time.GetUtcNow()) is { } fault)
        {
            return GraphError.Invalid(fault);
        }

        if (wish.Resource is null || subscriptions.StateOf(wish.Resource) is not { } state)
        {
            return GraphError.NotFound();
        }

        if (await webhooks.FaultOfAsync(wish.NotificationUrl!, http.RequestAborted) is { } silence)
        {
            return new GraphError(400, "ValidationError", $"Subscription validation request failed. {silence}");
        }

        var subscription = new Subscription(
            Guid.NewGuid().ToString(), wish.Resource, wish.ChangeType!, wish.NotificationUrl!, wish.ClientState, wish.ExpirationDateTime!.Value, state);
        subscriptions.Keep(subscription);
        return Results.Json(Describe(subscription), statusCode: 201);
    }

    private Task<IResult> Tell(HttpContext http) => Task.FromResult<IResult>(
        subscriptions.Find(Id(http)) is { } found ? Results.Json(Describe(found)) : GraphError.NotFound());

    private async Task<IResult> RenewAsync(HttpContext http)
    {
        if (await ReadAsync(http.Request) is not { } wish || Subscription.FaultOf(wish.ExpirationDateTime, time.GetUtcNow()) is not null)
        {
            return GraphError.Invalid("expirationDateTime is missing, over, or more than 42300 minutes away.");
        }

        return subscriptions.Change(Id(http), s => s with { ExpirationDateTime = wish.ExpirationDateTime!.Value }) is { } renewed
            ? Results.Json(Describe(renewed))
            : GraphError.NotFound();
    }

    private Task<IResult> End(HttpContext http) =>
        Task.FromResult<IResult>(subscriptions.Remove(Id(http)) ? Results.NoContent() : GraphError.NotFound());

    private static string Id(HttpContext http) => (string)http.GetRouteValue("id")!;

    private static async Task<Wish?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await request.ReadFromJsonAsync<Wish>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Graph tells a clientState to nobody who asks.
    private static object Describe(Subscription kept) => new
    {
        kept.Id,
        kept.Resource,
        kept.ChangeType,
        kept.NotificationUrl,
        kept.ExpirationDateTime,
    };

    private sealed record Wish(
        string? Resource, string? ChangeType, string? NotificationUrl, string? ClientState, DateTimeOffset? ExpirationDateTime);
}
