using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>Saves what is left of a damaged file with the sqlite3 tool, as docs/local-host.md says, and starts with that.</summary>
internal static partial class Recovery
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The tables that can still be read in a damaged file; in one with a damaged header none can.</summary>
    public static async Task<string> SaveTablesAsync(Workplace place)
    {
        var (tables, problem) = await SqliteAsync(place.Hub, ".dump");
        if (!tables.Contains("CREATE TABLE instances", StringComparison.Ordinal))
        {
            return $"sqlite3 saves nothing of it ({problem ?? "it prints no tables"})";
        }

        // Rows that cannot be read whole are refused one by one, and lost.
        await SqliteAsync(
            place.Hub + ".saved",
            $"{RolledBack().Replace(tables, "COMMIT;")} PRAGMA application_id = 0x68756231; PRAGMA user_version = {FormatOf(place.Hub)};");
        return await StartAsync(place);
    }

    /// <summary>Everything before the damage in the log.</summary>
    public static async Task<string> KeepWhatStoodBeforeAsync(Workplace place) =>
        await SqliteAsync(place.Hub, $"VACUUM INTO '{place.Hub}.saved'") is { Problem: { } problem }
            ? $"sqlite3 saves nothing of it ({problem})"
            : await StartAsync(place, atLeast: 1);

    private static async Task<string> StartAsync(Workplace place, int atLeast = 0)
    {
        foreach (var file in Directory.GetFiles(place.Folder).Where(file => !file.EndsWith(".saved", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }

        File.Move(place.Hub + ".saved", place.Hub);
        using var engine = place.Start();
        if (await engine.AskAsync("list").WaitAsync(Patience) is not { IsDone: true } list)
        {
            throw new ScenarioFailedException($"what sqlite3 saved is refused: {(await engine.EndAsync()).Errors}");
        }

        Expect.That(await Task.WhenAny(engine.StopAsync(), Task.Delay(Patience)) is Task<(int, string)>, "the engine that started with what sqlite3 saved does not stop");
        var instances = list.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        Expect.That(instances >= atLeast, "sqlite3 saved no instances");
        return $"with what sqlite3 saves it starts with {instances} instances";
    }

    /// <summary>The format's number, from where the header of a SQLite file keeps it.</summary>
    private static int FormatOf(string path)
    {
        using var file = File.OpenRead(path);
        var number = new byte[4];
        file.Position = 60;
        file.ReadExactly(number);
        return BinaryPrimitives.ReadInt32BigEndian(number);
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

    [GeneratedRegex("^ROLLBACK.*$", RegexOptions.Multiline)]
    private static partial Regex RolledBack();
}
