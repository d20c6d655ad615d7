using System.Diagnostics.CodeAnalysis;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>The orchestrator's code no longer does what its history says it did.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Made from the two sides only.")]
internal sealed class NonDeterminismException(ScheduledEvent recorded, ScheduledEvent? asked) : Exception(
    $"Non-deterministic workflow detected: as its call #{recorded.Id} the history has {recorded.Describe()}, but the code now asks for " +
    $"{asked?.Describe() ?? "nothing"} there. Was the orchestrator changed while this instance was under way?");
