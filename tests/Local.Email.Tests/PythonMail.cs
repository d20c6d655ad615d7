using System.Diagnostics;
using System.Text.Json;

namespace HubAutomation.Local.Email.Tests;

/// <summary>A mail as Python's <c>email</c> package reads it: a reader that knows nothing of our writer.</summary>
internal static class PythonMail
{
    public static async Task<JsonElement> ReadAsync(string path)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "read-mail.py"), path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(output).RootElement;
    }
}

/// <summary>A fact that needs Python 3; skipped, with the reason, where it is missing and need not be there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "python3"))))
            Skip = "python3 is not on the PATH.";
    }
}
