using System.Text.Json;
using HubAutomation.Local.Host.Blobs;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Hosting;
using HubAutomation.Local.Host.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Host.Http;

/// <summary>
/// The host's own addresses under admin/: how it is, what it hosts, runs by hand, and letting it run dry. All but ping need the master key.
/// </summary>
internal sealed class AdminApi(FunctionCatalog catalog, HostState state, AccessGate gate, ManualRuns runs, DrainMode drain, TimeProvider time)
{
    private const string Running = "Running";

    private static readonly string InstanceId = Guid.NewGuid().ToString("N");

    private readonly DateTimeOffset _started = time.GetUtcNow();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("admin/host/ping", ["GET", "POST"], () => Results.Ok());
        var admin = routes.MapGroup("admin").AddEndpointFilter(OnlyWithMasterKeyAsync);
        admin.MapGet("host/status", Status);
        admin.MapPost("host/drain", DrainAsync);
        admin.MapGet("host/drain/status", DrainStatus);
        admin.MapPost("host/resume", ResumeAsync);
        admin.MapGet("functions", (HttpContext http) => Results.Json(catalog.Functions.Select(f => Describe(f, http.Request))));
        admin.MapGet("functions/{name}", (string name, HttpContext http) =>
            catalog.Find(name) is { } function ? Results.Json(Describe(function, http.Request)) : Results.NotFound());
        admin.MapGet("functions/{name}/status", (string name) =>
            catalog.Find(name) is null ? Results.NotFound() : Results.Json(new { errors = Array.Empty<string>() }));
        admin.MapPost("functions/{name}", RunAsync);
        admin.MapGet("blobs/poison", () => Results.Json(BlobReceipts.Poison(state), JsonSerializerOptions.Web));
    }

    private async ValueTask<object?> OnlyWithMasterKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await gate.AdmitsAsync(context.HttpContext, AccessLevel.Admin, null) ? await next(context) : Results.Unauthorized();

    private IResult Status() => Results.Json(new
    {
        id = Environment.MachineName,
        state = Running,
        version = typeof(AdminApi).Assembly.GetName().Version?.ToString(),
        versionDetails = "local host",
        instanceId = InstanceId,
        computerName = Environment.MachineName,
        processUptime = (long)(time.GetUtcNow() - _started).TotalMilliseconds,
        errors = Array.Empty<string>(),
    });

    private async Task<IResult> DrainAsync(CancellationToken cancel)
    {
        await drain.BeginAsync(cancel);
        return Results.Accepted();
    }

    private IResult DrainStatus() => Results.Json(new
    {
        state = drain.State.ToString(),
        outstandingInvocations = drain.Outstanding,
        outstandingRetries = 0,
    });

    private async Task<IResult> ResumeAsync(CancellationToken cancel)
    {
        await drain.ResumeAsync(cancel);
        return Results.Json(new { state = Running });
    }

    private static object Describe(HostedFunction function, HttpRequest request)
    {
        var host = $"{request.Scheme}://{request.Host}";
        return new
        {
            name = function.Name,
            href = $"{host}/admin/functions/{function.Name}",
            invoke_url_template = function.Description.Trigger is HttpTriggerDescription http ? $"{host}/{http.Route.RawText}" : null,
            language = "dotnet-isolated",
            isDisabled = false,
            config = new
            {
                entryPoint = function.Description.EntryPoint,
                bindings = function.Description.Bindings.Select(b => new { name = b.Name, type = b.Type, direction = b.Direction }),
            },
        };
    }

    private async Task<IResult> RunAsync(string name, HttpContext http)
    {
        if (catalog.Find(name) is not { } function)
        {
            return Results.NotFound();
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            var input = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("input", out var given) ? given.ToString() : null;
            return await runs.TryStartAsync(function, input) is { } problem ? Results.BadRequest(problem) : Results.Accepted();
        }
        catch (JsonException)
        {
            return Results.BadRequest("""The body must be a JSON object such as {"input":""}.""");
        }
    }
}
