namespace HubAutomation.Chaos.Engine.Scenarios;

/// <summary>What else can happen to a task hub.</summary>
internal static class Disasters
{
    private static readonly (string Name, Func<string, Task<string>> Play)[] All =
    [
        ("full disk", DiskScenarios.FullAsync),
        ("read-only folder", DiskScenarios.ReadOnlyAsync),
        ("damaged header", DamageScenarios.HeaderAsync),
        ("damaged table", DamageScenarios.PageAsync),
        ("damaged log", DamageScenarios.LogAsync),
        ("truncated file", DamageScenarios.TruncatedAsync),
        ("clock set back and forward", ClockScenario.PlayAsync),
        ("second process", SecondProcessScenario.PlayAsync),
        ("hub on a read-only folder", HubScenarios.ReadOnlyAsync),
        ("hub with a damaged engine file", folder => HubScenarios.DamagedAsync(folder, "taskhub.db")),
        ("hub with a damaged host file", folder => HubScenarios.DamagedAsync(folder, "host.db")),
        ("second hub", HubScenarios.SecondAsync),
    ];

    /// <summary>Plays one after another, each in a folder of its own, and says a line about each.</summary>
    public static async Task<IReadOnlyList<ScenarioOutcome>> PlayAsync(string folder, Action<string> say)
    {
        var outcomes = new List<ScenarioOutcome>();
        foreach (var (name, play) in All)
        {
            var outcome = await PlayAsync(name, play, Directory.CreateDirectory(Path.Combine(folder, name.Replace(' ', '-'))).FullName);
            say(outcome.ToString());
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    private static async Task<ScenarioOutcome> PlayAsync(string name, Func<string, Task<string>> play, string folder)
    {
        try
        {
            return new ScenarioOutcome(name, await play(folder));
        }
        catch (ScenarioSkippedException reason)
        {
            return new ScenarioOutcome(name, $"skipped: {reason.Message}");
        }
#pragma warning disable CA1031 // Whatever it is, it is what went wrong in this scenario, and the others are played, too.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new ScenarioOutcome(name, "failed", error.Message);
        }
    }
}
