using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Shared.Platform.Graph;
using Microsoft.Kiota.Abstractions;

namespace HubAutomation.Local.Graph.Tests;

public sealed class SubscriptionTests
{
    private static readonly string List = ChangeSubscriptions.ListResource(TestGraph.Site, TestGraph.ListId);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task A_change_of_a_list_is_told_with_the_subscriptions_secret()
    {
        await using var graph = await TestGraph.StartAsync();
        await using var hub = await HubEndpoint.StartAsync();
        graph.SetList((1, "before"));
        var secret = ChangeNotifications.NewClientState();

        var subscription = await graph.Subscriptions.CreateAsync(List, hub.Address("notifications"), secret, Week, default);
        hub.Secrets[subscription.Id] = secret;
        graph.SetList((1, "after"));
        var told = await hub.NextAsync();

        var notification = Assert.Single(told.Genuine);
        Assert.Equal((subscription.Id, List, subscription.ExpiresAt, 0),
            (notification.SubscriptionId, notification.Resource, notification.SubscriptionExpiresAt, told.Forged));
    }

    [Fact]
    public async Task A_change_of_a_document_library_is_told_too()
    {
        await using var graph = await TestGraph.StartAsync();
        await using var hub = await HubEndpoint.StartAsync();
        var secret = ChangeNotifications.NewClientState();
        var subscription = await graph.Subscriptions.CreateAsync(
            ChangeSubscriptions.DriveResource(TestGraph.DriveId), hub.Address("notifications?kind=files"), secret, Week, default);
        hub.Secrets[subscription.Id] = secret;

        graph.Put("Surveys/new.csv", "1,yes");

        Assert.Single((await hub.NextAsync()).Genuine);
    }

    [Fact]
    public async Task A_notification_that_nobody_takes_is_told_again()
    {
        await using var graph = await TestGraph.StartAsync();
        await using var hub = await HubEndpoint.StartAsync();
        graph.SetList((1, "before"));
        var secret = ChangeNotifications.NewClientState();
        var subscription = await graph.Subscriptions.CreateAsync(List, hub.Address("notifications"), secret, Week, default);
        (hub.Secrets[subscription.Id], hub.Refusals) = (secret, 1);

        graph.SetList((1, "after"));

        Assert.Single((await hub.NextAsync()).Genuine);
    }

    [Theory]
    [InlineData("encoded", "decoded validation token")]
    [InlineData("html", "text/plain")]
    [InlineData("created", "200 OK")]
    [InlineData("nowhere", "200 OK")]
    public async Task An_address_that_answers_the_handshake_wrongly_gets_no_subscription(string path, string reason)
    {
        await using var graph = await TestGraph.StartAsync();
        await using var hub = await HubEndpoint.StartAsync();
        graph.SetList((1, "one"));

        var refused = await Assert.ThrowsAnyAsync<ApiException>(() => graph.Subscriptions.CreateAsync(
            List, hub.Address(path), ChangeNotifications.NewClientState(), Week, default));

        Assert.Equal(400, refused.ResponseStatusCode);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscription_is_renewed_and_ended_and_one_that_has_ended_is_a_value()
    {
        await using var graph = await TestGraph.StartAsync();
        await using var hub = await HubEndpoint.StartAsync();
        graph.SetList((1, "one"));
        var made = await graph.Subscriptions.CreateAsync(List, hub.Address("notifications"), ChangeNotifications.NewClientState(), Week, default);

        var renewed = await graph.Subscriptions.RenewAsync(made.Id, ChangeSubscriptions.Longest - TimeSpan.FromMinutes(1), default);
        await graph.Subscriptions.DeleteAsync(made.Id, default);
        await graph.Subscriptions.DeleteAsync(made.Id, default);

        Assert.True(renewed!.ExpiresAt > made.ExpiresAt);
        Assert.Null(await graph.Subscriptions.RenewAsync(made.Id, Week, default));
    }

    [Theory]
    [InlineData("http://hub.example/notifications", 7, "https")]
    [InlineData("https://hub.example/notifications", 30, "42300")]
    public async Task What_Graph_does_not_take_is_refused(string address, int days, string reason)
    {
        await using var graph = await TestGraph.StartAsync();
        graph.SetList((1, "one"));

        var refused = await Assert.ThrowsAnyAsync<ApiException>(() => graph.Subscriptions.CreateAsync(
            List, new Uri(address), ChangeNotifications.NewClientState(), TimeSpan.FromDays(days), default));

        Assert.Equal(400, refused.ResponseStatusCode);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_notification_is_counted_and_not_believed()
    {
        await using var hub = await HubEndpoint.StartAsync();
        hub.Secrets["known"] = "secret";
        using var stranger = new HttpClient();
        object Notification(string id, string? state) => new { subscriptionId = id, clientState = state, resource = List, subscriptionExpirationDateTime = DateTimeOffset.UnixEpoch };

        await stranger.PostAsJsonAsync(hub.Address("notifications"), new
        {
            value = new[]
            {
                Notification("known", "secret"), Notification("known", "secreT"), Notification("known", null), Notification("known", ""),
                Notification("unknown", "secret"),
            },
        });
        var told = await hub.NextAsync();

        Assert.Equal("known", Assert.Single(told.Genuine).SubscriptionId);
        Assert.Equal(4, told.Forged);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"value\":7}")]
    public void What_is_no_post_of_notifications_is_refused(string body)
    {
        using var json = JsonDocument.Parse(body);

        Assert.Throws<JsonException>(() => ChangeNotifications.Read(json.RootElement, _ => "secret"));
    }
}
