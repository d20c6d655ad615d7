using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>Makes the events that instances are told, in the protocol's own form. Times are UTC.</summary>
internal static class HistoryEvents
{
    /// <summary>The id of an event that the orchestrator did not ask for by number.</summary>
    private const int Arrival = -1;

    /// <summary>Stands for the start of an execution until the turn, when all that belongs to it is read.</summary>
    public static P.HistoryEvent StartMark { get; } = new() { EventId = Arrival, ExecutionStarted = new P.ExecutionStartedEvent() };

    public static P.HistoryEvent OrchestratorStarted(DateTime at) => Of(at, e => e.OrchestratorStarted = new P.OrchestratorStartedEvent());

    public static P.HistoryEvent OrchestratorCompleted(DateTime at) => Of(at, e => e.OrchestratorCompleted = new P.OrchestratorCompletedEvent());

    public static P.HistoryEvent EventRaised(DateTime at, string name, string? input) =>
        Of(at, e => e.EventRaised = new P.EventRaisedEvent { Name = name, Input = input });

    public static P.HistoryEvent ExecutionSuspended(DateTime at, string? reason) =>
        Of(at, e => e.ExecutionSuspended = new P.ExecutionSuspendedEvent { Input = reason });

    public static P.HistoryEvent ExecutionResumed(DateTime at, string? reason) =>
        Of(at, e => e.ExecutionResumed = new P.ExecutionResumedEvent { Input = reason });

    public static P.HistoryEvent ExecutionTerminated(DateTime at, string? output, bool recursive) =>
        Of(at, e => e.ExecutionTerminated = new P.ExecutionTerminatedEvent { Input = output, Recurse = recursive });

    public static P.HistoryEvent TaskCompleted(DateTime at, int task, string? result) =>
        Of(at, e => e.TaskCompleted = new P.TaskCompletedEvent { TaskScheduledId = task, Result = result });

    public static P.HistoryEvent TaskFailed(DateTime at, int task, P.TaskFailureDetails failure) =>
        Of(at, e => e.TaskFailed = new P.TaskFailedEvent { TaskScheduledId = task, FailureDetails = failure });

    public static P.HistoryEvent TimerFired(DateTime at, int timer, DateTime due) =>
        Of(at, e => e.TimerFired = new P.TimerFiredEvent { TimerId = timer, FireAt = Timestamp.FromDateTime(due) });

    public static P.HistoryEvent ChildCompleted(DateTime at, int task, string? result) =>
        Of(at, e => e.SubOrchestrationInstanceCompleted = new P.SubOrchestrationInstanceCompletedEvent { TaskScheduledId = task, Result = result });

    public static P.HistoryEvent ChildFailed(DateTime at, int task, P.TaskFailureDetails failure) =>
        Of(at, e => e.SubOrchestrationInstanceFailed = new P.SubOrchestrationInstanceFailedEvent { TaskScheduledId = task, FailureDetails = failure });

    public static P.HistoryEvent ExecutionCompleted(DateTime at, int id, P.OrchestrationStatus status, string? result, P.TaskFailureDetails? failure) => Of(
        at,
        e => e.ExecutionCompleted = new P.ExecutionCompletedEvent { OrchestrationStatus = status, Result = result, FailureDetails = failure },
        id);

    /// <summary>An event, filled by its maker.</summary>
    public static P.HistoryEvent Of(DateTime at, Action<P.HistoryEvent> fill, int id = Arrival)
    {
        var made = new P.HistoryEvent { EventId = id, Timestamp = Timestamp.FromDateTime(at) };
        fill(made);
        return made;
    }
}
