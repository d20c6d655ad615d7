using HubAutomation.Shared.Backups;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Runs;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Backups;

/// <summary>The steps of backups; what they do is in HubAutomation.Shared.</summary>
public sealed class BackupActivities(TableExport export, TableRestore restore, RunStore runs, AuditTrail audit)
{
    /// <summary>Copies the next table that is not in the backup yet.</summary>
    [Function(nameof(ExportNextTable))]
    public Task<ExportProgress> ExportNextTable([ActivityTrigger] string backup, FunctionContext context) =>
        export.ExportNextAsync(backup, context.CancellationToken);

    /// <summary>Input of <see cref="RestoreTable"/>.</summary>
    /// <param name="Order">What to restore.</param>
    /// <param name="Number">Which table of those, from 0.</param>
    public sealed record RestoreInput(RestoreOrder Order, int Number);

    /// <summary>Brings one table back, or says what that would do.</summary>
    [Function(nameof(RestoreTable))]
    public Task<TableRestored> RestoreTable([ActivityTrigger] RestoreInput input, FunctionContext context) =>
        restore.RestoreAsync(input.Order, input.Number, context.CancellationToken);

    /// <summary>How a restore ended.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Order">What it was to restore.</param>
    /// <param name="Outcome">One word.</param>
    /// <param name="Summary">One sentence.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record RestoreEnd(string RunId, RestoreOrder Order, string Outcome, string Summary, DateTimeOffset At);

    /// <summary>Writes down how a restore ended; one that wrote something is in the audit trail, too.</summary>
    [Function(nameof(ConcludeRestore))]
    public async Task ConcludeRestore([ActivityTrigger] RestoreEnd end, FunctionContext context)
    {
        if (!end.Order.DryRun)
        {
            await audit.AppendAsync(
                RunStore.WholeHub, end.At, "tables-restored", end.Order.Backup, end.RunId, end.Summary, context.CancellationToken);
        }

        await runs.RecordEndAsync(end.RunId, RunStatus.Completed, end.Outcome, end.Summary, context.CancellationToken);
    }
}
