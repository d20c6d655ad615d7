using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Runs;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Runs that were written down as asked for, and that the engine does not know: the hub died between the two, or the engine has lost them. What
/// they were to work on is not kept, so that nothing could start them as they were meant. Files and schedules start theirs again by themselves
/// (the sweep, the tick); every other is marked as failed, in words, for whoever waits for it.
/// </summary>
public sealed class LostRuns(RunStore runs, AuditTrail audit, TimeProvider time)
{
    // A start takes seconds, and what repeats one that broke off comes within minutes.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private const string Sentence = "It was asked for, but the engine does not know it: the hub stopped at that moment, or its engine was set back. Start it again.";

    /// <summary>Marks an authority's lost runs; how many there were.</summary>
    public async Task<int> MarkAsync(string authority, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var lost = 0;
        foreach (var run in await runs.OpenAsync(authority, time.GetUtcNow() - Grace, cancellation))
        {
            if (await client.GetInstanceAsync(run.RowKey, cancellation) is null)
            {
                await audit.AppendAsync(authority, run.StartedAt, "run-failed", run.RowKey, run.RowKey, Sentence, cancellation);
                await runs.RecordEndAsync(run.RowKey, RunStatus.Failed, RunStore.Lost, Sentence, cancellation);
                lost++;
            }
        }

        return lost;
    }
}
