using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine;

/// <summary>What is found wrong when all is over.</summary>
internal sealed class Audit(Action<string> say)
{
    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    public int Early { get; private set; }

    public int Different { get; private set; }

    public int Activities { get; private set; }

    public int Timers { get; private set; }

    /// <summary>Compares what came of each case with what must come of it.</summary>
    public void Check(Load load)
    {
        foreach (var open in load.Open)
        {
            Lost += Found($"{open.Id} never ended");
        }

        foreach (var ending in load.Endings.Where(ending => ending.Verdict != Verdict.Right))
        {
            var count = Found($"{ending.Case.Id} ended with '{ending.Text}' instead of '{ending.Case.Expected}'");
            _ = ending.Verdict switch
            {
                Verdict.Lost => Lost += count,
                Verdict.Doubled => Doubled += count,
                _ => Different += count,
            };
        }

        foreach (var twice in load.Endings.CountBy(ending => ending.Case.Id).Where(ended => ended.Value > 1))
        {
            Doubled += Found($"{twice.Key} ended {twice.Value} times");
        }

        foreach (var refusal in load.Refusals)
        {
            Different += Found($"a command was refused: {refusal}");
        }
    }

    /// <summary>Asks the engine once more for everything that is kept, and for what ought to be gone.</summary>
    public async Task CheckAsync(EngineProcess engine, Load load)
    {
        foreach (var ending in load.Endings.Where(ending => ending.Case.IsKept))
        {
            if (await engine.AskAsync("watch", ending.Case.Id) is not { IsDone: true } answer || answer.Text != ending.Text)
            {
                Lost += Found($"{ending.Case.Id} is not any more as it was reported");
            }
        }

        var kept = load.Endings.Where(ending => ending.Case.IsKept).Select(ending => ending.Case.Id).ToHashSet();
        foreach (var id in (await engine.AskAsync("list"))?.Text.Split(' ') ?? [])
        {
            Doubled += kept.Contains(id.Split(':')[0]) ? 0 : Found($"{id} is there, although it was purged or never started");
        }

        if (await engine.AskAsync("workload") is not { Text: "0 0" } rest)
        {
            Different += Found("the engine still has something to do");
        }
    }

    /// <summary>Reads what the activities wrote down.</summary>
    public void CheckLedger(Load load, string ledger)
    {
        var calls = new Dictionary<(string Instance, string Call), string>();
        foreach (var line in LedgerLine.Read(ledger))
        {
            Activities++;
            Timers += line.IsTimer ? 1 : 0;
            Early += line.IsEarly ? Found($"{line.Instance} {line.Call} was early") : 0;
            if (!line.MayRepeat && calls.TryGetValue((line.Instance, line.Call), out var life) && life == line.Life)
            {
                Doubled += Found($"{line.Instance} {line.Call} ran twice in one process");
            }

            calls[(line.Instance, line.Call)] = line.Life;
        }

        foreach (var ending in load.Endings)
        {
            foreach (var effect in ending.Case.Effects.Where(effect => !calls.ContainsKey((effect.Instance, effect.Call))))
            {
                Lost += Found($"{effect.Instance} {effect.Call} was never done, but its result was taken");
            }
        }
    }

    private int Found(string what)
    {
        say(what);
        return 1;
    }
}
