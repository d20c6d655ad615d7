using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Backups;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace HubAutomation.Functions.Backups;

/// <summary>Backups of the tables.</summary>
public static class BackupServices
{
    /// <summary>Registers the capability, its workflows and its schedule.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddSingleton(BackupCapability.Brings);
        services.AddSingleton<BackupStore>();
        services.AddSingleton<TableExport>();
        services.AddSingleton<TableRestore>();
        services.AddSingleton<BackupWorkflows>();
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<BackupWorkflows>().Export);
        services.AddSingleton<Workflow>(provider => provider.GetRequiredService<BackupWorkflows>().Restore);
        services.AddSingleton(ScheduledWorkflow.Regular(
            BackupWorkflows.ExportName, nameof(ExportTables), _ => null, ScheduledWorkflow.EveryDayAt(new LocalTime(2, 0)), forWholeHub: true));
        return services;
    }
}
