using HubAutomation.Testing.Engine;

namespace HubAutomation.Chaos.Engine;

/// <summary>What a scenario demands.</summary>
internal static class Expect
{
    /// <exception cref="ScenarioFailedException">It is not so.</exception>
    public static void That(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new ScenarioFailedException(otherwise);
        }
    }

    /// <summary>That every case of a load ended as it must, and no timer was early.</summary>
    public static void AllRight(Load load)
    {
        var wrong = load.Endings.Where(ending => ending.Verdict != Verdict.Right).ToList();
        That(wrong.Count == 0, string.Join("; ", wrong.Select(ending => $"{ending.Case.Id} ended with '{ending.Text}' instead of '{ending.Case.Expected}'")));
        That(load.Endings.Count > 0 && load.Open.Count == 0, $"{load.Endings.Count} cases ended, {load.Open.Count} did not");
    }
}

/// <summary>Something that a scenario demands is not so.</summary>
internal sealed class ScenarioFailedException(string message) : Exception(message);

/// <summary>A scenario cannot be played on this machine; the message says why.</summary>
internal sealed class ScenarioSkippedException(string message) : Exception(message);
