using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HubAutomation.Local.TaskHub.Engine;

/// <summary>
/// One turn of an orchestration as the history keeps it: what reached the orchestrator, and what it asked for in answer.
/// Replaying every turn in order gives the orchestrator's state.
/// </summary>
/// <param name="At">The orchestrator's current time during the turn, in UTC.</param>
/// <param name="Received">What arrived, in order.</param>
/// <param name="Produced">What the orchestrator asked for, in order.</param>
internal sealed record Turn(DateTime At, IReadOnlyList<HistoryEvent> Received, IReadOnlyList<HistoryEvent> Produced)
{
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, HistoryJson.Default.Turn);

    public static Turn FromUtf8(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, HistoryJson.Default.Turn)!;
}

/// <summary>Something that happened to an orchestration. The names are those of the Durable Task Framework's event types.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExecutionStarted), nameof(ExecutionStarted))]
[JsonDerivedType(typeof(ExecutionSuspended), nameof(ExecutionSuspended))]
[JsonDerivedType(typeof(ExecutionResumed), nameof(ExecutionResumed))]
[JsonDerivedType(typeof(ExecutionTerminated), nameof(ExecutionTerminated))]
[JsonDerivedType(typeof(ExecutionCompleted), nameof(ExecutionCompleted))]
[JsonDerivedType(typeof(IllegalAwait), nameof(IllegalAwait))]
[JsonDerivedType(typeof(EventRaised), nameof(EventRaised))]
[JsonDerivedType(typeof(EventSent), nameof(EventSent))]
[JsonDerivedType(typeof(TaskScheduled), nameof(TaskScheduled))]
[JsonDerivedType(typeof(TaskCompleted), nameof(TaskCompleted))]
[JsonDerivedType(typeof(TaskFailed), nameof(TaskFailed))]
[JsonDerivedType(typeof(TimerCreated), nameof(TimerCreated))]
[JsonDerivedType(typeof(TimerFired), nameof(TimerFired))]
[JsonDerivedType(typeof(SubOrchestrationInstanceCreated), nameof(SubOrchestrationInstanceCreated))]
[JsonDerivedType(typeof(SubOrchestrationInstanceCompleted), nameof(SubOrchestrationInstanceCompleted))]
[JsonDerivedType(typeof(SubOrchestrationInstanceFailed), nameof(SubOrchestrationInstanceFailed))]
internal abstract record HistoryEvent;

internal sealed record ExecutionStarted : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

internal sealed record ExecutionCompleted(string Status) : HistoryEvent;

/// <summary>The orchestrator was seen to await something that is not durable.</summary>
internal sealed record IllegalAwait : HistoryEvent;

internal sealed record EventRaised(string Name, string? Payload) : HistoryEvent;

/// <summary>Something the orchestrator asked for. Its number says which call it was: the same on every replay.</summary>
internal abstract record ScheduledEvent(int Id) : HistoryEvent
{
    /// <summary>What was asked for, as a person would say it.</summary>
    public abstract string Describe();

    /// <summary>True when both ask for the same thing.</summary>
    public abstract bool Matches(ScheduledEvent other);
}

internal sealed record TaskScheduled(int Id, string Name, string Version, IDictionary<string, string>? Tags) : ScheduledEvent(Id)
{
    public override string Describe() => $"activity '{Name}'";

    public override bool Matches(ScheduledEvent other) =>
        other is TaskScheduled task && string.Equals(task.Name, Name, StringComparison.OrdinalIgnoreCase);
}

internal sealed record TimerCreated(int Id, DateTime Due) : ScheduledEvent(Id)
{
    public override string Describe() => "a timer";

    // When a timer is due may differ between replays without harm: the one in the history stands.
    public override bool Matches(ScheduledEvent other) => other is TimerCreated;
}

internal sealed record SubOrchestrationInstanceCreated(int Id, string Name, string InstanceId) : ScheduledEvent(Id)
{
    public override string Describe() => $"sub-orchestration '{Name}'";

    public override bool Matches(ScheduledEvent other) =>
        other is SubOrchestrationInstanceCreated child && string.Equals(child.Name, Name, StringComparison.OrdinalIgnoreCase);
}

internal sealed record EventSent(int Id, string InstanceId, string Name) : ScheduledEvent(Id)
{
    public override string Describe() => $"event '{Name}' to instance '{InstanceId}'";

    public override bool Matches(ScheduledEvent other) =>
        other is EventSent sent && string.Equals(sent.Name, Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The answer to something the orchestrator asked for.</summary>
/// <param name="Id">The number of the call it answers.</param>
internal abstract record CompletionEvent(int Id) : HistoryEvent;

internal sealed record TaskCompleted(int Id, string? Result) : CompletionEvent(Id);

internal sealed record TaskFailed(int Id, Failure Failure) : CompletionEvent(Id);

internal sealed record TimerFired(int Id) : CompletionEvent(Id);

internal sealed record SubOrchestrationInstanceCompleted(int Id, string? Result) : CompletionEvent(Id);

internal sealed record SubOrchestrationInstanceFailed(int Id, Failure Failure) : CompletionEvent(Id);

/// <summary>How everything in the file is written. Old files must stay readable: add, never rename.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Turn))]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(List<EventRaised>))]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    // Payloads are JSON themselves: escaping only what JSON demands keeps them readable in the file, and short.
    static HistoryJson() => Default = new HistoryJson(new JsonSerializerOptions(Default.GeneratedSerializerOptions!)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
