using System.Diagnostics;
using System.Globalization;
using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine;

/// <summary>Kills the worker, the engine or both, over and over, in the middle of a load that never runs dry.</summary>
internal static class Kills
{
    private const int Lanes = 24;
    private const int SayEvery = 100;

    /// <returns>The load as the kills have left it, and how many met a running engine.</returns>
    /// <exception cref="ScenarioFailedException">The engine ended by itself.</exception>
    public static async Task<(Load Load, int Kills)> RunAsync(Workplace place, int rounds, Random random, Action<string> say)
    {
        var load = new Load(Lanes);
        var watch = Stopwatch.StartNew();
        for (var kills = 0; kills < rounds;)
        {
            using var engine = place.Start();
            var living = load.LiveAsync(engine);
            for (var livesOn = true; livesOn && kills < rounds; kills++)
            {
                livesOn = await KillAsync(engine, KillMoment.Next(random), Victims.Of(kills));
                if ((kills + 1) % SayEvery == 0 || kills + 1 == rounds)
                {
                    say(string.Create(CultureInfo.InvariantCulture,
                        $"{kills + 1} kills in {watch.Elapsed.TotalSeconds:F0} s, {load.Endings.Count} instances ended, {load.Events} events"));
                }
            }

            engine.Kill();
            await living;
        }

        return (load, rounds);
    }

    /// <summary>Kills at a moment; whether the engine lives on.</summary>
    private static async Task<bool> KillAsync(EngineProcess engine, KillMoment moment, Victim victim)
    {
        await moment.ReachAsync(engine);
        if (engine.HasEnded)
        {
            var (exitCode, errors) = await engine.EndAsync();
            throw new ScenarioFailedException($"the engine ended by itself with {exitCode}: {errors}");
        }

        return await engine.KillAsync(victim);
    }
}
