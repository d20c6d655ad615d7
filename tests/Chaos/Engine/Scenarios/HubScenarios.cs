using System.Globalization;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>The same as people meet it: the hub that cannot start says so in one line, without a stack trace, and ends with 1.</summary>
internal static class HubScenarios
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // Nobody listens there: a hub that is refused is refused before it asks for its storage.
    private static readonly string NoStorage =
        $"DefaultEndpointsProtocol=http;AccountName={Azurite.AccountName};AccountKey={Azurite.AccountKey};" +
        string.Concat("Blob Queue Table".Split(' ').Select(service => $"{service}Endpoint=http://127.0.0.1:9/{Azurite.AccountName};"));

    public static async Task<string> ReadOnlyAsync(string folder)
    {
        using var disk = SmallDisk.Mount(folder, megabytes: 1);
        disk.MakeWritable(false);
        var line = await RefusalAsync(Path.Combine(disk.Folder, "state"));
        Expect.That(line.Contains("Read-only", StringComparison.Ordinal), $"the reason is not named: {line}");
        return "refused in one line";
    }

    public static async Task<string> DamagedAsync(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat("not a database any more\n", 500)));
        var before = await File.ReadAllTextAsync(path);
        var line = await RefusalAsync(folder);
        Expect.That(line.Contains(path, StringComparison.Ordinal), $"the file is not named: {line}");
        Expect.That(await File.ReadAllTextAsync(path) == before, "the file was changed");
        return "refused in one line, the file untouched";
    }

    public static async Task<string> SecondAsync(string folder)
    {
        await using var azurite = await Azurite.StartAsync();
        await using var first = HubProcess.Start("--state", folder, "--port", "0", "--storage", azurite.ConnectionString);
        using var limit = new CancellationTokenSource(Patience);
        var owner = Path.Combine(folder, "host.pid");
        var id = first.Id.ToString(CultureInfo.InvariantCulture);
        while (!File.Exists(owner) || await File.ReadAllTextAsync(owner, limit.Token) != id)
        {
            await Task.Delay(20, limit.Token);
        }

        var line = await RefusalAsync(folder);
        Expect.That(line.Contains($"in use by process {id}.", StringComparison.Ordinal), line);
        Expect.That(!await first.EndsWithinAsync(TimeSpan.Zero), "the first one has ended");
        return $"refused in one line, naming process {id}, which goes on";
    }

    /// <summary>Starts a hub that must not start; the line that it prints.</summary>
    private static async Task<string> RefusalAsync(string state)
    {
        await using var hub = HubProcess.Start("--state", state, "--port", "0", "--storage", NoStorage);
        using var limit = new CancellationTokenSource(Patience);
        var (exitCode, text) = await hub.WaitAsync(limit.Token);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Expect.That(exitCode == 1 && lines.Length == 1, $"exit code {exitCode}, {lines.Length} lines: {text}");
        return lines[0];
    }
}
