using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Backups;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Backups;

/// <summary>The procedure for each night's backup: copy one table after the other, and say whether all were there.</summary>
public static class ExportTables
{
    /// <summary>The orchestration.</summary>
    [Function(nameof(ExportTables))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        return await RunGuard.RunAsync(context, () => ExportAsync(context));
    }

    private static async Task<string> ExportAsync(TaskOrchestrationContext context)
    {
        var backup = TableExport.NameAt(context.CurrentUtcDateTime);
        ExportProgress progress;
        do
        {
            progress = await context.CallActivityAsync<ExportProgress>(nameof(BackupActivities.ExportNextTable), backup, Retries.Storage);
            context.SetCustomStatus(new RunProgress("Exporting tables", progress.Done, progress.Of));
        }
        while (progress.Done < progress.Of);

        var summary = string.Create(CultureInfo.InvariantCulture, $"Backup {backup}: {progress.Rows} rows of {progress.Of} tables.");
        if (progress.Missing is { } missing)
        {
            summary += $" Missing in storage: {missing}. Restore them from an earlier backup.";
        }

        await context.CallActivityAsync(
            nameof(PlatformActivities.RecordEnd),
            new PlatformActivities.Ending(context.InstanceId, progress.Missing is null ? "Exported" : "NeedsAPerson", summary), Retries.Storage);
        return summary;
    }
}
