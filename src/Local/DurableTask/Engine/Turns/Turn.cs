using Google.Protobuf;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Turns;

/// <summary>A turn that an orchestrator has taken: what it was told, what it asks for, and how its instance stands after it.</summary>
/// <param name="At">The orchestrator's current time during the turn, in UTC.</param>
/// <param name="Told">What it was told, in order.</param>
/// <param name="Actions">What it asks for, in order, without its ending.</param>
/// <param name="Ending">How the execution ended; null when it goes on.</param>
/// <param name="Status">The instance's status after it.</param>
/// <param name="CustomStatus">What the orchestrator says of itself.</param>
internal sealed record Turn(
    DateTime At,
    IReadOnlyList<P.HistoryEvent> Told,
    IReadOnlyList<P.OrchestratorAction> Actions,
    P.CompleteOrchestrationAction? Ending,
    P.OrchestrationStatus Status,
    string? CustomStatus)
{
    /// <summary>The turn as the history keeps it: put into bytes where it was taken, since the one writer has enough to do.</summary>
    public byte[] Recorded { get; } = Ending?.OrchestrationStatus == P.OrchestrationStatus.ContinuedAsNew ? [] : Record(At, Told, Actions, Ending);

    /// <summary>Whether the execution ended, to begin anew.</summary>
    public bool ContinuesAsNew => Ending?.OrchestrationStatus == P.OrchestrationStatus.ContinuedAsNew;

    /// <summary>Reads a worker's answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="at">The orchestrator's time.</param>
    /// <param name="told">What it was told.</param>
    /// <param name="wasSuspended">Whether the instance was suspended before.</param>
    public static Turn Of(P.OrchestratorResponse response, DateTime at, IReadOnlyList<P.HistoryEvent> told, bool wasSuspended)
    {
        var ending = response.Actions.FirstOrDefault(action => action.CompleteOrchestration is not null);
        var actions = ending is null ? (IReadOnlyList<P.OrchestratorAction>)response.Actions : [.. response.Actions.Where(action => action != ending)];
        var turn = new Turn(at, told, actions, ending?.CompleteOrchestration, StatusAfter(ending?.CompleteOrchestration, told, wasSuspended), response.CustomStatus);
        if (turn is { ContinuesAsNew: true, Status: P.OrchestrationStatus.Suspended })
        {
            // The execution that was suspended is over before it could take notice; the next one has to.
            turn.Ending!.CarryoverEvents.Insert(0, told.Last(message => message.ExecutionSuspended is not null));
        }

        return turn;
    }

    /// <summary>A turn that the engine takes in the orchestrator's place, to end it.</summary>
    public static Turn Ended(P.CompleteOrchestrationAction ending, DateTime at, IReadOnlyList<P.HistoryEvent> told, string? customStatus) =>
        new(at, told, [], ending, ending.OrchestrationStatus, customStatus);

    private static P.OrchestrationStatus StatusAfter(P.CompleteOrchestrationAction? ending, IReadOnlyList<P.HistoryEvent> told, bool wasSuspended)
    {
        if (ending is { OrchestrationStatus: not P.OrchestrationStatus.ContinuedAsNew })
            return ending.OrchestrationStatus;
        var isSuspended = told.LastOrDefault(message => message.ExecutionSuspended is not null || message.ExecutionResumed is not null) is { } last
            ? last.ExecutionSuspended is not null
            : wasSuspended;
        return isSuspended ? P.OrchestrationStatus.Suspended : P.OrchestrationStatus.Running;
    }

    private static byte[] Record(
        DateTime at, IReadOnlyList<P.HistoryEvent> told, IReadOnlyList<P.OrchestratorAction> actions, P.CompleteOrchestrationAction? ending)
    {
        var turn = new P.HistoryChunk();
        turn.Events.Add(HistoryEvents.OrchestratorStarted(at));
        turn.Events.AddRange(told);
        foreach (var action in actions)
        {
            if (Scheduled(action, at) is { } scheduled)
                turn.Events.Add(scheduled);
        }

        if (ending is not null)
            turn.Events.Add(HistoryEvents.ExecutionCompleted(at, actions.Count, ending.OrchestrationStatus, ending.Result, ending.FailureDetails));
        turn.Events.Add(HistoryEvents.OrchestratorCompleted(at));
        return turn.ToByteArray();
    }

    /// <summary>What the history says of something that the orchestrator asked for; its number is the same on every replay.</summary>
    private static P.HistoryEvent? Scheduled(P.OrchestratorAction action, DateTime at) => action.OrchestratorActionTypeCase switch
    {
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => HistoryEvents.Of(at, e => Fill(e, action.ScheduleTask), action.Id),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => HistoryEvents.Of(
            at, e => e.TimerCreated = new P.TimerCreatedEvent { FireAt = action.CreateTimer.FireAt }, action.Id),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => HistoryEvents.Of(
            at, e => Fill(e, action.CreateSubOrchestration), action.Id),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => HistoryEvents.Of(at, e => Fill(e, action.SendEvent), action.Id),
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration => null,
        var other => throw new NotSupportedException($"An orchestrator asked for {other}, which this task hub does not do."),
    };

    private static void Fill(P.HistoryEvent e, P.ScheduleTaskAction task)
    {
        e.TaskScheduled = new P.TaskScheduledEvent { Name = task.Name, Version = task.Version, Input = task.Input, ParentTraceContext = task.ParentTraceContext };
        e.TaskScheduled.Tags.Add(task.Tags);
    }

    private static void Fill(P.HistoryEvent e, P.CreateSubOrchestrationAction child)
    {
        e.SubOrchestrationInstanceCreated = new P.SubOrchestrationInstanceCreatedEvent
        {
            InstanceId = child.InstanceId,
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            ParentTraceContext = child.ParentTraceContext,
        };
        e.SubOrchestrationInstanceCreated.Tags.Add(child.Tags);
    }

    private static void Fill(P.HistoryEvent e, P.SendEventAction sent) =>
        e.EventSent = new P.EventSentEvent { InstanceId = sent.Instance.InstanceId, Name = sent.Name, Input = sent.Data };
}
