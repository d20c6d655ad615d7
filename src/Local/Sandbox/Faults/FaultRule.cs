namespace HubAutomation.Local.Sandbox.Faults;

/// <summary>When to misbehave and how.</summary>
/// <param name="Fault">The way.</param>
/// <param name="Probability">For which share of requests, 0 to 1.</param>
/// <param name="Next">For how many requests from now on, whatever the probability.</param>
/// <param name="Status">The status of a server error.</param>
/// <param name="Seconds">What Retry-After says; how long a request without an answer is held before its connection is dropped.</param>
/// <param name="LookUps">Mail: whether looking up an operation misbehaves so too.</param>
/// <param name="On">Graph: what misbehaves; null for all of it.</param>
internal sealed record FaultRule(
    FaultKind Fault, double Probability = 0, int Next = 0, int Status = 500, double Seconds = 1, bool LookUps = false, FaultArea? On = null);

/// <summary>All rules, and the seed that the share of requests is drawn with.</summary>
internal sealed record FaultPlan(int Seed, IReadOnlyList<FaultRule> Rules)
{
    public static readonly FaultPlan None = new(0, []);
}
