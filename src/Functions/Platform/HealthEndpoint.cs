using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>Says whether the hub can do its work.</summary>
public sealed class HealthEndpoint(HubStorage storage)
{
    /// <summary><c>GET api/health</c> → 200 when storage answers, else 503.</summary>
    [Function("Health")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            await storage.Published.ExistsAsync(cancellation);
            return Results.Ok(new { status = "healthy" });
        }
        catch (Exception e) when (e is Azure.RequestFailedException or AggregateException)
        {
            return Results.Json(new { status = "unhealthy", reason = "Storage does not answer." }, statusCode: 503);
        }
    }
}
