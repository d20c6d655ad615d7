using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Reach;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.Reach;

/// <summary>National files and what reach is computed with.</summary>
public static class ReachServices
{
    /// <summary>Registers the capability and its workflow.</summary>
    public static IServiceCollection AddReach(this IServiceCollection services)
    {
        services.AddSingleton(ReachCapability.Brings);
        services.AddSingleton<ReferenceLibrary>();
        services.AddSingleton<ReferenceIntake>();
        services.AddSingleton<ReferenceWorkflows>();
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<ReferenceWorkflows>().TakeIn);
        return services;
    }
}
