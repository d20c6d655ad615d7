using System.Diagnostics;
using HubAutomation.Testing;

namespace HubAutomation.Infra.Tests;

/// <summary>Runs the Bicep check, which is a Node program because the grammar is.</summary>
internal static class NodeTool
{
    public const string Check = "tests/Infra/check/check.mjs";

    /// <summary>Runs <c>node</c> in the working copy: its exit code and everything it printed.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments)
    {
        await Task.Run(NodeModules.Ensure);
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = NodeModules.Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
