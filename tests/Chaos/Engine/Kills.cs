using System.Diagnostics;
using System.Globalization;
using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine;

/// <summary>Kills the engine over and over in the middle of a load that never runs dry.</summary>
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
        for (var round = 1; round <= rounds; round++)
        {
            using var engine = place.Start();
            var living = load.LiveAsync(engine);
            await KillAsync(engine, KillMoment.Next(random));
            await living;
            if (round % SayEvery == 0 || round == rounds)
            {
                say(string.Create(CultureInfo.InvariantCulture,
                    $"{round} kills in {watch.Elapsed.TotalSeconds:F0} s, {load.Endings.Count} instances ended, {load.Events} events"));
            }
        }

        return (load, rounds);
    }

    private static async Task KillAsync(EngineProcess engine, KillMoment moment)
    {
        await moment.ReachAsync(engine);
        if (engine.HasEnded)
        {
            var (exitCode, errors) = await engine.EndAsync();
            throw new ScenarioFailedException($"the engine ended by itself with {exitCode}: {errors}");
        }

        engine.Kill();
    }
}
