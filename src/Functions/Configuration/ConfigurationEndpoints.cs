using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Configuration;

/// <summary>Shows staff how the configuration stands.</summary>
public sealed class ConfigurationEndpoints(SettingsStore settings, Recipients recipients)
{
    /// <summary>
    /// <c>GET api/{authority}/configuration</c> → which version is in force since when, and every mistake of what is uploaded, by file, key and rule;
    /// also of an authority that never had a valid version.
    /// </summary>
    [Function("GetConfiguration")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/{authority}/configuration")] HttpRequest request, string authority, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await settings.StateAsync(authority, cancellation) is not { } state)
            return Problems.NotFound($"There is no folder \"{authority}\" in the container configuration.");
        return Results.Json(
            new
            {
                authority,
                status = state.IsRefused ? "refused" : "in-force",
                says = state.Sentence ?? "What is uploaded has no mistake and is in force.",
                version = state.InForce?.Version,
                acceptedAt = state.InForce?.Since?.ToDateTimeOffset(),
                ownerIsTold = state.InForce is { } inForce ? recipients.FindOwner(inForce)?.Name : null,
                problems = state.Problems.Select(problem => new { problem.File, problem.Key, problem.Rule }),
            },
            HubJson.Options);
    }
}
