using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>A notification that something changed.</summary>
/// <param name="SubscriptionId">By which subscription.</param>
/// <param name="Resource">Where.</param>
/// <param name="SubscriptionExpiresAt">When the subscription ends, UTC.</param>
public sealed record ChangeNotification(string SubscriptionId, string Resource, DateTimeOffset SubscriptionExpiresAt);

/// <summary>What a post of notifications brought.</summary>
/// <param name="Genuine">Those that carry their subscription's secret.</param>
/// <param name="Forged">How many do not; Graph did not send them.</param>
public sealed record ReceivedNotifications(IReadOnlyList<ChangeNotification> Genuine, int Forged);

/// <summary>
/// What an address that Graph notifies has to do: answer the handshake, and believe only notifications that carry the secret of their
/// subscription. Source: "Receive change notifications through webhooks"
/// (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks); answer within three seconds with 202 once what came is kept.
/// </summary>
public static class ChangeNotifications
{
    /// <summary>A new secret for one subscription; Graph takes up to 128 characters.</summary>
    public static string NewClientState() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The answer to Graph's question whether the address wants notifications; null when a request is no such question.</summary>
    public static IResult? AnswerHandshake(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Query["validationToken"].ToString() is not { Length: > 0 } token)
        {
            return null;
        }

        // Anybody may send a token: as plain text that nothing sniffs it runs nowhere.
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(token, "text/plain", Encoding.UTF8);
    }

    /// <summary>Reads a post of notifications.</summary>
    /// <param name="body">The post.</param>
    /// <param name="secretOf">The secret of a subscription by its id; null when there is no such subscription.</param>
    /// <exception cref="JsonException">That is no post of notifications.</exception>
    public static ReceivedNotifications Read(JsonElement body, Func<string, string?> secretOf)
    {
        ArgumentNullException.ThrowIfNull(secretOf);
        var posted = body.Deserialize<Post>(JsonSerializerOptions.Web)?.Value ?? throw new JsonException("Notifications come as a list in \"value\".");
        var genuine = posted.Where(n => n is { SubscriptionId: not null, ClientState: not null, Resource: not null }
            && secretOf(n.SubscriptionId) is { } secret && IsSame(n.ClientState, secret)).ToList();
        return new ReceivedNotifications(
            [.. genuine.Select(n => new ChangeNotification(n.SubscriptionId!, n.Resource!, n.SubscriptionExpirationDateTime))],
            posted.Count - genuine.Count);
    }

    // In the same time whatever is wrong; hashes have one length.
    private static bool IsSame(string given, string secret) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed record Post(IReadOnlyList<Notification>? Value);

    private sealed record Notification(
        string? SubscriptionId, string? ClientState, string? Resource, DateTimeOffset SubscriptionExpirationDateTime);
}
