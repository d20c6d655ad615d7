using HubAutomation.Local.TaskHub.Engine.Dispatch;
using HubAutomation.Local.TaskHub.Engine.Replay;
using HubAutomation.Local.TaskHub.Engine.Storage;
using HubAutomation.Local.TaskHub.Engine.Writes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.TaskHub.Engine;

/// <content>How an instance takes a turn.</content>
internal sealed partial class LiveInstance
{
    private WorkerSetup Worker => dispatcher.Worker;

    private bool IsRejected => !Worker.Accepts(row!.Version)
        && Worker.Options.Versioning!.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Reject;

    /// <summary>Takes a turn; false when there was nothing to be done.</summary>
    private bool TakeTurn()
    {
        var taken = dispatcher.TakeMessages(this);
        if (row is null && !Load())
        {
            dispatcher.Drop(this);
            return true;
        }

        // Results for an execution that has since continued as new are acknowledged and otherwise ignored.
        List<HistoryEvent> messages =
            [.. taken.Where(delivery => delivery.Execution is null || delivery.Execution == row!.Execution).Select(delivery => delivery.Event)];
        if (!hasHistory)
        {
            if (!messages.Exists(message => message is ExecutionStarted or ExecutionTerminated))
            {
                // A scheduled start is still to come: what arrives before it waits for it.
                dispatcher.Hold(this, taken);
                return false;
            }

            // The start comes first, then events of the execution before, then what has arrived since.
            var starts = messages.RemoveAll(message => message is ExecutionStarted) > 0;
            messages.InsertRange(0, starts ? [new ExecutionStarted(), .. carriedOver] : carriedOver);
        }

        if (messages.Count == 0)
        {
            if (taken.Count == 0)
                return false;
            dispatcher.TurnTaken(this, new TurnWrite(this, row!, taken, null));
            return true;
        }

        if (IsRejected && !messages.Exists(message => message is ExecutionTerminated))
        {
            Log.VersionRejected(dispatcher.Logger, row!.Id, row.Version, Worker.Options.Versioning!.Version);
            dispatcher.Hold(this, taken);
            dispatcher.SetAside(this);
            return true;
        }

        dispatcher.TurnTaken(this, new TurnWrite(this, row!, taken, ObservedTurn(messages)));
        return true;
    }

    private TurnSummary Turn(List<HistoryEvent> messages)
    {
        var now = dispatcher.Hub.UtcNow;
        try
        {
            if (Refusal() is { } refusal)
                return Fail(now, messages, refusal);
            if (execution is null)
            {
                if (FindOrchestrator(out var orchestrator) is { } missing)
                    return Fail(now, messages, missing);
                execution = Resume(orchestrator!);
            }

            var result = execution.Take(now, messages);
            return new TurnSummary(result, StatusAfter(result), execution.CustomStatus, result.Ending is null ? execution.DescribeWait() : null);
        }
        catch (NonDeterminismException exception)
        {
            return Fail(now, messages, Failure.NonDeterministic(exception.Message));
        }
    }

    private Failure? Refusal() =>
        Worker.Accepts(row!.Version) ? null : Failure.VersionMismatch(row.Version, Worker.Options.Versioning!.Version);

    private TurnSummary Fail(DateTime now, List<HistoryEvent> messages, Failure failure)
    {
        var ending = messages.OfType<ExecutionTerminated>().FirstOrDefault() is { } terminated
            ? (Ending)new Ending.Terminated(terminated.Output, terminated.Recursive)
            : new Ending.Failed(failure);
        var turn = new Turn(now, messages, [new ExecutionCompleted(ending.GetType().Name)]);
        var result = new TurnResult(turn, [], [], false, ending);
        return new TurnSummary(result, StatusAfter(result), row!.CustomStatus, null);
    }

    private static OrchestrationRuntimeStatus StatusAfter(TurnResult result) => result.Ending switch
    {
        Ending.Completed => OrchestrationRuntimeStatus.Completed,
        Ending.Failed => OrchestrationRuntimeStatus.Failed,
        Ending.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => result.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
    };

    /// <summary>Makes the orchestrator; gives the reason when it cannot.</summary>
    private Failure? FindOrchestrator(out ITaskOrchestrator? orchestrator)
    {
        orchestrator = null;
        try
        {
            scope ??= Worker.Services.CreateAsyncScope();
            orchestrator = Worker.FindOrchestrator(row!.Name, row.Version, scope.Value.ServiceProvider);
            return orchestrator is null ? Failure.OrchestratorNotFound(row.Name) : null;
        }
#pragma warning disable CA1031 // Whatever its constructor or its services throw is the instance's failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failure.From(exception, Worker.ExceptionProperties);
        }
    }

    /// <summary>Makes the execution and replays the history into it.</summary>
    private Execution Resume(ITaskOrchestrator orchestrator)
    {
        var settings = new ExecutionSettings(
            row!.Id,
            row.Name,
            row.Version,
            input,
            row.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null,
            Worker.Converter,
            Worker.Options.MaximumTimerInterval,
            Worker.Options.Versioning?.DefaultVersion ?? string.Empty,
            Worker.ExceptionProperties,
            Worker.LoggerFactory);
        var resumed = new Execution(settings, orchestrator, () => dispatcher.Deliver(key, new Delivery(new IllegalAwait(), row.Execution)))
        {
            CustomStatus = row.CustomStatus,
        };
        foreach (var turn in unreplayed)
            resumed.Replay(turn);
        unreplayed = [];
        return resumed;
    }

    private bool Load()
    {
        if (dispatcher.Hub.Reader.Read(connection => connection.LoadUnfinished(key)) is not { } stored)
            return false;
        row = stored.Row;
        input = stored.Input;
        carriedOver = stored.CarriedOver;
        unreplayed = stored.History;
        hasHistory = unreplayed.Count > 0;
        return true;
    }

    private void Note(TurnSummary summary, Effects effects)
    {
        if (row!.Status == OrchestrationRuntimeStatus.Pending)
            Log.InstanceStarted(dispatcher.Logger, row.Id, row.Name);
        Observe(summary);
        Log.TurnTaken(dispatcher.Logger, row.Id, summary.Result.Turn.Received.Count, summary.Result.Requests.Count, summary.Status);
        row = row with { Status = summary.Status, CustomStatus = summary.CustomStatus, WaitingFor = summary.WaitingFor };
        hasHistory = true;
        switch (summary.Result.Ending)
        {
            case null:
                break;
            case Ending.ContinuedAsNew next:
                Log.ContinuedAsNew(dispatcher.Logger, row.Id);
                row = row with { Execution = row.Execution + 1, Version = next.Version ?? row.Version };
                input = next.Input;
                carriedOver = next.CarriedOver;
                hasHistory = false;
                Release();
                effects.Deliveries.Insert(0, (key, new Delivery(new ExecutionStarted())));
                break;
            case Ending.Failed failed:
                Log.InstanceFailed(dispatcher.Logger, row.Id, row.Name, failed.Failure.ErrorType);
                break;
            case { } ending:
                Log.InstanceEnded(dispatcher.Logger, row.Id, row.Name, ending.GetType().Name);
                break;
        }
    }
}
