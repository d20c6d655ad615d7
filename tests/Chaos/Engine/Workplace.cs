using System.Globalization;
using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine;

/// <summary>A folder with a task hub and a ledger, and the engines that live there one after another.</summary>
/// <param name="folder">Where the hub is.</param>
/// <param name="ledger">Where the ledger is.</param>
internal sealed class Workplace(string folder, string ledger)
{
    private int lives;

    public Workplace(string folder)
        : this(Path.Combine(folder, "hub"), Path.Combine(folder, "ledger.txt"))
    {
    }

    public string Folder => folder;

    public string Hub => Path.Combine(folder, "hub.db");

    public string Ledger => ledger;

    public EngineProcess Start() =>
        EngineProcess.Start(Hub, ledger, Interlocked.Increment(ref lives).ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts an engine that must refuse; its one sentence.</summary>
    public async Task<string> RefusalAsync()
    {
        using var engine = Start();
        await engine.Ready;
        var (exitCode, errors) = engine.HasEnded ? await engine.EndAsync() : await engine.StopAsync();
        Expect.That(exitCode == 1, $"exit code {exitCode} instead of 1: {errors}");
        Expect.That(errors.Contains(Hub, StringComparison.Ordinal) && !errors.Contains('\n', StringComparison.Ordinal), $"not one sentence that names the file: {errors}");
        return errors;
    }

    /// <summary>Lets a load take so many answers, and kills the engine in the middle of it.</summary>
    public async Task LiveAndDieAsync(Load load, int answers)
    {
        using var engine = Start();
        var living = load.LiveAsync(engine);
        await engine.AnsweredAsync(answers);
        engine.Kill();
        await living;
    }

    /// <summary>Lets the rest of a load run out, and demands that every case of it ended as it must.</summary>
    public async Task RunOutAsync(Load load)
    {
        using var engine = Start();
        await load.RunOutAsync(engine).WaitAsync(TimeSpan.FromMinutes(2));
        Expect.AllRight(load);
    }
}
