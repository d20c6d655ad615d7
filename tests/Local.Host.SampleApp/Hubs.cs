using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>A hub and its sessions.</summary>
public sealed record Hub(string Name, int Sessions);

/// <summary>Pages of a few kinds of routes, methods and answers.</summary>
public static class Hubs
{
    [Function("HubStatus")]
    public static IActionResult Status(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{authority}/hubs/{hub}")] HttpRequest request, string hub) =>
        new OkObjectResult($"{char.ToUpperInvariant(hub[0])}{hub[1..]} is open");

    [Function("Plain")]
    public static Hub Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "plain")] HttpRequest request) => new("Widnes", 12);

    [Function("Sessions")]
    public static IResult Sessions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sessions/{count:int}/{page:int?}")] HttpRequest request, int count, int? page) =>
        Results.Text($"{count} sessions, page {page ?? 1}");

    [Function("ReadShared")]
    public static IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "shared")] HttpRequest request) => Results.Text("read");

    [Function("WriteShared")]
    public static IResult Write([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "shared")] HttpRequest request) => Results.Text("written");

    [Function("Echo")]
    public static IResult Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request, [FromBody] Hub hub) =>
        Results.Json(hub with { Sessions = hub.Sessions + 1 }, statusCode: 202);

    [Function("Length")]
    public static async Task<IResult> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "length")] HttpRequest request)
    {
        var length = 0L;
        var part = new byte[65536];
        for (int read; (read = await request.Body.ReadAsync(part)) > 0;)
        {
            length += read;
        }

        return Results.Text($"{length}");
    }

    [Function("Caller")]
    public static IResult Caller([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "caller")] HttpRequest request) =>
        Results.Text($"{request.Scheme} {request.Host} {request.Path}{request.QueryString} {request.Headers["X-Forwarded-For"]}");

    [Function("Patient")]
    public static async Task<IResult> Wait(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patient")] HttpRequest request, FunctionContext context, CancellationToken cancellation)
    {
        var journal = (Diary)context.InstanceServices.GetService(typeof(Diary))!;
        journal.Enqueue("waits");
        await Task.WhenAll(UntilAsync(cancellation, "called off"), UntilAsync(request.HttpContext.RequestAborted, "aborted"));
        return Results.Ok();

        async Task UntilAsync(CancellationToken token, string what)
        {
            var over = new TaskCompletionSource();
            await using var registration = token.Register(over.SetResult);
            await over.Task;
            journal.Enqueue(what);
        }
    }

    [Function("Broken")]
    public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest request) =>
        throw new InvalidOperationException("secret");

    [Function("Silent")]
    public static void Silent([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "silent")] HttpRequest request)
    {
        // It has nothing to say.
    }

    [Function("Published")]
    public static IResult Published(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "published/{*path}")] HttpRequest request, string path) => Results.Text(path);

    [Function("AnyMethod")]
    public static IResult Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequest request) => Results.Text(request.Method);
}
