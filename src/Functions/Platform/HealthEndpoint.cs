using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>Says whether the hub can do its work.</summary>
public sealed class HealthEndpoint(HubStorage storage)
{
    /// <summary><c>GET api/health</c> → 200 when blobs and tables answer and can be written to, else 503 with the reason.</summary>
    [Function("Health")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            await storage.ProbeAsync(cancellation);
            await storage.ProbeWritingAsync(cancellation);
            return Results.Ok(new { status = "healthy" });
        }
        catch (Exception e) when (StorageTrouble.Of(e) is { } trouble && !cancellation.IsCancellationRequested)
        {
            return Results.Json(new { status = "unhealthy", reason = $"Storage does not work: {trouble}." }, statusCode: 503);
        }
    }
}
