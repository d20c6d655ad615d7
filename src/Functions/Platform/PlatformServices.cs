using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Composition;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HubAutomation.Functions.Platform;

/// <summary>What every workflow uses.</summary>
public static class PlatformServices
{
    /// <summary>Registers storage, settings, runs and the one way in.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Read when first needed: the local host adds the emulator's address while it starts.
        services.AddSingleton(provider => AppSettings.Read<PlatformOptions>(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => new Capabilities(provider.GetServices<Capability>()));
        services.AddSingleton(provider => provider.GetRequiredService<Capabilities>().Settings);
        services.AddSingleton(provider => provider.GetRequiredService<Capabilities>().Recipients);
        services.AddSingleton(provider => provider.GetRequiredService<Capabilities>().Subscriptions);
        services.AddSingleton(provider => provider.GetRequiredService<Capabilities>().Connect(provider.GetRequiredService<PlatformOptions>()));
        services.AddSingleton<HubKeys>();
        services.AddSingleton<PersonalLinks>();
        services.AddSingleton<PageAnswers>();
        services.AddSingleton<CallerLimit>();
        services.AddSingleton<TroubleLog>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<RunStore>();
        services.AddSingleton<BlobTries>();
        services.AddSingleton<WorkFolders>();
        services.AddSingleton<SettingsStore>();
        services.AddSingleton<WorkflowStarter>();
        services.AddSingleton<LostRuns>();
        services.AddHostedService<StorageSetup>();
        if (AppSettings.Read<PlatformOptions>(configuration).SummaryOnStop)
        {
            services.AddHostedService<StopSummary>();
        }

        return services;
    }
}
