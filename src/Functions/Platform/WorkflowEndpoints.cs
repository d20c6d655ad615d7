using System.Text.Json;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Platform;

/// <summary>Starts workflows over HTTP, for staff and Power Automate.</summary>
public sealed class WorkflowEndpoints(IEnumerable<Workflow> workflows, WorkflowStarter starter, RunStore runs, SettingsStore settings)
{
    /// <summary>
    /// <c>POST api/{authority}/workflows/{name}</c> with the workflow's parameters as a JSON object → 202 with the run's
    /// address. A repeated request with the same <c>Idempotency-Key</c> header is the same run; one with other parameters is refused. What is
    /// about all authorities together is started with "hub" for the authority.
    /// </summary>
    [Function("StartWorkflow")]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/{authority}/workflows/{name}")] HttpRequest request,
        string authority, string name, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (workflows.FirstOrDefault(w => w.Name == name) is not { } workflow)
        {
            return Problems.NotFound($"There is no workflow \"{name}\". There are: {string.Join(", ", workflows.Select(w => w.Name).Order())}.");
        }

        if (workflow.ForWholeHub && authority != RunStore.WholeHub)
        {
            return Problems.NotFound($"{name} is about all authorities together: start it by api/{RunStore.WholeHub}/workflows/{name}.");
        }

        if (!workflow.ForWholeHub && await settings.CurrentAsync(authority, cancellation) is null)
        {
            return Problems.NotFound($"There is no authority \"{authority}\" with a valid configuration.");
        }

        var (body, problem) = await JsonBody.ReadAsync(request, cancellation);
        var (idempotency, wrongKey) = IdempotencyKey.Read(request.Headers);
        if ((problem ?? wrongKey) is { } wrong)
        {
            return Problems.BadRequest(wrong);
        }

        var plan = await workflow.PlanAsync(authority, body, cancellation);
        if (plan is not StartPlan.Start start)
        {
            return Problems.Refused((StartPlan.Refuse)plan);
        }

        // The thing itself decides what is the same run, else the caller's key does, else each start is a run of its own.
        var key = start.Key ?? Names.Key(idempotency is null ? [Guid.NewGuid().ToString("N")] : ["idempotency", idempotency]);
        if (start.Key is null && idempotency is not null)
        {
            start = start with { InputHash = HashOf(body) };
            if (await runs.FindAsync($"{authority}.{name}.{key}", cancellation) is { } earlier && earlier.InputHash != start.InputHash)
            {
                return Problems.BadRequest($"The {IdempotencyKey.Header} was used for a start of {name} with other parameters. Send a key of its own for each start.");
            }
        }

        var runId = await starter.StartAsync(client, authority, name, key, start, "http", cancellation);
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return Results.Accepted($"/api/runs/{runId}", new { id = runId, statusUrl = $"/api/runs/{runId}" });
    }

    private static string HashOf(JsonElement body) =>
        Names.Key([.. body.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal).SelectMany(member => new[] { member.Name, member.Value.GetRawText() })]);
}
