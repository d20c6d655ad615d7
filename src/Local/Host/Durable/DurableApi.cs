using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.Host.Durable;

/// <summary>
/// The durable HTTP API under runtime/webhooks/durabletask: starts, shows and steers orchestrations. Needs the system key.
/// Routes, codes and bodies are those of the real extension's HTTP handler; rewind and entities are not there and answer 501.
/// </summary>
internal sealed class DurableApi(
    FunctionCatalog catalog, FunctionKeys keys, AccessGate gate, TaskHubClient client, TimeProvider time, ILogger logger)
{
    private const string RetryAfterStart = "10";
    private const string RetryAfterStatus = "5";
    private const string WrongArgument = "One or more of the arguments submitted is incorrect";
    private const int PageSize = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(ManagementAddresses.Root).AddEndpointFilter(AnswerAsync);
        api.MapPost("orchestrators/{name}/{instanceId?}", StartAsync);
        api.MapGet("instances", Query);
        api.MapDelete("instances", PurgeManyAsync);
        api.MapGet("instances/{id}", Show);
        api.MapDelete("instances/{id}", PurgeAsync);
        api.MapPost("instances/{id}/raiseEvent/{eventName}", RaiseEventAsync);
        api.MapPost("instances/{id}/terminate", (string id, string? reason, CancellationToken cancel) =>
            SteerAsync(() => client.TerminateAsync(id, reason, recursive: false, cancel)));
        api.MapPost("instances/{id}/suspend", (string id, string? reason, CancellationToken cancel) =>
            SteerAsync(() => client.SuspendAsync(id, reason, cancel)));
        api.MapPost("instances/{id}/resume", (string id, string? reason, CancellationToken cancel) =>
            SteerAsync(() => client.ResumeAsync(id, reason, cancel)));
        api.MapPost("instances/{id}/restart", RestartAsync);
        api.MapPost("instances/{id}/rewind", Rewind);
        api.Map("entities/{**rest}", () => NotThere("Entities are not kept by the local host."));
        api.Map("makeprimary", () => Results.Ok());

        // The real handler knows no "wrong method": what it does not serve is not found.
        api.Map("{**rest}", () => Results.NotFound());
    }

    private async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!await gate.AdmitsAsync(context.HttpContext, AccessLevel.System, null))
        {
            return Results.Unauthorized();
        }

        try
        {
            return await next(context);
        }
        catch (TaskHubRefusalException error)
        {
            return Refuse(error);
        }
        catch (Exception error) when (error is ArgumentException or JsonException or FormatException)
        {
            return Results.BadRequest(new { Message = WrongArgument, ExceptionMessage = error.Message });
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.ManagementRequestFailed(logger, error);
            return Results.Json(new { Message = "Something went wrong while processing your request" }, statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private static IResult Refuse(TaskHubRefusalException refusal) => refusal.Kind switch
    {
        Refusal.NotFound => Results.NotFound(),
        Refusal.AlreadyExists => Results.Conflict(new { refusal.Message }),
        Refusal.Ended or Refusal.NotInThatState => Results.StatusCode(StatusCodes.Status410Gone),
        _ => Results.BadRequest(new { Message = WrongArgument, ExceptionMessage = refusal.Message }),
    };

    private async Task<IResult> StartAsync(string name, string? instanceId, HttpContext http, CancellationToken cancel)
    {
        if (!catalog.With<OrchestrationTriggerDescription>().Any(o => string.Equals(o.Trigger.TaskName, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"There is no orchestrator '{name}'.");
        }

        var request = new P.CreateInstanceRequest
        {
            InstanceId = instanceId ?? Guid.NewGuid().ToString("N"),
            Name = name,
            Version = (string?)http.Request.Query["version"],
            Input = await ReadJsonAsync(http.Request, cancel),
            RequestTime = time.GetUtcNow().ToTimestamp(),
        };
        return await AnswerStartAsync(http, await client.StartAsync(request, cancel), cancel);
    }

    private async Task<IResult> RestartAsync(string id, HttpContext http, CancellationToken cancel)
    {
        try
        {
            return await AnswerStartAsync(http, await client.RestartAsync(id, DurableQuery.Flag(http.Request, "restartWithNewInstanceId", true), cancel), cancel);
        }
        catch (TaskHubRefusalException refusal) when (refusal.Kind == Refusal.NotFound)
        {
            return Results.BadRequest(new { Message = "InstanceId does not match a valid orchestration instance.", ExceptionMessage = refusal.Message });
        }
        catch (TaskHubRefusalException refusal) when (refusal.Kind is Refusal.AlreadyExists or Refusal.NotInThatState)
        {
            return Results.Conflict(new { Message = "A non-terminal instance with this instance ID already exists.", ExceptionMessage = refusal.Message });
        }
    }

    /// <summary>With ?timeout= and ?pollingInterval= waits for the end that long; else, and after it, says where to ask.</summary>
    private async Task<IResult> AnswerStartAsync(HttpContext http, string id, CancellationToken cancel)
    {
        if (DurableQuery.Patience(http.Request) is { } patience && await WaitAsync(id, patience, cancel) is { } ended)
        {
            return ended.OrchestrationStatus == P.OrchestrationStatus.Completed
                ? Results.Text(ended.Output ?? "null", "application/json")
                : Results.Text(StatusJson.Write(ended, showInput: true), "application/json");
        }

        var addresses = ManagementAddresses.Of(ManagementAddresses.Origin(http.Request), id, gate.IsEnforced ? keys.DurableTaskKey : null);
        http.Response.Headers.Location = addresses.StatusQueryGetUri;
        http.Response.Headers.RetryAfter = RetryAfterStart;
        return Results.Json(addresses, JsonSerializerOptions.Web, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<P.OrchestrationState?> WaitAsync(string id, TimeSpan timeout, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await client.WaitForCompletionAsync(id, inputsAndOutputs: true, limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private IResult Show(string id, HttpContext http)
    {
        if (client.Find(id, inputsAndOutputs: true) is not { } instance)
        {
            return Results.NotFound();
        }

        var status = Code(instance.OrchestrationStatus, DurableQuery.Flag(http.Request, "returnInternalServerErrorOnFailure", false));
        if (status == StatusCodes.Status202Accepted)
        {
            http.Response.Headers.Location = $"{ManagementAddresses.Origin(http.Request)}{http.Request.Path}{http.Request.QueryString}";
            http.Response.Headers.RetryAfter = RetryAfterStatus;
        }

        var showsHistory = DurableQuery.Flag(http.Request, "showHistory", false) && instance.OrchestrationStatus != P.OrchestrationStatus.Pending;
        var json = StatusJson.Write(
            instance,
            DurableQuery.Flag(http.Request, "showInput", true),
            showsHistory ? client.ReadHistory(id) : null,
            DurableQuery.Flag(http.Request, "showHistoryOutput", false));
        return Results.Text(json, "application/json", statusCode: status);
    }

    private static int Code(P.OrchestrationStatus status, bool failureIsError) => status switch
    {
        P.OrchestrationStatus.Failed => failureIsError ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK,
        _ => HasEnded(status) ? StatusCodes.Status200OK : StatusCodes.Status202Accepted,
    };

    private IResult Query(HttpContext http)
    {
        var page = client.Query(DurableQuery.Instances(http.Request, PageSize));
        http.Response.Headers[DurableQuery.ContinuationHeader] = page.ContinuationToken ?? string.Empty;
        return Results.Text(StatusJson.Write(page.Instances, DurableQuery.Flag(http.Request, "showInput", true)), "application/json");
    }

    private async Task<IResult> PurgeAsync(string id, CancellationToken cancel)
    {
        try
        {
            return AnswerPurge(await client.PurgeAsync(id, recursive: false, cancel));
        }
        catch (TaskHubRefusalException refusal) when (refusal.Kind == Refusal.NotInThatState)
        {
            return Results.Json(refusal.Message, statusCode: StatusCodes.Status412PreconditionFailed);
        }
    }

    private async Task<IResult> PurgeManyAsync(HttpContext http, CancellationToken cancel) =>
        AnswerPurge(await client.PurgeAsync(DurableQuery.Purge(http.Request), recursive: false, cancel));

    private static IResult AnswerPurge(PurgeOutcome purged) =>
        purged.Deleted == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = purged.Deleted });

    private async Task<IResult> RaiseEventAsync(string id, string eventName, HttpContext http, CancellationToken cancel)
    {
        switch (client.Find(id, inputsAndOutputs: false))
        {
            case null:
                return Results.NotFound();
            case { OrchestrationStatus: var status } when HasEnded(status):
                return Results.StatusCode(StatusCodes.Status410Gone);
        }

        if (!IsJson(http.Request))
        {
            return Results.BadRequest(new { Message = "Only application/json request content is supported" });
        }

        var payload = await ReadJsonAsync(http.Request, cancel);
        return await SteerAsync(() => client.RaiseEventAsync(id, eventName, payload, cancel));
    }

    private IResult Rewind(string id) => client.Find(id, inputsAndOutputs: false) switch
    {
        null => Results.NotFound(),
        { OrchestrationStatus: P.OrchestrationStatus.Failed } => NotThere("Rewind is not supported by the local host: restart the orchestration instead."),
        { OrchestrationStatus: var status } => Results.Json(
            $"The orchestration is {status}; only a failed one can be rewound.", statusCode: StatusCodes.Status412PreconditionFailed),
    };

    private static async Task<IResult> SteerAsync(Func<Task> action)
    {
        await action();
        return Results.Accepted();
    }

    private static IResult NotThere(string sentence) => Results.Json(new { Message = sentence }, statusCode: StatusCodes.Status501NotImplemented);

    private static bool HasEnded(P.OrchestrationStatus status) => status
        is P.OrchestrationStatus.Completed or P.OrchestrationStatus.Failed or P.OrchestrationStatus.Terminated or P.OrchestrationStatus.Canceled;

    private static bool IsJson(HttpRequest request) =>
        string.Equals(request.ContentType?.Split(';')[0].Trim(), "application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body, once it is known to be JSON; null when there is none.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    private static async Task<string?> ReadJsonAsync(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancel);
        if (body.Length == 0)
        {
            return null;
        }

        body.Position = 0;
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetRawText();
    }
}
