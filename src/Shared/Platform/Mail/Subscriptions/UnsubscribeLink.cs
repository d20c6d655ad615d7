using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Platform.Mail.Subscriptions;

/// <summary>
/// The link by which a mail is unsubscribed: one for a mailbox and a subscription, the same in every mail. It never runs out, since a mail
/// may lie in a mailbox for years and the right to stop does not end; and it may be used again, since stopping twice is stopping.
/// </summary>
public static class UnsubscribeLink
{
    /// <summary>What the link allows.</summary>
    public const string Action = "unsubscribe";

    /// <summary>The link for one mailbox.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="subscription">What can be stopped.</param>
    /// <param name="mailbox">The address's <see cref="AddressHash"/>.</param>
    public static PersonalLink For(string authority, Subscription subscription, string mailbox)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        return new(authority, mailbox, Action, subscription.Id, PersonalLink.Never, "-");
    }

    /// <summary>Where a link leads.</summary>
    public static Uri Url(Uri publicBaseUrl, string authority, string token) => new(publicBaseUrl, $"api/{authority}/unsubscribe/{token}");
}
