using System.ComponentModel;
using System.Diagnostics;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>Saves what is left of a damaged file with the sqlite3 tool, as docs/local-edition.md says, and starts with that.</summary>
internal static class Recovery
{
    /// <summary>Everything that can be read from the pages of a damaged file.</summary>
    public static async Task<string> RecoverAsync(Workplace place)
    {
        var statements = await SqliteAsync(place.Hub, ".recover");
        if (statements.Problem is { } problem)
        {
            return $"the sqlite3 tool here does not recover ({problem})";
        }

        return await SqliteAsync(place.Hub + ".saved", statements.Output) is { Problem: { } refusal }
            ? $"what sqlite3 recovers is no database ({refusal})"
            : await StartAsync(place);
    }

    /// <summary>Everything before the damage in the log.</summary>
    public static async Task<string> KeepWhatStoodBeforeAsync(Workplace place) =>
        await SqliteAsync(place.Hub, $"VACUUM INTO '{place.Hub}.saved'") is { Problem: { } problem }
            ? $"the sqlite3 tool here does not save it ({problem})"
            : await StartAsync(place);

    private static async Task<string> StartAsync(Workplace place)
    {
        foreach (var file in Directory.GetFiles(place.Folder).Where(file => !file.EndsWith(".saved", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        File.Move(place.Hub + ".saved", place.Hub);
        using var engine = place.Start();
        if (await engine.AskAsync("list") is not { IsDone: true } list)
        {
            throw new ScenarioFailedException($"what sqlite3 saved is refused: {(await engine.EndAsync()).Errors}");
        }

        await engine.StopAsync();
        var instances = list.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        Expect.That(instances > 0, "sqlite3 saved no instances");
        return $"with what sqlite3 saves it starts with {instances} instances";
    }

    /// <summary>Runs statements in the sqlite3 tool; what it printed, or what it complained of.</summary>
    private static async Task<(string Output, string? Problem)> SqliteAsync(string file, string statements)
    {
        try
        {
            using var tool = Process.Start(new ProcessStartInfo("sqlite3", [file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, errors) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
            await tool.StandardInput.WriteLineAsync(statements);
            tool.StandardInput.Close();
            await tool.WaitForExitAsync();
            return (await output, await errors is { Length: > 0 } problem ? problem.Trim().ReplaceLineEndings(" ") : null);
        }
        catch (Win32Exception missing)
        {
            return (string.Empty, missing.Message);
        }
    }
}
