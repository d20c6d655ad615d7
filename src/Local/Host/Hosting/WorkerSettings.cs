using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>What a worker is told besides the app's own settings.</summary>
internal static class WorkerSettings
{
    private const string Levels = "Logging:LogLevel";

    /// <summary>What the worker of the real host is told of where it runs.</summary>
    public static void AddSurroundings(AppSettings settings, HostSetup setup, string hostName)
    {
        settings.Set("WEBSITE_HOSTNAME", settings.Configuration["WEBSITE_HOSTNAME"] ?? hostName);
        settings.SetForWorker("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated");
        settings.SetForWorker("AZURE_FUNCTIONS_ENVIRONMENT", setup.EnvironmentName);
        settings.Set("FUNCTIONS_APPLICATION_DIRECTORY", setup.Folders.App);
    }

    /// <summary>
    /// The levels that the host's log is kept at: what would be dropped here is not sent at all, since a line costs the worker more
    /// than a trivial function.
    /// </summary>
    public static void AddLevels(AppSettings settings, IReadOnlyDictionary<string, LogLevel> levels)
    {
        foreach (var (category, level) in levels)
        {
            settings.SetForWorker($"{Levels}:{category}", level.ToString());
        }
    }
}
