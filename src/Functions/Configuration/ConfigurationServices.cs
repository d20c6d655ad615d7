using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.Configuration;

/// <summary>Checks of what is uploaded to <c>configuration/{authority}</c>.</summary>
public static class ConfigurationServices
{
    /// <summary>Registers the workflow and its schedule.</summary>
    public static IServiceCollection AddConfigurationChecks(this IServiceCollection services)
    {
        services.AddSingleton(ConfigurationCapability.Brings);
        services.AddSingleton<ConfigurationMail>();
        services.AddSingleton<ConfigurationWorkflows>();
        services.AddSingleton<Workflow>(ConfigurationWorkflows.Check);
        services.AddSingleton(provider => new ScheduledWorkflow(ConfigurationWorkflows.CheckName, provider.GetRequiredService<ConfigurationWorkflows>().LatestDueAsync));
        return services;
    }
}
