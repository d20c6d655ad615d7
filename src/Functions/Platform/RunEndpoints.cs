using HubAutomation.Shared.Platform.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Platform;

/// <summary>Answers "what happened?" about a run.</summary>
public sealed class RunEndpoints(RunStore runs)
{
    /// <summary>
    /// <c>GET api/runs/{id}</c> → 202 with <c>Retry-After</c> while it works, 200 when it has ended: status, progress, outcome,
    /// and every step with its duration.
    /// </summary>
    [Function("GetRun")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (await runs.FindAsync(id, cancellation) is not { } run)
        {
            return Problems.NotFound($"There is no run \"{id}\".");
        }

        var instance = run.EndedAt is null ? await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellation) : null;
        var status = instance?.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => RunStatus.Failed.ToString(),
            OrchestrationRuntimeStatus.Running => RunStatus.Running.ToString(),
            _ => run.Status,
        };
        var view = new
        {
            id,
            workflow = run.Workflow,
            status,
            startedBy = run.StartedBy,
            startedAt = run.StartedAt,
            endedAt = run.EndedAt,
            outcome = run.Outcome,
            summary = run.Summary,
            progress = instance?.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<RunProgress>(),
            steps = await runs.StepsAsync(id, cancellation),
        };
        if (status is nameof(RunStatus.Completed) or nameof(RunStatus.Failed))
        {
            return Results.Ok(view);
        }

        request.HttpContext.Response.Headers.RetryAfter = "2";
        return Results.Accepted($"/api/runs/{id}", view);
    }
}
