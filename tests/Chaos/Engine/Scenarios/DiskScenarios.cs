using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>Disks that refuse.</summary>
internal static class DiskScenarios
{
    private const int Lanes = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The disk is full: what is asked for is refused, what is under way waits, through a kill; with room again all goes on.</summary>
    public static async Task<string> FullAsync(string folder)
    {
        using var disk = SmallDisk.Mount(folder, megabytes: 8);
        var place = new Workplace(Path.Combine(disk.Folder, "hub"), Path.Combine(folder, "ledger.txt"));
        var load = new Load(Lanes);
        using (var engine = place.Start())
        {
            List<Task> living = [load.LiveAsync(engine)];
            await engine.AnsweredAsync(100);
            disk.Fill();
            living.AddRange(await UntilRefusedAsync(load, engine));
            engine.Kill();
            await Task.WhenAll(living);
        }

        var refusals = load.Refusals.Count;
        Expect.That(load.Refusals.All(text => text.Contains("full", StringComparison.Ordinal)), $"not only a full disk is reported: {load.Refusals.First()}");
        var meanwhile = await StartOnFullDiskAsync(place);
        disk.Empty();
        await place.RunOutAsync(load);
        return $"{refusals} commands refused ({load.Refusals.First()}), {meanwhile}; with room again all {load.Endings.Count} instances ended right";
    }

    /// <summary>The folder cannot be written to: the engine does not start, and says why.</summary>
    public static async Task<string> ReadOnlyAsync(string folder)
    {
        using var disk = SmallDisk.Mount(folder, megabytes: 32);
        var place = new Workplace(Path.Combine(disk.Folder, "hub"), Path.Combine(folder, "ledger.txt"));
        var load = new Load(Lanes);
        await place.LiveAndDieAsync(load, answers: 100);

        disk.MakeWritable(false);
        var refusal = await place.RefusalAsync();
        Expect.That(refusal.Contains("Read-only", StringComparison.Ordinal), $"the reason is not named: {refusal}");

        disk.MakeWritable(true);
        await place.RunOutAsync(load);
        return $"refused at start; writable again all {load.Endings.Count} instances ended right";
    }

    /// <summary>A start on a full disk either waits for room or is refused in a sentence.</summary>
    private static async Task<string> StartOnFullDiskAsync(Workplace place)
    {
        using var engine = place.Start();
        await engine.Ready;
        if (!engine.HasEnded)
        {
            return "started again on the full disk, it waits";
        }

        var (exitCode, errors) = await engine.EndAsync();
        Expect.That(exitCode == 1 && errors.Contains("cannot be written to", StringComparison.Ordinal), $"exit code {exitCode}: {errors}");
        return "a start on the full disk is refused";
    }

    // All cases may be waiting for a turn that finds no room, which is no refusal; so others keep coming that ask for something.
    private static async Task<List<Task>> UntilRefusedAsync(Load load, EngineProcess engine)
    {
        using var limit = new CancellationTokenSource(Patience);
        var latecomers = new List<Task>();
        while (load.Refusals.Count == 0)
        {
            Expect.That(!engine.HasEnded, $"the engine ended: {(engine.HasEnded ? (await engine.EndAsync()).Errors : string.Empty)}");
            Expect.That(!limit.IsCancellationRequested, $"nothing was refused on a full disk within {Patience.TotalSeconds} s, {latecomers.Count} cases begun on it");
            latecomers.Add(load.AddLaneAsync(engine));
            await Task.Delay(100);
        }

        return latecomers;
    }
}
