using Microsoft.Extensions.Configuration;

namespace HubAutomation.Shared.Platform.Graph;

/// <summary>The app settings that say which site of Microsoft 365 this deployment works with, and how it gets there.</summary>
public sealed record GraphOptions
{
    /// <summary>
    /// Graph as <c>endpoint=…;token=…</c>: on a desk, where <c>UseGraphSandbox=true</c> asks for the sandbox; never in Azure.
    /// </summary>
    [ConfigurationKeyName("Graph")]
    public string? ConnectionString { get; init; }

    /// <summary>Graph's address with its version, when it is reached by managed identity.</summary>
    /// <exception cref="InvalidOperationException">It is no https address.</exception>
    [ConfigurationKeyName("Graph:endpoint")]
    public Uri Endpoint
    {
        get;
        init => field = value is { IsAbsoluteUri: true, Scheme: "https" }
            ? value
            : throw new InvalidOperationException("Setting Graph__endpoint needs a whole address such as https://graph.microsoft.com/v1.0.");
    } = new("https://graph.microsoft.com/v1.0");

    /// <summary>Client id of the user-assigned identity that the site was opened to; none takes the app's own.</summary>
    [ConfigurationKeyName("Graph:clientId")]
    public string? ClientId { get; init; }

    /// <summary>Id of the site with the surveys' lists, <c>contoso.sharepoint.com,GUID,GUID</c>; none: the hub works with no site.</summary>
    [ConfigurationKeyName("Graph:siteId")]
    public string? SiteId { get; init; }

    /// <summary>Id of the document library of that site that files are read from and reports are put into, <c>b!…</c>.</summary>
    [ConfigurationKeyName("Graph:driveId")]
    public string? DriveId { get; init; }
}
