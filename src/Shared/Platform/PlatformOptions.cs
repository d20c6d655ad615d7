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

    /// <summary>Where families reach the hub, e.g. <c>https://hub.example.gov.uk</c>; goes into calendars and pages.</summary>
    /// <exception cref="InvalidOperationException">The address has no scheme.</exception>
    public Uri PublicBaseUrl
    {
        get;
        init => field = value?.IsAbsoluteUri == true
            ? value
            : throw new InvalidOperationException($"Setting {nameof(PublicBaseUrl)} needs a whole address such as https://hub.example.gov.uk.");
    } = new("http://127.0.0.1:7071");

    /// <summary>How soon an uploaded configuration takes hold.</summary>
    public TimeSpan SettingsMaxAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>True prints at the end what was done: for desks.</summary>
    public bool SummaryOnStop { get; init; }
}
