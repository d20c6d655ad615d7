using System.ComponentModel;
using System.Diagnostics;

namespace HubAutomation.Local.Functions.Storage;

/// <summary>Finds the storage emulator among the repository's npm packages, and installs them where they are missing.</summary>
internal static class NodeModules
{
    private const string Emulator = "node_modules/azurite/dist/src/azurite.js";

    /// <summary>The emulator's main script, looked for from the current and the app's folder upwards.</summary>
    /// <exception cref="HostStartException">It is nowhere and cannot be installed; the message says what to do.</exception>
    public static async Task<string> FindEmulatorAsync(string currentFolder, string appFolder, TextWriter output, CancellationToken cancellation)
    {
        var folders = Ancestors(currentFolder).Concat(Ancestors(appFolder)).Distinct().ToList();
        if (folders.Select(f => Path.Combine(f, Emulator)).FirstOrDefault(File.Exists) is { } installed)
        {
            return installed;
        }

        var package = folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "package.json"))
            && File.ReadAllText(Path.Combine(f, "package.json")).Contains("\"azurite\"", StringComparison.Ordinal))
            ?? throw new HostStartException("The storage emulator is not installed: run 'npm install azurite' here, or name a storage with --storage.");
        await output.WriteLineAsync($"Installing the storage emulator (npm ci in {package}) ...");
        await InstallAsync(package, cancellation);
        return Path.Combine(package, Emulator);
    }

    /// <summary>Starts a program of Node.js.</summary>
    /// <exception cref="HostStartException">Node.js is not installed.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new HostStartException(
                "Node.js 20 or newer is needed for the storage emulator and is not installed. Get it from https://nodejs.org or your "
                + "system's package manager, or name a storage with --storage.", error);
        }
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", "npm", "ci"]) : new ProcessStartInfo("npm", ["ci"]);
        start.WorkingDirectory = folder;
        using var npm = Start(start);
        await npm.WaitForExitAsync(cancellation);
        if (npm.ExitCode != 0)
        {
            throw new HostStartException($"'npm ci' in {folder} ended with code {npm.ExitCode}; the storage emulator cannot start without it.");
        }
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
