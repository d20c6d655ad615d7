using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using HubAutomation.Testing.Browser;

namespace HubAutomation.Shared.Tests.FundingReturns.Outputs.Attack;

/// <summary>What attack.py found out of a publication.</summary>
/// <param name="Name">Which.</param>
/// <param name="Hidden">How many numbers are withheld because they are 1 to 7.</param>
/// <param name="Exact">How many of these can be worked out.</param>
/// <param name="Narrowed">Of which some of 1 to 7 can be ruled out, and which are left.</param>
internal sealed record Found(string Name, int Hidden, int Exact, IReadOnlyList<(string Cell, int Least, int Most)> Narrowed);

/// <summary>Runs attack.py.</summary>
internal static partial class Attacker
{
    public static async Task<IReadOnlyList<Found>> AttackAsync(IEnumerable<string> publications)
    {
        var script = Path.Combine(OutsideTools.Repository, "tests", "Shared.Tests", "FundingReturns", "Outputs", "Attack", "attack.py");
        using var process = Process.Start(new ProcessStartInfo(OutsideTools.Python, [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        foreach (var publication in publications)
            await process.StandardInput.WriteLineAsync(publication);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"The attack succeeded ({process.ExitCode}):\n{await output}\n{await errors}");
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private static Found Read(string line)
    {
        var (summary, cells) = (Summary().Match(line), Cell().Matches(line));
        int Number(Match match, string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        return new Found(
            summary.Groups["name"].Value, Number(summary, "hidden"), Number(summary, "exact"),
            [.. cells.Select(cell => (cell.Groups["cell"].Value, Number(cell, "least"), Number(cell, "most")))]);
    }

    [GeneratedRegex(@"^(?<name>.*?): (?<hidden>\d+) hidden, (?<exact>\d+) exact, (?<narrowed>\d+) narrowed")]
    private static partial Regex Summary();

    [GeneratedRegex(@"(?<cell>\S+)=(?<least>\d)\.\.(?<most>\d)")]
    private static partial Regex Cell();
}

/// <summary>A test that attacks what is published with SciPy.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScipyFactAttribute : FactAttribute
{
    public ScipyFactAttribute() => Skip = Scipy.Missing;
}

/// <summary>The same with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScipyTheoryAttribute : TheoryAttribute
{
    public ScipyTheoryAttribute() => Skip = Scipy.Missing;
}

internal static class Scipy
{
    private static readonly Lazy<bool> Found = new(() =>
    {
        if (!File.Exists(OutsideTools.Python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(OutsideTools.Python, ["-c", "from scipy.optimize import milp"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });

    public static string? Missing => OutsideTools.Missing("Python with SciPy (python3-scipy)", Found.Value);
}
