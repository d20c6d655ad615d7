namespace HubAutomation.Shared.Timetables.Publishing.Documents;

/// <summary>Addresses that partners gave, before they become links.</summary>
internal static class SafeLink
{
    /// <summary>The address when it is an absolute http or https one, otherwise null: "javascript:" must never become a link.</summary>
    public static string? Of(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri.AbsoluteUri
            : null;
}
