using System.Text.Json;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Hosting;
using HubAutomation.Local.Functions.Invocation;
using HubAutomation.Local.Functions.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Local.Functions.Http;

/// <summary>The host's own addresses under admin/: how it is, what it hosts, and runs by hand. All but ping need the master key.</summary>
internal sealed class AdminApi(FunctionCatalog catalog, HostState state, AccessGate gate, ManualRuns runs, TimeProvider time)
{
    private static readonly string InstanceId = Guid.NewGuid().ToString("N");

    private readonly DateTimeOffset _started = time.GetUtcNow();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("admin/host/ping", ["GET", "POST"], () => Results.Ok());
        var admin = routes.MapGroup("admin").AddEndpointFilter(OnlyWithMasterKeyAsync);
        admin.MapGet("host/status", Status);
        admin.MapGet("functions", (HttpContext http) => Results.Json(catalog.Functions.Select(f => Describe(f, http.Request))));
        admin.MapGet("functions/{name}", (string name, HttpContext http)
            => catalog.Find(name) is { } function ? Results.Json(Describe(function, http.Request)) : Results.NotFound());
        admin.MapGet("functions/{name}/status", (string name)
            => catalog.Find(name) is null ? Results.NotFound() : Results.Json(new { errors = Array.Empty<string>() }));
        admin.MapPost("functions/{name}", RunAsync);
        admin.MapGet("blobs/poison", () => Results.Json(BlobReceipts.Poison(state), JsonSerializerOptions.Web));
    }

    private ValueTask<object?> OnlyWithMasterKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => gate.Admits(context.HttpContext, AuthorizationLevel.Admin, null) ? next(context) : ValueTask.FromResult<object?>(Results.Unauthorized());

    private IResult Status() => Results.Json(new
    {
        id = Environment.MachineName,
        state = "Running",
        version = typeof(AdminApi).Assembly.GetName().Version?.ToString(),
        versionDetails = "local edition",
        instanceId = InstanceId,
        computerName = Environment.MachineName,
        processUptime = (long)(time.GetUtcNow() - _started).TotalMilliseconds,
        errors = Array.Empty<string>(),
    });

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
                bindings = function.Description.Definition.InputBindings.Values.Select(b => new { name = b.Name, type = b.Type, direction = "In" }),
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
