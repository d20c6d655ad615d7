using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Functions.Messages;

/// <summary>Messages of staff.</summary>
public static class MessageServices
{
    /// <summary>Registers the capability and its workflow.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSingleton(MessageCapability.Brings);
        services.AddSingleton<MessageWorkflows>();
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<MessageWorkflows>().Partners);
        return services;
    }
}
