using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace HubAutomation.Local.Host.Storage;

/// <summary>Finds the storage emulator among the repository's npm packages, and installs them where they are missing.</summary>
internal static class NodeModules
{
    private const string Emulator = "node_modules/azurite/dist/src/azurite.js";
    private const int LinesOfAFailure = 20;

    /// <summary>The emulator's main script, looked for from the current and the app's folder upwards.</summary>
    /// <param name="currentFolder">The current folder.</param>
    /// <param name="appFolder">The app's folder.</param>
    /// <param name="progress">Is told how an installation goes, in sentences for a person.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HostStartException">It is nowhere and cannot be installed; the message says what to do.</exception>
    public static async Task<string> FindEmulatorAsync(
        string currentFolder, string appFolder, IProgress<string> progress, CancellationToken cancellation)
    {
        var folders = Ancestors(currentFolder).Concat(Ancestors(appFolder)).Distinct().ToList();
        if (folders.Select(f => Path.Combine(f, Emulator)).FirstOrDefault(File.Exists) is { } installed)
        {
            return installed;
        }

        var package = folders.FirstOrDefault(f => File.Exists(Path.Combine(f, "package.json"))
            && File.ReadAllText(Path.Combine(f, "package.json")).Contains("\"azurite\"", StringComparison.Ordinal))
            ?? throw new HostStartException("The storage emulator is not installed: run 'npm install azurite' here, or name a storage with --storage.");
        await InstallAsync(package, progress, cancellation);
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

    private static async Task InstallAsync(string folder, IProgress<string> progress, CancellationToken cancellation)
    {
        var packages = PackagesIn(folder);

        // At this level npm tells of every package that it fetches.
        string[] arguments = ["ci", "--no-audit", "--no-fund", "--loglevel=http"];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", "npm", .. arguments]) : new ProcessStartInfo("npm", arguments);
        (start.WorkingDirectory, start.RedirectStandardError, start.RedirectStandardOutput) = (folder, true, true);
        progress.Report($"Installing the storage emulator (npm ci in {folder}) ...");
        using var npm = Start(start);
        var output = npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var said = await FollowAsync(npm.StandardError, packages, progress, cancellation);
        await npm.WaitForExitAsync(cancellation);
        if (npm.ExitCode != 0)
        {
            throw new HostStartException(
                $"'npm ci' in {folder} ended with code {npm.ExitCode}; the storage emulator cannot start without it. It said:{Environment.NewLine}"
                + string.Join(Environment.NewLine, [.. said, await output]));
        }

        progress.Report("The storage emulator is installed.");
    }

    /// <summary>Counts the packages that npm tells of; gives the last of what else it said.</summary>
    private static async Task<Queue<string>> FollowAsync(StreamReader npm, int packages, IProgress<string> progress, CancellationToken cancellation)
    {
        var said = new Queue<string>();
        var fetched = 0;
        while (await npm.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("npm http", StringComparison.Ordinal))
            {
                if (line.Contains(".tgz", StringComparison.Ordinal))
                {
                    fetched++;
                    progress.Report($"Installing the storage emulator: {fetched} of {packages} packages");
                }

                continue;
            }

            said.Enqueue(line);
            if (said.Count > LinesOfAFailure)
            {
                said.Dequeue();
            }
        }

        return said;
    }

    private static int PackagesIn(string folder)
    {
        var path = Path.Combine(folder, "package-lock.json");
        if (!File.Exists(path))
        {
            throw new HostStartException($"There is no package-lock.json in {folder}, which 'npm ci' installs the storage emulator by.");
        }

        using var locked = JsonDocument.Parse(File.ReadAllText(path));
        return locked.RootElement.GetProperty("packages").EnumerateObject().Count(package => package.Name.Length > 0);
    }

    private static IEnumerable<string> Ancestors(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            yield return at.FullName;
        }
    }
}
