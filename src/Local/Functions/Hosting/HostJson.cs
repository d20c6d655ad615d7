using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>What the host reads of host.json.</summary>
/// <param name="RoutePrefix">extensions.http.routePrefix, "api" when not set; without slashes at its ends.</param>
/// <param name="MaxConcurrentActivities">extensions.durableTask.maxConcurrentActivityFunctions.</param>
/// <param name="MaxConcurrentOrchestrations">extensions.durableTask.maxConcurrentOrchestratorFunctions.</param>
/// <param name="Versioning">extensions.durableTask.defaultVersion, versionMatchStrategy and versionFailureStrategy; null without a default version.</param>
/// <param name="Logging">logging, of which logLevel is followed.</param>
internal sealed record HostJson(
    string RoutePrefix,
    int? MaxConcurrentActivities,
    int? MaxConcurrentOrchestrations,
    DurableTaskWorkerOptions.VersioningOptions? Versioning,
    IConfigurationSection Logging)
{
    /// <summary>Everything at its default.</summary>
    public static HostJson Default { get; } = Read(new ConfigurationBuilder().Build());

    /// <summary>Reads the host.json beside the app; without one everything is at its default.</summary>
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

    public static HostJson Read(IConfiguration json) => new(
        (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
        json.GetValue<int?>("extensions:durableTask:maxConcurrentActivityFunctions"),
        json.GetValue<int?>("extensions:durableTask:maxConcurrentOrchestratorFunctions"),
        ReadVersioning(json.GetSection("extensions:durableTask")),
        json.GetSection("logging"));

    private static DurableTaskWorkerOptions.VersioningOptions? ReadVersioning(IConfigurationSection durable) =>
        durable["defaultVersion"] is not { Length: > 0 } version
            ? null
            : new DurableTaskWorkerOptions.VersioningOptions
            {
                Version = version,
                DefaultVersion = version,
                MatchStrategy = durable.GetValue("versionMatchStrategy", DurableTaskWorkerOptions.VersionMatchStrategy.CurrentOrOlder),
                FailureStrategy = durable.GetValue("versionFailureStrategy", DurableTaskWorkerOptions.VersionFailureStrategy.Reject),
            };
}

/// <summary>The folders of a host.</summary>
/// <param name="State">Everything that outlives the process.</param>
/// <param name="App">The app's files.</param>
internal sealed record HostFolders(string State, string App);
