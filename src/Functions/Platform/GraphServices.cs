using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Graph;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.Platform;

/// <summary>The site of Microsoft 365 that this deployment works with.</summary>
public static class GraphServices
{
    /// <summary>Registers the site's lists, its document library and subscriptions; settings are read when the first is asked for.</summary>
    public static IServiceCollection AddGraph(this IServiceCollection services)
    {
        services.AddSingleton(provider => AppSettings.Read<GraphOptions>(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<GraphConnection>();
        services.AddSingleton(provider => provider.GetRequiredService<GraphConnection>().Client);
        services.AddSingleton(provider => new SiteLists(provider.GetRequiredService<GraphConnection>(), Set(Options(provider).SiteId, "Graph__siteId")));
        services.AddSingleton(provider => new DriveFiles(
            provider.GetRequiredService<GraphConnection>(), Set(Options(provider).DriveId, "Graph__driveId"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ChangeSubscriptions>();
        return services;
    }

    private static GraphOptions Options(IServiceProvider provider) => provider.GetRequiredService<GraphOptions>();

    private static string Set(string? value, string name) =>
        value ?? throw new InvalidOperationException($"Setting {name} is missing: it says which site the hub works with.");
}
