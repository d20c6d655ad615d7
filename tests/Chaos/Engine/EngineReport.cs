namespace HubAutomation.Chaos.Engine;

/// <summary>What was done to the durable engine, and what it lost or doubled.</summary>
/// <param name="Instances">Instances whose start was acknowledged.</param>
/// <param name="Activities">Runs of activities that left a mark in the ledger.</param>
/// <param name="Events">External events that were acknowledged.</param>
/// <param name="Timers">Timers that fired.</param>
/// <param name="Lost">Acknowledged instances that never ended or are gone, events that never arrived, results without an effect.</param>
/// <param name="Doubled">Events that arrived more often than they were sent, calls that one process made twice, purged instances that are back.</param>
/// <param name="Early">Timers that fired before they were due.</param>
/// <param name="Different">Instances that ended otherwise than they must.</param>
/// <param name="Scenarios">The other disasters.</param>
internal sealed record EngineReport(
    int Seed,
    int Kills,
    int Instances,
    int Activities,
    int Events,
    int Timers,
    int Lost,
    int Doubled,
    int Early,
    int Different,
    IReadOnlyList<ScenarioOutcome> Scenarios)
    : ChaosReport("engine", Seed, Kills)
{
    public override bool IsClean =>
        Lost + Doubled + Early + Different == 0 && Instances > 0 && Scenarios.All(scenario => scenario.Failure is null);
}

/// <summary>How a scenario went.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Outcome">What was seen, or why it could not be done here.</param>
/// <param name="Failure">What went wrong; null when nothing did.</param>
internal sealed record ScenarioOutcome(string Name, string Outcome, string? Failure = null)
{
    public override string ToString() => Failure is null ? $"{Name}: {Outcome}" : $"{Name}: FAILED – {Failure}";
}
