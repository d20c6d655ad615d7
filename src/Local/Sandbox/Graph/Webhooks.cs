using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Calls the addresses that notifications go to. Source: "Receive change notifications through webhooks"
/// (https://learn.microsoft.com/graph/change-notifications-delivery-webhooks): before a subscription is made, the address has to answer
/// a token within ten seconds, as plain text; a notification is taken when 2xx is answered within three.
/// </summary>
internal sealed class Webhooks : IDisposable
{
    private static readonly TimeSpan ValidationTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NotificationTime = TimeSpan.FromSeconds(3);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _client.Dispose();

    /// <summary>What an address does wrong when it is asked for the token; null when it answers it.</summary>
    public async Task<string?> FaultOfAsync(string address, CancellationToken cancellation)
    {
        // With characters that an address has to escape, so that who does not decode it is found out.
        var token = $"Validation: Testing client application reachability {Convert.ToBase64String(RandomNumberGenerator.GetBytes(24))}+/=";
        var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}{separator}validationToken={Uri.EscapeDataString(token)}")
        {
            Content = new StringContent("", new MediaTypeHeaderValue("text/plain", "utf-8")),
        };
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(ValidationTime);
        try
        {
            using var answer = await _client.SendAsync(request, time.Token);
            return answer.StatusCode != HttpStatusCode.OK ? "Notification endpoint must respond with 200 OK to validation request."
                : answer.Content.Headers.ContentType?.MediaType != "text/plain" ? "Notification endpoint must answer as text/plain."
                : await answer.Content.ReadAsStringAsync(time.Token) != token ? "Notification endpoint must answer the decoded validation token."
                : null;
        }
        catch (HttpRequestException)
        {
            return "Notification endpoint cannot be reached.";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "Notification endpoint did not answer within ten seconds.";
        }
    }

    /// <summary>Tells of a change; false when it has to be told again.</summary>
    public async Task<bool> NotifyAsync(Subscription subscription, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(NotificationTime);
        try
        {
            using var answer = await _client.PostAsJsonAsync(subscription.NotificationUrl, new { value = new[] { Notification(subscription) } }, time.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static object Notification(Subscription subscription) => new
    {
        subscriptionId = subscription.Id,
        subscriptionExpirationDateTime = subscription.ExpirationDateTime,
        clientState = subscription.ClientState,
        changeType = subscription.ChangeType,
        resource = subscription.Resource,
        tenantId = Guid.Empty,
    };
}
