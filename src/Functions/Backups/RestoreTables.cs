using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Backups;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Backups;

/// <summary>
/// The procedure for bringing rows back: table by table add what is missing, leave what was changed since unless told otherwise, and say what
/// stands now.
/// </summary>
public static class RestoreTables
{
    /// <summary>The orchestration.</summary>
    [Function(nameof(RestoreTables))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RestoreOrder input)
    {
        return await RunGuard.RunAsync(context, () => RestoreAsync(context, input));
    }

    private static async Task<string> RestoreAsync(TaskOrchestrationContext context, RestoreOrder order)
    {
        var (found, damaged, left, done, of) = (Comparison.None, "", new List<string>(), 0, 1);
        while (done < of)
        {
            var table = await context.CallActivityAsync<TableRestored>(
                nameof(BackupActivities.RestoreTable), new BackupActivities.RestoreInput(order, done), Retries.Storage);
            found += table.Found;
            damaged += table.IsDamaged ? $" {table.Table}" : "";
            left.AddRange(table.LeftAlone is { } why ? [why] : []);
            (done, of) = (done + 1, table.Of);
            context.SetCustomStatus(new RunProgress(order.DryRun ? "Comparing tables" : "Restoring tables", done, of));
        }

        var summary = Summary(order, found) + (left.Count == 0 ? "" : $" Left alone: {string.Join("; ", left)}.") + (damaged.Length == 0 ? "" : $" Damaged in the backup, not used:{damaged}.");
        var outcome = damaged.Length > 0 ? "NeedsAPerson" : order.DryRun ? "DryRun" : "Restored";
        var ending = new BackupActivities.RestoreEnd(
            context.InstanceId, order, outcome, summary, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
        await context.CallActivityAsync(nameof(BackupActivities.ConcludeRestore), ending, Retries.Storage);
        return summary;
    }

    // A step that was repeated finds what it has brought back already, so what was done is told as what stands now.
    private static string Summary(RestoreOrder order, Comparison found) => order switch
    {
        { DryRun: true } => string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Rows} rows in the backup: {found.Missing} missing would be added, {found.Changed} changed since would be {(order.ReplaceChanged ? "replaced" : "left as they are")}. Nothing was written."),
        { ReplaceChanged: true } => string.Create(CultureInfo.InvariantCulture, $"{(found.LeftAlone == 0 ? "" : $"{found.Rows - found.LeftAlone} of ")}{found.Rows} rows stand as in the backup."),
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Rows - found.Changed - found.LeftAlone} of {found.Rows} rows stand as in the backup; {found.Changed} were changed since and left as they are."),
    };
}
