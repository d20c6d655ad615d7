using Google.Protobuf.Collections;
using HubAutomation.Local.DurableTask.Engine.Observing;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Turns;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Writes;

/// <summary>What a turn changes in the file. All of it happens, or none: that is what makes orchestrations run exactly once.</summary>
internal sealed class TurnWrite(LiveInstance instance, InstanceRow row, IReadOnlyList<Delivery> taken, Turn? turn) : WriteOperation
{
    private readonly Effects effects = new();
    private readonly List<(string Event, string InstanceId)> dropped = [];

    /// <summary>False when the instance was replaced or deleted, or its runner left, while the turn was taken: then nothing came of it.</summary>
    public bool WasCurrent { get; private set; }

    public Turn? Turn => turn;

    public override void Execute(HubTables tables)
    {
        effects.Clear();
        dropped.Clear();
        WasCurrent = instance.MayWrite;
        if (!WasCurrent)
            return;
        DeleteTaken(tables);
        WasCurrent = turn is null || Write(tables, turn);
    }

    public override void Committed()
    {
        foreach (var (name, target) in dropped)
            Log.EventDropped(instance.Logger, name, target);
        instance.TurnCommitted(this, effects);
    }

    public override bool Failed(Exception exception) => instance.TurnNotCommitted(exception);

    private void DeleteTaken(HubTables tables)
    {
        foreach (var delivery in taken)
        {
            switch (delivery.Origin)
            {
                case Origin.Inbox:
                    tables.DeleteMessage(row.Key, delivery.RowId);
                    break;
                case Origin.Activity:
                    tables.DeleteActivity(row.Key, delivery.RowId);
                    break;
                case Origin.Timer:
                    var task = delivery.Event.TimerFired is { } fired ? fired.TimerId : TimerRow.Start;
                    tables.DeleteTimer(new TimerRow(row.Key, delivery.Execution ?? 0, task, default));
                    break;
            }
        }
    }

    private bool Write(HubTables tables, Turn turn)
    {
        var stands = turn switch
        {
            { Ending: null } => tables.UpdateInstance(row, turn.Status, turn.At, turn.CustomStatus),
            { ContinuesAsNew: true } => tables.RestartInstance(row.Key, turn.Status, turn.At, turn.CustomStatus, turn.Ending, turn.Ending.NewVersion ?? row.Version),
            _ => tables.FinishInstance(row.Key, turn.Status, turn.At, turn.CustomStatus, turn.Ending.Result, turn.Ending.FailureDetails),
        };
        if (!stands)
            return false;
        if (!turn.ContinuesAsNew)
            tables.AppendHistory(row.Key, turn.At, turn.Recorded);
        if (turn.Status.IsFinished())
            TellOthers(tables, turn);
        foreach (var action in turn.Actions)
            Do(tables, action, turn);
        if (turn.Status != row.Status || turn.Ending is not null)
            effects.StatusChanges.Add(row.Id);
        return true;
    }

    /// <summary>Tells the parent how its child ended, and when it was terminated with all its children, them.</summary>
    private void TellOthers(HubTables tables, Turn turn)
    {
        effects.Ended.Add(row.Key);
        if (row.Parent is { } parent && tables.IsUnfinished(parent.Instance))
        {
            var answer = turn.Status == P.OrchestrationStatus.Completed
                ? HistoryEvents.ChildCompleted(turn.At, parent.Task, turn.Ending!.Result)
                : HistoryEvents.ChildFailed(turn.At, parent.Task, turn.Ending!.FailureDetails ?? Failures.Terminated());
            tables.AddMessage(parent.Instance, parent.Execution, answer, effects);
        }

        if (turn.Told.Any(told => told.ExecutionTerminated is { Recurse: true }))
        {
            foreach (var child in tables.FindChildren(row.Key, finished: false))
                tables.AddMessage(child, null, HistoryEvents.ExecutionTerminated(turn.At, turn.Ending!.Result, true), effects);
        }
    }

    private void Do(HubTables tables, P.OrchestratorAction action, Turn turn)
    {
        switch (action.OrchestratorActionTypeCase)
        {
            // Of an execution that ended nobody waits for activities and timers; but work that was asked for before it began anew is done.
            case P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask when !turn.Status.IsFinished():
                tables.AddActivity(Activity(action.ScheduleTask, action.Id, turn.At), effects);
                break;
            case P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer when turn.Ending is null:
                tables.AddTimer(new TimerRow(row.Key, row.Execution, action.Id, action.CreateTimer.FireAt.ToDateTime()), effects);
                break;
            case P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                Start(tables, action.CreateSubOrchestration, action.Id, turn.At);
                break;
            case P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                var sent = action.SendEvent;
                Send(tables, sent.Instance.InstanceId, HistoryEvents.EventRaised(turn.At, sent.Name, sent.Data));
                break;
            case P.OrchestratorAction.OrchestratorActionTypeOneofCase.TerminateOrchestration:
                var ended = action.TerminateOrchestration;
                Send(tables, ended.InstanceId, HistoryEvents.ExecutionTerminated(turn.At, ended.Reason, ended.Recurse));
                break;
        }
    }

    private void Send(HubTables tables, string instanceId, P.HistoryEvent message)
    {
        if (tables.FindInstance(instanceId) is { } target && !target.Status.IsFinished())
            tables.AddMessage(target.Key, null, message, effects);
        else
            dropped.Add((message.EventRaised?.Name ?? nameof(message.ExecutionTerminated), instanceId));
    }

    private ActivityRow Activity(P.ScheduleTaskAction task, int id, DateTime at) => new(
        0, row.Key, row.Id, row.Execution, id, task.Name, task.Version ?? string.Empty, task.Input, 0,
        task.Tags.Count == 0 ? null : new Dictionary<string, string>(task.Tags), at, task.ParentTraceContext ?? row.Trace?.OwnContext);

    private void Start(HubTables tables, P.CreateSubOrchestrationAction child, int id, DateTime at)
    {
        if (tables.FindInstance(child.InstanceId) is { } existing)
        {
            if (!existing.Status.IsFinished())
            {
                // Answered at once: two instances cannot have one id, and waiting for the other would be waiting for a stranger.
                tables.AddMessage(row.Key, row.Execution, HistoryEvents.ChildFailed(at, id, Failures.AlreadyExists(child.InstanceId)), effects);
                return;
            }

            tables.DeleteInstance(existing.Key, effects);
        }

        var call = new ParentCall(row.Key, row.Execution, id, row.Id, row.Name);
        var trace = child.ParentTraceContext is null ? row.Trace?.Below() : TraceLink.Below(child.ParentTraceContext);
        var instance = new NewInstance(child.InstanceId, child.Name, child.Version ?? string.Empty, child.Input, at, null, MergedTags(child.Tags), call, trace);
        tables.AddInstance(instance, effects);
    }

    /// <summary>A child has its parent's tags besides its own; its own win.</summary>
    private Dictionary<string, string>? MergedTags(MapField<string, string> own)
    {
        if (own.Count == 0 && row.Tags is null)
            return null;
        var merged = new Dictionary<string, string>(row.Tags ?? new Dictionary<string, string>());
        foreach (var (name, value) in own)
            merged[name] = value;
        return merged;
    }
}
