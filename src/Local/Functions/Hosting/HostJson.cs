using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Hosting;

/// <summary>What the host reads of host.json.</summary>
/// <param name="RoutePrefix">extensions.http.routePrefix, "api" when not set; without slashes at its ends.</param>
/// <param name="MaxConcurrentActivities">extensions.durableTask.maxConcurrentActivityFunctions.</param>
/// <param name="MaxConcurrentOrchestrations">extensions.durableTask.maxConcurrentOrchestratorFunctions.</param>
/// <param name="Logging">logging, of which logLevel is followed.</param>
internal sealed record HostJson(string RoutePrefix, int? MaxConcurrentActivities, int? MaxConcurrentOrchestrations, IConfigurationSection Logging)
{
    /// <summary>Reads the host.json beside the app; without one everything is at its default.</summary>
    public static HostJson Read(string appFolder)
    {
        var json = new ConfigurationBuilder().AddJsonFile(Path.Combine(appFolder, "host.json"), optional: true, reloadOnChange: false).Build();
        return Read(json);
    }

    public static HostJson Read(IConfiguration json) => new(
        (json["extensions:http:routePrefix"] ?? "api").Trim('/'),
        json.GetValue<int?>("extensions:durableTask:maxConcurrentActivityFunctions"),
        json.GetValue<int?>("extensions:durableTask:maxConcurrentOrchestratorFunctions"),
        json.GetSection("logging"));
}

/// <summary>The folders of a host.</summary>
/// <param name="State">Everything that outlives the process.</param>
/// <param name="App">The app's files.</param>
internal sealed record HostFolders(string State, string App);
