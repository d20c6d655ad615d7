using HubAutomation.Shared.Platform.Runs;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// The one way in: triggers, schedules and people start workflows here. The same start twice, also at the same moment, is
/// one run.
/// </summary>
public sealed class WorkflowStarter(RunStore runs)
{
    /// <summary>Starts a run unless it is known.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="authority">The authority; leads the run id.</param>
    /// <param name="workflow">The workflow's name in addresses.</param>
    /// <param name="key">Tells this run from others of the workflow; letters, digits and hyphens.</param>
    /// <param name="plan">What to start.</param>
    /// <param name="startedBy">"blob", "schedule" or "http".</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The run id.</returns>
    public async Task<string> StartAsync(
        DurableTaskClient client, string authority, string workflow, string key, StartPlan.Start plan, string startedBy, CancellationToken cancellation)
    {
        var runId = $"{authority}.{workflow}.{key}";
        if (await client.GetInstanceAsync(runId, cancellation) is not null)
        {
            return runId;
        }

        await runs.RecordStartAsync(runId, workflow, startedBy, plan.InputHash, cancellation);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                plan.Orchestrator, plan.Input, new StartOrchestrationOptions(runId), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Another trigger may have started it since we looked; the type of that refusal differs between hosts.
            if (await client.GetInstanceAsync(runId, cancellation) is null)
            {
                throw;
            }
        }

        return runId;
    }
}
