using HubAutomation.Local.TaskHub.Engine.Replay;
using HubAutomation.Local.TaskHub.Engine.Storage;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.TaskHub.Engine.Writes;

/// <summary>What a turn changes in the file. All of it happens, or none: that is what makes orchestrations run exactly once.</summary>
internal sealed class TurnWrite(LiveInstance instance, InstanceRow row, IReadOnlyList<Delivery> taken, TurnSummary? summary) : WriteOperation
{
    private readonly Effects effects = new();

    /// <summary>False when the instance was replaced or deleted, or its worker left, while the turn was taken: then nothing came of it.</summary>
    public bool WasCurrent { get; private set; }

    public TurnSummary? Summary => summary;

    public override void Execute(HubTables tables)
    {
        effects.Clear();
        WasCurrent = instance.MayWrite;
        if (!WasCurrent)
            return;
        DeleteTaken(tables);
        WasCurrent = summary is null || Write(tables, summary);
    }

    public override void Committed() => instance.TurnCommitted(this, effects);

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
                    var task = delivery.Event is TimerFired fired ? fired.Id : TimerRow.Start;
                    tables.DeleteTimer(new TimerRow(row.Key, delivery.Execution ?? 0, task, default));
                    break;
            }
        }
    }

    private bool Write(HubTables tables, TurnSummary turn)
    {
        var at = turn.Result.Turn.At;
        switch (turn.Result.Ending)
        {
            case Ending.ContinuedAsNew next:
                if (!tables.RestartInstance(row.Key, at, turn.CustomStatus, next, next.Version ?? row.Version))
                    return false;
                break;
            case { } ending:
                if (!Finish(tables, turn, ending))
                    return false;
                break;
            case null:
                if (!tables.UpdateInstance(row, turn.Status, at, turn.CustomStatus, turn.WaitingFor))
                    return false;
                tables.AppendHistory(row.Key, at, turn.Recorded);
                break;
        }

        foreach (var cancelled in turn.Result.CancelledTimers)
            Cancel(tables, new TimerRow(row.Key, row.Execution, cancelled, default));
        foreach (var request in turn.Result.Requests)
            Send(tables, request, at);
        if (turn.Status != row.Status || turn.Result.Ending is not null)
            effects.StatusChanges.Add(row.Id);
        return true;
    }

    private bool Finish(HubTables tables, TurnSummary turn, Ending ending)
    {
        var at = turn.Result.Turn.At;
        var (output, failure) = ending switch
        {
            Ending.Completed completed => (completed.Output, (Failure?)null),
            Ending.Terminated terminated => (terminated.Output, null),
            Ending.Failed failed => (null, failed.Failure),
            _ => (null, null),
        };
        if (!tables.FinishInstance(row.Key, turn.Status, at, turn.CustomStatus, output, failure))
            return false;
        tables.AppendHistory(row.Key, at, turn.Recorded);
        effects.Ended.Add(row.Key);
        if (row.Parent is { } parent)
        {
            HistoryEvent answer = ending is Ending.Completed
                ? new SubOrchestrationInstanceCompleted(parent.Task, output)
                : new SubOrchestrationInstanceFailed(parent.Task, failure ?? Failure.Terminated());
            tables.AddMessage(parent.Instance, parent.Execution, answer, effects);
        }

        if (ending is Ending.Terminated { Recursive: true })
        {
            foreach (var child in tables.FindChildren(row.Key, finished: false))
                tables.AddMessage(child, null, new ExecutionTerminated(output, true), effects);
        }

        return true;
    }

    private void Cancel(HubTables tables, TimerRow timer)
    {
        tables.DeleteTimer(timer);
        effects.TimersCancelled.Add(timer);
    }

    private void Send(HubTables tables, Request request, DateTime at)
    {
        switch (request.Event)
        {
            case TaskScheduled task:
                tables.AddActivity(
                    new ActivityRow(0, row.Key, row.Id, row.Execution, task.Id, task.Name, task.Version, request.Payload, 0, at, row.Trace), effects);
                break;
            case TimerCreated timer:
                tables.AddTimer(new TimerRow(row.Key, row.Execution, timer.Id, timer.Due), effects);
                break;
            case SubOrchestrationInstanceCreated child:
                Start(tables, child, request, at);
                break;
            case EventSent sent when tables.FindInstance(sent.InstanceId) is { } target && !target.Status.IsFinished():
                tables.AddMessage(target.Key, null, new EventRaised(sent.Name, request.Payload), effects);
                break;
        }
    }

    private void Start(HubTables tables, SubOrchestrationInstanceCreated child, Request request, DateTime at)
    {
        if (tables.FindInstance(child.InstanceId) is { } existing)
        {
            if (!existing.Status.IsFinished())
            {
                // Answered at once: two instances cannot have one id, and waiting for the other would be waiting for a stranger.
                tables.AddMessage(
                    row.Key, row.Execution, new SubOrchestrationInstanceFailed(child.Id, Failure.AlreadyExists(child.InstanceId)), effects);
                return;
            }

            tables.DeleteInstance(existing.Key, effects);
        }

        var call = new ParentCall(row.Key, row.Execution, child.Id, row.Id, row.Name);
        var instance = new NewInstance(
            child.InstanceId, child.Name, request.Version ?? string.Empty, request.Payload, at, null, MergedTags(request.Tags), call, row.Trace?.Below());
        tables.AddInstance(instance, effects);
    }

    /// <summary>A child has its parent's tags besides its own; its own win.</summary>
    private Dictionary<string, string>? MergedTags(IDictionary<string, string>? own)
    {
        if (own is null or { Count: 0 } && row.Tags is null)
            return null;
        var merged = new Dictionary<string, string>(row.Tags ?? new Dictionary<string, string>());
        foreach (var (name, value) in own ?? new Dictionary<string, string>())
            merged[name] = value;
        return merged;
    }
}

/// <summary>A turn that was taken, and how the instance stands after it.</summary>
internal sealed record TurnSummary(TurnResult Result, OrchestrationRuntimeStatus Status, string? CustomStatus, string? WaitingFor)
{
    /// <summary>The turn as the history keeps it: put into words where it was taken, since the one writer has enough to do.</summary>
    public byte[] Recorded { get; } = Result.Turn.ToUtf8();
}
