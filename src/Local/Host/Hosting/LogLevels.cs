using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>From which level on a category is kept in the log.</summary>
internal static class LogLevels
{
    /// <summary>Stands for all categories that nothing is said of.</summary>
    public const string Rest = "Default";

    // The worker's line on a run that failed, which the host tells of itself, with the same exception.
    private const string FailedRuns = "Microsoft.Azure.Functions.Worker.FunctionsApplication";

    // The platform's own lines on each request and call are no news.
    private static readonly string[] Quiet = ["Microsoft", "System", "Azure", "Grpc"];

    /// <summary>What is kept unless something else is said, then what host.json says, then what settings say.</summary>
    /// <param name="settings">The app's settings.</param>
    /// <param name="host">The app's host.json.</param>
    /// <param name="atLeast">What is below it is not kept, whatever is said.</param>
    public static IReadOnlyDictionary<string, LogLevel> Of(IConfiguration settings, HostJson host, LogLevel atLeast)
    {
        var levels = Quiet.ToDictionary(category => category, _ => LogLevel.Warning, StringComparer.OrdinalIgnoreCase);
        levels[Rest] = LogLevel.Information;
        levels[FailedRuns] = LogLevel.None;
        foreach (var level in host.Logging.GetSection("LogLevel").GetChildren().Concat(settings.GetSection("Logging:LogLevel").GetChildren()))
        {
            if (Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out var parsed))
            {
                levels[level.Key] = parsed;
            }
        }

        return levels.ToDictionary(level => level.Key, level => level.Value < atLeast ? atLeast : level.Value, StringComparer.OrdinalIgnoreCase);
    }
}
