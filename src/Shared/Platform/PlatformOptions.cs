using Microsoft.Extensions.Configuration;

namespace HubAutomation.Shared.Platform;

/// <summary>The app settings that every workflow depends on.</summary>
public sealed record PlatformOptions
{
    /// <summary>The storage account as a connection string: on a desk, never in Azure.</summary>
    [ConfigurationKeyName("AzureWebJobsStorage")]
    public string? StorageConnection { get; init; }

    /// <summary>The storage account's name, when it is reached by managed identity.</summary>
    [ConfigurationKeyName("AzureWebJobsStorage:accountName")]
    public string? StorageAccount { get; init; }

    /// <summary>Client id of the user-assigned identity that opens the account; none takes the app's own.</summary>
    [ConfigurationKeyName("AzureWebJobsStorage:clientId")]
    public string? StorageIdentity { get; init; }

    /// <summary>
    /// Where the app itself answers, e.g. <c>func-famhub-prod.azurewebsites.net</c> or <c>127.0.0.1:7071</c>. Azure, the Core Tools and the local
    /// host set it.
    /// </summary>
    [ConfigurationKeyName("WEBSITE_HOSTNAME")]
    public string HostName { get; init; } = "127.0.0.1:7071";

    /// <summary>
    /// Where people reach the hub, e.g. <c>https://hub.example.gov.uk</c>; goes into mails, calendars and pages. When it is not set, where the app
    /// itself answers: by https, on a desk (localhost or an IP address) by http.
    /// </summary>
    /// <exception cref="InvalidOperationException">The address has no scheme.</exception>
    public Uri PublicBaseUrl
    {
        get => field ?? AddressOf(HostName);
        init => field = value?.IsAbsoluteUri == true
            ? value
            : throw new InvalidOperationException($"Setting {nameof(PublicBaseUrl)} needs a whole address such as https://hub.example.gov.uk.");
    }

    /// <summary>How soon an uploaded configuration takes hold.</summary>
    public TimeSpan SettingsMaxAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a page waits for storage before it says that it does not go: a reader is told within two seconds.</summary>
    public TimeSpan PagePatience { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>True prints at the end what was done: for desks.</summary>
    public bool SummaryOnStop { get; init; }

    private static Uri AddressOf(string hostName)
    {
        var address = new Uri($"{Uri.UriSchemeHttps}://{hostName}");
        return address.IsLoopback || address.HostNameType is not UriHostNameType.Dns ? new Uri($"{Uri.UriSchemeHttp}://{hostName}") : address;
    }
}
