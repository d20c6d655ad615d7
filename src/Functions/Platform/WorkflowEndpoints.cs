using System.Text.Json;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Platform;

/// <summary>Starts workflows over HTTP, for staff and Power Automate.</summary>
public sealed class WorkflowEndpoints(IEnumerable<Workflow> workflows, WorkflowStarter starter, SettingsStore settings)
{
    /// <summary>
    /// <c>POST api/{authority}/workflows/{name}</c> with the workflow's parameters as a JSON object → 202 with the run's
    /// address. A repeated request with the same <c>Idempotency-Key</c> header is the same run. What is about all authorities together is
    /// started with "hub" for the authority.
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

        if (await ReadParametersAsync(request, cancellation) is not { } parameters)
        {
            return Problems.BadRequest("Send the parameters as a JSON object, or no body at all.");
        }

        if (parameters.EnumerateObject().FirstOrDefault(p => !workflow.Parameters.ContainsKey(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            var known = string.Join("; ", workflow.Parameters.Select(p => $"{p.Key}: {p.Value}"));
            return Problems.BadRequest($"{name} has no parameter \"{unknown.Name}\". It has: {known}.");
        }

        var plan = await workflow.PlanAsync(authority, parameters, cancellation);
        if (plan is not StartPlan.Start start)
        {
            return Problems.Refused((StartPlan.Refuse)plan);
        }

        var key = start.Key ?? (request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given
            ? Names.Key("idempotency", given)
            : Names.Key(Guid.NewGuid().ToString("N")));
        var runId = await starter.StartAsync(client, authority, name, key, start, "http", cancellation);
        request.HttpContext.Response.Headers.RetryAfter = "2";
        return Results.Accepted($"/api/runs/{runId}", new { id = runId, statusUrl = $"/api/runs/{runId}" });
    }

    private static async Task<JsonElement?> ReadParametersAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await JsonBody.ReadAsync(request, cancellation);
        if (body.Length == 0)
        {
            return JsonSerializer.SerializeToElement(new { });
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
