using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HubAutomation.Testing;

/// <summary>The Node.js packages that tests use, as package.json names them; restored on the way where they are missing.</summary>
internal static class NodeModules
{
    // npm writes this file last, so that an interrupted install is not taken for a finished one.
    private static readonly string InstalledMark = Repository.PathOf("node_modules/.package-lock.json");

    /// <summary>Blocks: a system-wide mutex belongs to a thread, and two test processes must not install at once.</summary>
    /// <exception cref="InvalidOperationException">Node.js or npm is missing, or the packages cannot be had.</exception>
    public static void Ensure()
    {
        if (AreInstalled())
            return;
        var root = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Repository.Root)));
        using var mutex = new Mutex(initiallyOwned: false, $@"Global\hub-npm-ci-{root[..16]}");
        mutex.WaitOne();
        try
        {
            if (!AreInstalled())
                Install();
        }
        finally
        {
            mutex.ReleaseMutex();
        }
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                $"Could not start '{start.FileName}'. The tests need Node.js 20 or newer on the PATH, for the storage emulator.", exception);
        }
    }

    // A package that was added since the last install is missing then, whatever the mark says.
    private static bool AreInstalled()
    {
        if (!File.Exists(InstalledMark))
            return false;
        using var package = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("package.json")));
        return package.RootElement.GetProperty("devDependencies").EnumerateObject()
            .All(dependency => Directory.Exists(Repository.PathOf($"node_modules/{dependency.Name}")));
    }

    private static void Install()
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Start(new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardError = true,
        });
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'npm ci' in {Repository.Root} failed:\n{errors}");
    }
}
