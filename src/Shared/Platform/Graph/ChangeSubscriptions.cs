using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>
/// Has Graph tell of changes of a list or a document library. It tells that something changed, not what: ask
/// <see cref="SiteLists.ChangesAsync"/>. Source: "subscription resource type" (https://learn.microsoft.com/graph/api/resources/subscription).
/// </summary>
public sealed class ChangeSubscriptions(GraphConnection graph, TimeProvider time)
{
    /// <summary>How long a subscription to a list or a library lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(42_300);

    /// <summary>The resource name of a list.</summary>
    public static string ListResource(string siteId, string listId) => $"sites/{siteId}/lists/{listId}";

    /// <summary>The resource name of a document library.</summary>
    public static string DriveResource(string driveId) => $"drives/{driveId}/root";

    /// <summary>Subscribes. While this runs, Graph asks the address for a token (<see cref="ChangeNotifications.AnswerHandshake"/>).</summary>
    /// <param name="resource">What to watch.</param>
    /// <param name="address">Where notifications go; https.</param>
    /// <param name="clientState">From <see cref="ChangeNotifications.NewClientState"/>; keep it before this is called.</param>
    /// <param name="duration">How long, up to <see cref="Longest"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ApiException">Graph refuses: 400 when the address did not answer, 403 or 404 when the hub may not watch it.</exception>
    public async Task<ChangeSubscription> CreateAsync(
        string resource, Uri address, string clientState, TimeSpan duration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        var wish = new Subscription
        {
            // The only kind of change that Graph tells of lists and libraries.
            ChangeType = "updated",
            Resource = resource,
            NotificationUrl = address.AbsoluteUri,
            ClientState = clientState,
            ExpirationDateTime = time.GetUtcNow() + duration,
        };
        return Of((await graph.Client.Subscriptions.PostAsync(wish, cancellationToken: cancellation))!);
    }

    /// <summary>Has a subscription last longer from now on; null when it has ended, so that another one has to be made.</summary>
    /// <param name="id">The subscription's id.</param>
    /// <param name="duration">How long from now, up to <see cref="Longest"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ChangeSubscription?> RenewAsync(string id, TimeSpan duration, CancellationToken cancellation)
    {
        try
        {
            var change = new Subscription { ExpirationDateTime = time.GetUtcNow() + duration };
            return Of((await graph.Client.Subscriptions[id].PatchAsync(change, cancellationToken: cancellation))!);
        }
        catch (ODataError e) when (e.ResponseStatusCode == 404)
        {
            return null;
        }
    }

    /// <summary>Ends a subscription; one that has ended already is as good.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        try
        {
            await graph.Client.Subscriptions[id].DeleteAsync(cancellationToken: cancellation);
        }
        catch (ODataError e) when (e.ResponseStatusCode == 404)
        {
            // It is ended, which is what was wanted.
        }
    }

    private static ChangeSubscription Of(Subscription kept) => new(kept.Id!, kept.Resource!, kept.ExpirationDateTime!.Value);
}
