using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Hosting;

/// <summary>
/// The settings of the app, as the host has put them together. Both go by them, the host for connections and expressions such as
/// %Name%, and the worker, which finds the same in its environment.
/// </summary>
internal sealed class AppSettings(ConfigurationManager configuration)
{
    private readonly Dictionary<string, string?> forWorker = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the host itself reads.</summary>
    public IConfiguration Configuration => configuration;

    /// <summary>What the worker is given in addition to the environment of the host, by configuration key.</summary>
    public IReadOnlyDictionary<string, string?> ForWorker => forWorker;

    /// <summary>Sets something for host and worker, whatever it was before.</summary>
    public void Set(string key, string? value)
    {
        configuration[key] = value;
        forWorker[key] = value;
    }

    /// <summary>Sets something that the worker alone needs, unless the app says it itself.</summary>
    public void SetForWorker(string key, string? value)
    {
        if (configuration[key] is null)
        {
            forWorker[key] = value;
        }
    }
}
