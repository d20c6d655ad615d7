using System.Text.RegularExpressions;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>Somebody who wants to be told of changes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Resource">A list (<c>sites/SITE/lists/LIST</c>) or a drive (<c>drives/DRIVE/root</c>).</param>
/// <param name="ChangeType">What of; lists and drives know "updated" only.</param>
/// <param name="NotificationUrl">Where to tell.</param>
/// <param name="ClientState">What is sent with every notification, so that it is known to be genuine.</param>
/// <param name="ExpirationDateTime">When it ends.</param>
/// <param name="Told">The state that was told of last.</param>
internal sealed partial record Subscription(
    string Id, string Resource, string ChangeType, string NotificationUrl, string? ClientState, DateTimeOffset ExpirationDateTime, string Told)
{
    /// <summary>
    /// How long a subscription to a list or a drive lasts at most. Source: "subscription resource type", maximum length of subscription
    /// per resource type (https://learn.microsoft.com/graph/api/resources/subscription).
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(42_300);

    private const int LongestClientState = 128;

    /// <summary>What is wrong with a wish to subscribe; null when nothing is.</summary>
    public static string? FaultOf(string? changeType, string? notificationUrl, string? clientState, DateTimeOffset? until, DateTimeOffset now) =>
        changeType != "updated" ? "Lists and drives support the changeType \"updated\" only."
        : !IsAddress(notificationUrl) ? "notificationUrl must be an https address; the sandbox also takes http on this machine."
        : clientState?.Length > LongestClientState ? "clientState is longer than 128 characters."
        : FaultOf(until, now);

    /// <summary>What is wrong with a time of expiry; null when nothing is.</summary>
    public static string? FaultOf(DateTimeOffset? until, DateTimeOffset now) =>
        until is null ? "expirationDateTime is missing."
        : until <= now ? "expirationDateTime is over."
        : until > now + Longest ? "expirationDateTime is more than 42300 minutes away."
        : null;

    /// <summary>The site and list of a resource; null when it is no list.</summary>
    public static (string Site, string List)? ListOf(string resource) =>
        ListForm().Match(resource) is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : null;

    /// <summary>The drive of a resource; null when it is no drive.</summary>
    public static string? DriveOf(string resource) => DriveForm().Match(resource) is { Success: true } match ? match.Groups[1].Value : null;

    private static bool IsAddress(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex("^/?sites/([^/]+)/lists/([^/]+)$")]
    private static partial Regex ListForm();

    [GeneratedRegex("^/?drives/([^/]+)/root$")]
    private static partial Regex DriveForm();
}
