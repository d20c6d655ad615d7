using System.Globalization;
using System.Text.Json;
using DurableTask.Core.Exceptions;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Durable;

/// <summary>
/// The durable HTTP API under runtime/webhooks/durabletask: starts, shows and steers orchestrations. Needs the system key.
/// Routes, codes and bodies are those of the real extension's HTTP handler; histories, rewind and entities are not there.
/// </summary>
internal sealed class DurableApi(
    FunctionCatalog catalog, FunctionKeys keys, AccessGate gate, DurableTaskClient client, TimeProvider time, ILogger logger)
{
    private const string RetryAfterStart = "10";
    private const string RetryAfterStatus = "5";

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(ManagementAddresses.Root).AddEndpointFilter(AnswerAsync);
        api.MapPost("orchestrators/{name}/{instanceId?}", StartAsync);
        api.MapGet("instances", QueryAsync);
        api.MapDelete("instances", PurgeManyAsync);
        api.MapGet("instances/{id}", ShowAsync);
        api.MapDelete("instances/{id}", PurgeAsync);
        api.MapPost("instances/{id}/raiseEvent/{eventName}", RaiseEventAsync);
        api.MapPost("instances/{id}/terminate", (string id, string? reason, CancellationToken cancel)
            => SteerAsync(id, () => client.TerminateInstanceAsync(id, reason, cancel), cancel));
        api.MapPost("instances/{id}/suspend", (string id, string? reason, CancellationToken cancel)
            => SteerAsync(id, () => client.SuspendInstanceAsync(id, reason, cancel), cancel));
        api.MapPost("instances/{id}/resume", (string id, string? reason, CancellationToken cancel)
            => SteerAsync(id, () => client.ResumeInstanceAsync(id, reason, cancel), cancel));
        api.MapPost("instances/{id}/restart", RestartAsync);
    }

    private async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!gate.Admits(context.HttpContext, AuthorizationLevel.System, null))
        {
            return Results.Unauthorized();
        }

        try
        {
            return await next(context);
        }
        catch (OrchestrationAlreadyExistsException error)
        {
            return Results.Conflict(new { Message = error.Message });
        }
        catch (Exception error) when (error is ArgumentException or JsonException or FormatException)
        {
            return Results.BadRequest(new { Message = "One or more of the arguments submitted is incorrect", ExceptionMessage = error.Message });
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.ManagementRequestFailed(logger, error);
            return Results.Json(new { Message = "Something went wrong while processing your request" }, statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private async Task<IResult> StartAsync(string name, string? instanceId, HttpContext http, CancellationToken cancel)
    {
        if (!catalog.With<OrchestrationTriggerDescription>().Any(o => string.Equals(o.Trigger.TaskName, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"There is no orchestrator '{name}'.");
        }

        if (instanceId is not null)
        {
            InstanceIds.Check(instanceId);
        }

        var input = await ReadJsonAsync(http.Request, cancel);
        var id = await client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(instanceId), cancel);
        return await AnswerStartAsync(http, id, cancel);
    }

    private async Task<IResult> RestartAsync(string id, HttpContext http, bool? restartWithNewInstanceId, CancellationToken cancel)
        => await AnswerStartAsync(http, await client.RestartAsync(id, restartWithNewInstanceId ?? true, cancel), cancel);

    /// <summary>With ?timeout= and ?pollingInterval= waits for the end that long; else, and after it, says where to ask.</summary>
    private async Task<IResult> AnswerStartAsync(HttpContext http, string id, CancellationToken cancel)
    {
        if (Seconds(http.Request, "timeout") is { } timeout && Seconds(http.Request, "pollingInterval") is not null
            && await WaitAsync(id, timeout, cancel) is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } ended)
        {
            return Results.Text(ended.SerializedOutput ?? "null", "application/json");
        }

        var payload = ManagementAddresses.Of(ManagementAddresses.Origin(http.Request), id, keys.DurableTaskKey);
        http.Response.Headers.Location = payload.StatusQueryGetUri;
        http.Response.Headers.RetryAfter = RetryAfterStart;
        return Results.Json(payload, JsonSerializerOptions.Web, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<OrchestrationMetadata?> WaitAsync(string id, TimeSpan timeout, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<IResult> ShowAsync(
        string id, HttpContext http, bool? showInput, bool? showHistory, bool? returnInternalServerErrorOnFailure, CancellationToken cancel)
    {
        if (showHistory == true)
        {
            return Results.Json(new { Message = "Histories are not shown by the local host." }, statusCode: StatusCodes.Status501NotImplemented);
        }

        if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancel) is not { } instance)
        {
            return Results.NotFound();
        }

        var status = Code(instance, returnInternalServerErrorOnFailure ?? false);
        if (status == StatusCodes.Status202Accepted)
        {
            var origin = ManagementAddresses.Origin(http.Request);
            http.Response.Headers.Location = ManagementAddresses.Of(origin, id, keys.DurableTaskKey).StatusQueryGetUri;
            http.Response.Headers.RetryAfter = RetryAfterStatus;
        }

        return Results.Text(StatusJson.Write(instance, showInput ?? true), "application/json", statusCode: status);
    }

    private static int Code(OrchestrationMetadata instance, bool failureIsError) => instance.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Terminated => StatusCodes.Status200OK,
        OrchestrationRuntimeStatus.Failed => failureIsError ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK,
        _ => StatusCodes.Status202Accepted,
    };

    private async Task<IResult> QueryAsync(HttpContext http, CancellationToken cancel)
    {
        var query = http.Request.Query;
        var showInput = !bool.TryParse(query["showInput"], out var show) || show;
        var top = query["top"] is [{ } text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100;
        var filter = new OrchestrationQuery(
            Instant(query["createdTimeFrom"]),
            Instant(query["createdTimeTo"]),
            Statuses(query["runtimeStatus"]),
            InstanceIdPrefix: query["instanceIdPrefix"],
            PageSize: top,
            FetchInputsAndOutputs: true);
        var token = (string?)http.Request.Headers["x-ms-continuation-token"];
        var pages = client.GetAllInstancesAsync(filter).AsPages(string.IsNullOrEmpty(token) ? null : token, top);
        await foreach (var page in pages.WithCancellation(cancel))
        {
            http.Response.Headers["x-ms-continuation-token"] = page.ContinuationToken ?? string.Empty;
            return Results.Text(StatusJson.Write(page.Values, showInput), "application/json");
        }

        return Results.Text("[]", "application/json");
    }

    private async Task<IResult> PurgeAsync(string id, CancellationToken cancel)
        => await client.GetInstanceAsync(id, cancel) is null
            ? Results.NotFound()
            : Results.Json(new { instancesDeleted = (await client.PurgeInstanceAsync(id, cancellation: cancel)).PurgedInstanceCount });

    private async Task<IResult> PurgeManyAsync(HttpContext http, CancellationToken cancel)
    {
        var query = http.Request.Query;
        var from = Instant(query["createdTimeFrom"]) ?? throw new ArgumentException("createdTimeFrom is needed.");
        var filter = new PurgeInstancesFilter(from, Instant(query["createdTimeTo"]), Statuses(query["runtimeStatus"]));
        var purged = await client.PurgeAllInstancesAsync(filter, cancellation: cancel);
        return purged.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = purged.PurgedInstanceCount });
    }

    private async Task<IResult> RaiseEventAsync(string id, string eventName, HttpContext http, CancellationToken cancel)
    {
        if (http.Request.ContentLength > 0 && !http.Request.HasJsonContentType())
        {
            return Results.BadRequest(new { Message = "Only application/json request content is supported" });
        }

        var payload = await ReadJsonAsync(http.Request, cancel);
        return await SteerAsync(id, () => client.RaiseEventAsync(id, eventName, payload, cancel), cancel);
    }

    private async Task<IResult> SteerAsync(string id, Func<Task> action, CancellationToken cancel)
    {
        switch (await client.GetInstanceAsync(id, cancel))
        {
            case null:
                return Results.NotFound();
            case { IsCompleted: true }:
                return Results.StatusCode(StatusCodes.Status410Gone);
            default:
                await action();
                return Results.Accepted();
        }
    }

    private static async Task<JsonElement?> ReadJsonAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        return body.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(body.ToArray());
    }

    private static DateTimeOffset? Instant(string? text)
        => string.IsNullOrEmpty(text) ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static TimeSpan? Seconds(HttpRequest request, string name)
        => request.Query[name] is [{ } text] ? TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture)) : null;

    private static OrchestrationRuntimeStatus[]? Statuses(IEnumerable<string?> texts)
    {
        var statuses = texts
            .SelectMany(text => (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(text => Enum.Parse<OrchestrationRuntimeStatus>(text, ignoreCase: true))
            .ToArray();
        return statuses.Length == 0 ? null : statuses;
    }
}
