using System.Text.Json;

namespace HubAutomation.Local.Host.Worker;

/// <summary>How an app's worker is started.</summary>
/// <param name="Executable">The program.</param>
/// <param name="Assembly">What it runs; null when the program is the worker itself.</param>
internal sealed record WorkerConfig(string Executable, string? Assembly)
{
    private const string FileName = "worker.config.json";
    private const string AppFolder = "{WorkerRoot}";
    private const string RuntimeConfig = ".runtimeconfig.json";
    private const string DotNet = "dotnet";

    /// <summary>A worker that is named by its assembly.</summary>
    public static WorkerConfig Of(string assembly) => new(DotNetPath(), assembly);

    /// <summary>
    /// The worker of an app's folder: what the worker.config.json there says, which a build for the real host leaves; else the only
    /// program there.
    /// </summary>
    /// <exception cref="HostStartException">There is no app, or its configuration cannot be read.</exception>
    public static WorkerConfig Read(string appFolder)
    {
        var path = Path.Combine(appFolder, FileName);
        if (!File.Exists(path))
        {
            return Of(OnlyProgram(appFolder));
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var description = json.RootElement.GetProperty("description");
            var executable = description.GetProperty("defaultExecutablePath").GetString()!;
            var worker = description.TryGetProperty("defaultWorkerPath", out var given) ? given.GetString() : null;
            return new WorkerConfig(
                executable == DotNet ? DotNetPath() : executable.Replace(AppFolder, appFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal),
                string.IsNullOrEmpty(worker) ? null : Path.Combine(appFolder, worker));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HostStartException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private static string OnlyProgram(string appFolder)
    {
        var programs = Directory.Exists(appFolder)
            ? Directory.GetFiles(appFolder, "*" + RuntimeConfig).Select(file => file[..^RuntimeConfig.Length] + ".dll").ToList()
            : [];
        return programs switch
        {
            [var one] => one,
            [] => throw new HostStartException($"There is no built functions app in {appFolder}. Name the folder that it was built into, or its dll, with --app."),
            _ => throw new HostStartException(
                $"There are several programs in {appFolder} ({string.Join(", ", programs.Select(Path.GetFileName).Order())}). Name the dll of one with --app."),
        };
    }

    /// <summary>The dotnet that runs this process, so that both have the same version; else whatever the path finds.</summary>
    private static string DotNetPath() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == DotNet
            ? path
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : DotNet;
}
