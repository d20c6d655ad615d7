using HubAutomation.Local.DurableTask;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>What the host reads of host.json.</summary>
/// <param name="RoutePrefix">extensions.http.routePrefix, "api" when not set; without slashes at its ends.</param>
/// <param name="HubName">extensions.durableTask.hubName, by which clients call the task hub.</param>
/// <param name="MaxConcurrentActivities">extensions.durableTask.maxConcurrentActivityFunctions.</param>
/// <param name="MaxConcurrentOrchestrations">extensions.durableTask.maxConcurrentOrchestratorFunctions.</param>
/// <param name="SessionIdleTimeout">
/// extensions.durableTask.extendedSessionIdleTimeoutInSeconds; zero where extendedSessionsEnabled says that there are none. The real
/// host has none unless asked: here they save the worker the replay of what it has just done.
/// </param>
/// <param name="Versioning">extensions.durableTask.defaultVersion, versionMatchStrategy and versionFailureStrategy; null without a default version.</param>
/// <param name="Logging">logging, of which logLevel is followed.</param>
internal sealed record HostJson(
    string RoutePrefix,
    string HubName,
    int? MaxConcurrentActivities,
    int? MaxConcurrentOrchestrations,
    TimeSpan SessionIdleTimeout,
    VersionPolicy? Versioning,
    IConfigurationSection Logging)
{
    private const string DefaultHubName = "hub";
    private const int DefaultSessionIdleSeconds = 30;

    /// <summary>Everything at its default.</summary>
    public static HostJson Default { get; } = Read(new ConfigurationBuilder().Build());

    /// <summary>Reads the host.json among the app's files; without one everything is at its default.</summary>
    /// <exception cref="HostStartException">The file is no JSON, or a value is none of those allowed; the message names it.</exception>
    public static HostJson Read(string appFolder)
    {
        var path = Path.Combine(appFolder, "host.json");
        try
        {
            return Read(new ConfigurationBuilder().AddJsonFile(path, optional: true, reloadOnChange: false).Build());
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw new HostStartException($"{path}: {error.Message}", error);
        }
    }

    public static HostJson Read(IConfiguration json)
    {
        var durable = json.GetSection("extensions:durableTask");
        return new HostJson(
            (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
            durable["hubName"] is { Length: > 0 } name ? name : DefaultHubName,
            durable.GetValue<int?>("maxConcurrentActivityFunctions"),
            durable.GetValue<int?>("maxConcurrentOrchestratorFunctions"),
            durable.GetValue("extendedSessionsEnabled", true)
                ? TimeSpan.FromSeconds(durable.GetValue("extendedSessionIdleTimeoutInSeconds", DefaultSessionIdleSeconds))
                : TimeSpan.Zero,
            ReadVersioning(durable),
            json.GetSection("logging"));
    }

    private static VersionPolicy? ReadVersioning(IConfigurationSection durable) =>
        durable["defaultVersion"] is not { Length: > 0 } version
            ? null
            : new VersionPolicy(
                version,
                durable.GetValue("versionMatchStrategy", VersionMatch.CurrentOrOlder),
                durable.GetValue("versionFailureStrategy", VersionFailure.Reject));
}
