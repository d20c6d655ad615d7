using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine;

/// <summary>When a life ends.</summary>
/// <param name="From">From when on the wait is counted.</param>
/// <param name="Answers">How many answers the engine has given by then, so that a slow machine gets on, too.</param>
/// <param name="Wait">How long after that.</param>
internal readonly record struct KillMoment(KillMoment.Phase From, int Answers, TimeSpan Wait)
{
    public enum Phase
    {
        Start,
        Ready,
        Answers,
    }

    /// <summary>Some while it starts, some while it takes over what the life before left, most in the middle of work, a few after seconds.</summary>
    public static KillMoment Next(Random random) => random.NextDouble() switch
    {
        < 0.10 => new(Phase.Start, 0, Milliseconds(random, 2, 300)),
        < 0.30 => new(Phase.Ready, 0, Milliseconds(random, 0, 200)),
        < 0.98 => new(Phase.Answers, random.Next(1, 60), Milliseconds(random, 0, 30)),
        _ => new(Phase.Ready, 0, Milliseconds(random, 500, 3000)),
    };

    public async Task ReachAsync(EngineProcess engine)
    {
        if (From != Phase.Start)
        {
            await (From == Phase.Ready ? engine.Ready : engine.AnsweredAsync(Answers));
        }

        await Task.Delay(Wait);
    }

    private static TimeSpan Milliseconds(Random random, int from, int to) => TimeSpan.FromMilliseconds(from + (random.NextDouble() * (to - from)));
}
