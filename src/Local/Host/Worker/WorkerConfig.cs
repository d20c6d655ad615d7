using System.Text.Json;

namespace HubAutomation.Local.Host.Worker;

/// <summary>How an app's worker is started, as the worker.config.json among its files says.</summary>
/// <param name="Executable">The program.</param>
/// <param name="Assembly">What it runs; null when the program is the worker itself.</param>
internal sealed record WorkerConfig(string Executable, string? Assembly)
{
    private const string FileName = "worker.config.json";
    private const string AppFolder = "{WorkerRoot}";

    /// <exception cref="HostStartException">There is no such file, or it cannot be read.</exception>
    public static WorkerConfig Read(string appFolder)
    {
        var path = Path.Combine(appFolder, FileName);
        if (!File.Exists(path))
        {
            throw new HostStartException(
                $"There is no built functions app in {appFolder} ({FileName} is missing). Name the folder that it was built into with --app.");
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            var description = json.RootElement.GetProperty("description");
            var executable = description.GetProperty("defaultExecutablePath").GetString()!;
            var worker = description.TryGetProperty("defaultWorkerPath", out var given) ? given.GetString() : null;
            return new WorkerConfig(
                executable == "dotnet" ? DotNet() : executable.Replace(AppFolder, appFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal),
                string.IsNullOrEmpty(worker) ? null : Path.Combine(appFolder, worker));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HostStartException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The dotnet that runs this process, so that both have the same version; else whatever the path finds.</summary>
    private static string DotNet() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
