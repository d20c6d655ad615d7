namespace HubAutomation.Chaos.Engine;

/// <summary>When a life ends.</summary>
/// <param name="FromReady">Counted from when the engine has taken over its work; otherwise from the start of its process.</param>
/// <param name="Wait">How long after that.</param>
internal readonly record struct KillMoment(bool FromReady, TimeSpan Wait)
{
    /// <summary>Mostly in the first moments of work, where it takes over what the life before left; some while it starts; a few after seconds.</summary>
    public static KillMoment Next(Random random) => random.NextDouble() switch
    {
        < 0.15 => new(false, Milliseconds(random, 2, 300)),
        < 0.90 => new(true, Milliseconds(random, 0, 250)),
        < 0.98 => new(true, Milliseconds(random, 250, 1000)),
        _ => new(true, Milliseconds(random, 1000, 3000)),
    };

    private static TimeSpan Milliseconds(Random random, int from, int to) => TimeSpan.FromMilliseconds(from + (random.NextDouble() * (to - from)));
}
