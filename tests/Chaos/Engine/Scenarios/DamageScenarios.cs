using System.Security.Cryptography;
using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>
/// The file is damaged between two lives of the engine: it is refused in one sentence and left as it is, and each way out that the
/// sentence names is gone.
/// </summary>
internal static class DamageScenarios
{
    private const int PageSize = 4096;

    public static Task<string> HeaderAsync(string folder) =>
        PlayAsync(folder, killed: false, (hub, _) => Overwrite(hub, at: 0, count: 64), Recovery.SaveTablesAsync);

    /// <summary>The second page is the top of the table of instances.</summary>
    public static Task<string> PageAsync(string folder) =>
        PlayAsync(folder, killed: false, (hub, _) => Overwrite(hub, PageSize, count: 64), Recovery.SaveTablesAsync);

    public static Task<string> LogAsync(string folder) =>
        PlayAsync(folder, killed: true, (_, log) => Overwrite(log, new FileInfo(log).Length / 2, count: 64), Recovery.KeepWhatStoodBeforeAsync);

    public static Task<string> TruncatedAsync(string folder) => PlayAsync(folder, killed: false, (hub, _) => Halve(hub), Recovery.SaveTablesAsync);

    private static async Task<string> PlayAsync(
        string folder, bool killed, Action<string, string> damage, Func<Workplace, Task<string>> recover)
    {
        var place = new Workplace(folder);
        Directory.CreateDirectory(place.Folder);
        var load = new Load(lanes: 12);
        await LiveAsync(place, load, killed);
        Copy(place.Folder, Path.Combine(folder, "backup"));

        damage(place.Hub, place.Hub + "-wal");
        var before = HashOf(place.Hub);
        var refusal = await place.RefusalAsync();
        Expect.That(refusal.Contains("docs/local-host.md", StringComparison.Ordinal), $"no way out is named: {refusal}");
        Expect.That(HashOf(place.Hub) == before, "the damaged file was changed");

        // Each way out: what can be recovered, a fresh start, the backup.
        Copy(place.Folder, Path.Combine(folder, "recovered"));
        var recovered = await recover(new Workplace(Path.Combine(folder, "recovered"), Path.Combine(folder, "ledger-recovered.txt")));
        Directory.Move(place.Folder, Path.Combine(folder, "moved-away"));
        Directory.CreateDirectory(place.Folder);
        await StartsEmptyAsync(place);
        Directory.Delete(place.Folder, recursive: true);
        Copy(Path.Combine(folder, "backup"), place.Folder);
        await place.RunOutAsync(load);
        return $"refused and left untouched; {recovered}; moved away it starts afresh; with the backup all {load.Endings.Count} instances ended right";
    }

    /// <summary>Leaves unfinished work behind: in the log after a kill, in the file itself after a shutdown.</summary>
    private static async Task LiveAsync(Workplace place, Load load, bool killed)
    {
        if (killed)
        {
            await place.LiveAndDieAsync(load, answers: 200);
            return;
        }

        using var engine = place.Start();
        var living = load.LiveAsync(engine);
        await engine.AnsweredAsync(200);
        await engine.StopAsync();
        await living;
        Expect.That(!File.Exists(place.Hub + "-wal"), "after a shutdown in good order something is still in the log");
    }

    private static async Task StartsEmptyAsync(Workplace place)
    {
        using var engine = place.Start();
        Expect.That(await engine.AskAsync("list") is { IsDone: true, Text: "" }, "it does not start afresh");
        await engine.StopAsync();
    }

    private static void Overwrite(string path, long at, int count)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(Enumerable.Repeat((byte)0xA5, count).ToArray());
    }

    private static void Halve(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static string HashOf(string hub) => string.Join(
        ' ', new[] { hub, hub + "-wal" }.Where(path => new FileInfo(path) is { Exists: true, Length: > 0 }).Select(path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))));
}
