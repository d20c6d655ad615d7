using System.Diagnostics;

namespace HubAutomation.Testing.Browser;

/// <summary>Programs that judge what is published and that not every machine has.</summary>
internal static class OutsideTools
{
    public const string Chromium = "/usr/bin/chromium";

    public const string Python = "/usr/bin/python3";

    public static readonly string Repository = FindRepository();

    /// <summary>Where the scripts are that steer a browser.</summary>
    public static readonly string Scripts = Path.Combine(Repository, "tests", "Testing", "Browser");

    /// <summary>Runs a program to its end and returns what it printed; a failing exit code is the test's failure.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors}");
        return await output;
    }

    /// <summary>Why a test cannot run here; null when it can, and where a missing tool must be a failure.</summary>
    public static string? Missing(string tool, bool found) =>
        found || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"{tool} is not installed";

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HubAutomation.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests are run from within the repository.");
        return folder.FullName;
    }
}

/// <summary>A test that looks at pages in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip =
        OutsideTools.Missing("Chromium", File.Exists(OutsideTools.Chromium))
        ?? OutsideTools.Missing("playwright-core (npm ci)", Directory.Exists(Path.Combine(OutsideTools.Repository, "node_modules", "playwright-core")));
}

/// <summary>A test that reads calendars with Python's icalendar and dateutil.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> Found = new(() =>
    {
        if (!File.Exists(OutsideTools.Python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(OutsideTools.Python, ["-c", "import icalendar, dateutil"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });

    public PythonFactAttribute() => Skip = OutsideTools.Missing("Python with icalendar and dateutil", Found.Value);
}
