using Google.Protobuf.WellKnownTypes;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Turns;
using HubAutomation.Local.DurableTask.Engine.Writes;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine;

/// <content>How an instance takes a turn.</content>
internal sealed partial class LiveInstance
{
    /// <summary>After how many ends of the worker in the middle of its turn, one after another, an instance is left alone until the next start.</summary>
    private const int MostInterruptions = 10;

    private SqliteTaskHubOptions Options => dispatcher.Hub.Options;

    private bool IsVersionOfOthers => Options.Versioning is { } policy && !policy.Accepts(row!.Version);

    /// <summary>Takes a turn; false when there was nothing to be done.</summary>
    private async Task<bool> TakeTurnAsync()
    {
        var taken = dispatcher.TakeMessages(this);
        if (row is null && !Load())
        {
            dispatcher.Drop(this);
            return true;
        }

        var termination = taken.Select(delivery => delivery.Event.ExecutionTerminated).FirstOrDefault(told => told is not null);
        if (!hasHistory && termination is null && !taken.Exists(delivery => delivery.Event.ExecutionStarted is not null))
        {
            // A scheduled start is still to come: what arrives before it waits for it.
            dispatcher.Hold(this, taken);
            return false;
        }

        if (termination is null)
            taken = UpToSuspension(taken);

        // Results for an execution that has since continued as new are acknowledged and otherwise ignored.
        List<P.HistoryEvent> messages =
            [.. taken.Where(delivery => delivery.Execution is null || delivery.Execution == row!.Execution).Select(delivery => delivery.Event)];
        if (!hasHistory && termination is null)
        {
            // The start comes first, then events of the execution before, then what has arrived since.
            messages.RemoveAll(message => message.ExecutionStarted is not null);
            messages.InsertRange(0, [Start(), .. carriedOver]);
        }

        if (messages.Count == 0)
        {
            if (taken.Count == 0)
                return false;
            dispatcher.TurnTaken(this, new TurnWrite(this, row!, taken, null));
            return true;
        }

        if (termination is null && IsVersionOfOthers && Options.Versioning!.Failure == VersionFailure.Reject)
        {
            Log.VersionRejected(dispatcher.Logger, row!.Id, row.Version, Options.Versioning.DefaultVersion);
            dispatcher.Hold(this, taken);
            dispatcher.SetAside(this);
            return true;
        }

        var worker = termination is null ? dispatcher.Runner.WaitForWorkerAsync(row!.Name, row.Version, dispatcher.CutOff) : Task.CompletedTask;
        if (!worker.IsCompletedSuccessfully)
        {
            dispatcher.Again(this, taken, worker);
            return true;
        }

        try
        {
            var turn = await ObservedAsync(messages, termination);
            interruptions = 0;
            dispatcher.TurnTaken(this, new TurnWrite(this, row!, taken, turn));
        }
        catch (WorkerGoneException) when (++interruptions < MostInterruptions)
        {
            Log.TurnInterrupted(dispatcher.Logger, row!.Id);
            dispatcher.Again(this, taken);
        }
        catch (WorkAbandonedException)
        {
            // By the machine's own clock: what is waited for is a worker, not a time.
            dispatcher.Again(this, taken, Task.Delay(TimeSpan.FromMilliseconds(200 << Math.Min(7, interruptions++)), TimeProvider.System, dispatcher.CutOff));
        }

        return true;
    }

    /// <summary>A worker forgets what it is told behind a suspend when the execution ends in the same turn: that is for the turn after.</summary>
    private List<Delivery> UpToSuspension(List<Delivery> taken)
    {
        var suspend = taken.FindIndex(delivery => delivery.Event.ExecutionSuspended is not null);
        if (suspend < 0)
            return taken;
        var isLater = taken.Index().ToLookup(delivery => delivery.Index > suspend && delivery.Item.Event.ExecutionStarted is null, delivery => delivery.Item);
        dispatcher.PutBack(this, [.. isLater[true]]);
        return [.. isLater[false]];
    }

    private async Task<Turn> TakeAsync(List<P.HistoryEvent> messages, P.ExecutionTerminatedEvent? termination)
    {
        var now = TurnTime(messages);
        if (termination is not null)
        {
            return Turn.Ended(
                new P.CompleteOrchestrationAction { OrchestrationStatus = P.OrchestrationStatus.Terminated, Result = termination.Input },
                now, messages, row!.CustomStatus);
        }

        if (IsVersionOfOthers)
            return Fail(now, messages, Failures.VersionMismatch(row!.Version, Options.Versioning!.DefaultVersion));
        try
        {
            return Turn.Of(await AskAsync(now, messages), now, messages, row!.Status == P.OrchestrationStatus.Suspended);
        }
        catch (NotSupportedException exception)
        {
            return Fail(now, messages, new P.TaskFailureDetails { ErrorType = exception.GetType().FullName, ErrorMessage = exception.Message, IsNonRetriable = true });
        }
    }

    /// <summary>
    /// The orchestrator's time: the clock's, unless that was set back. It never goes back behind the turn before, and no timer is early.
    /// </summary>
    private DateTime TurnTime(List<P.HistoryEvent> messages)
    {
        var now = dispatcher.Hub.UtcNow;
        if (hasHistory && row!.Updated > now)
            now = row.Updated;
        foreach (var due in messages.Select(message => message.TimerFired?.FireAt.ToDateTime()))
        {
            if (due > now)
                now = due.Value;
        }

        return now;
    }

    /// <summary>Lets the worker take the turn: with the history, unless it still has the orchestrator from the turn before.</summary>
    private async Task<P.OrchestratorResponse> AskAsync(DateTime now, List<P.HistoryEvent> messages)
    {
        var request = Request(now, messages);
        var keepsSession = Options.ExtendedSessionIdleTimeout > TimeSpan.Zero;
        var withHistory = !keepsSession || !isInSession;
        if (keepsSession)
        {
            request.Properties["IsExtendedSession"] = Value.ForBool(true);
            request.Properties["ExtendedSessionIdleTimeoutInSeconds"] = Value.ForNumber(Options.ExtendedSessionIdleTimeout.TotalSeconds);
            request.Properties["IncludeState"] = Value.ForBool(withHistory);
        }

        if (withHistory)
            AddHistory(request);
        isInSession = false;
        var response = await dispatcher.Runner.RunTurnAsync(row!.Name, row.Version, request, dispatcher.CutOff);
        if (response.RequiresHistory && !withHistory)
        {
            AddHistory(request);
            request.Properties["IncludeState"] = Value.ForBool(true);
            response = await dispatcher.Runner.RunTurnAsync(row.Name, row.Version, request, dispatcher.CutOff);
        }

        (isInSession, orchestrationTrace) = (keepsSession, response.OrchestrationTraceContext);
        return response;
    }

    private P.OrchestratorRequest Request(DateTime now, List<P.HistoryEvent> messages)
    {
        var request = new P.OrchestratorRequest
        {
            InstanceId = row!.Id,
            ExecutionId = row.ExecutionId,
            EntityParameters = EntityParameters,
            OrchestrationTraceContext = orchestrationTrace ?? row.Trace?.OrchestrationContext(row.StartAt ?? row.Created),
        };
        request.NewEvents.Add(HistoryEvents.OrchestratorStarted(now));
        request.NewEvents.AddRange(messages);
        if (Options.Versioning is { } policy)
            request.Properties["defaultVersion"] = Value.ForString(policy.DefaultVersion);
        return request;
    }

    // Workers ask for it even though this hub has no entities.
    private static P.OrchestratorEntityParameters EntityParameters { get; } = new() { EntityMessageReorderWindow = new Duration() };

    private void AddHistory(P.OrchestratorRequest request)
    {
        if (hasHistory)
            dispatcher.Hub.Reader.Read(connection => connection.ReadHistory(key, request.PastEvents));
    }

    private static Turn Fail(DateTime now, List<P.HistoryEvent> messages, P.TaskFailureDetails failure) => Turn.Ended(
        new P.CompleteOrchestrationAction { OrchestrationStatus = P.OrchestrationStatus.Failed, FailureDetails = failure }, now, messages, null);

    /// <summary>The event that an execution begins with.</summary>
    private P.HistoryEvent Start() => HistoryEvents.Of(dispatcher.Hub.UtcNow, e =>
    {
        e.ExecutionStarted = new P.ExecutionStartedEvent
        {
            Name = row!.Name,
            Version = row.Version.Length == 0 ? null : row.Version,
            Input = input,
            OrchestrationInstance = new P.OrchestrationInstance { InstanceId = row.Id, ExecutionId = row.ExecutionId },
            ParentInstance = row.Parent?.ToInfo(),
            ScheduledStartTimestamp = row.StartAt is { } at ? Timestamp.FromDateTime(at) : null,
            ParentTraceContext = row.Trace?.ParentContext,
        };
        foreach (var (name, value) in row.Tags ?? new Dictionary<string, string>())
            e.ExecutionStarted.Tags[name] = value;
    });

    private bool Load()
    {
        if (dispatcher.Hub.Reader.Read(connection => connection.LoadUnfinished(key)) is not { } stored)
            return false;
        (row, input, carriedOver, hasHistory) = (stored.Row, stored.Input, stored.CarriedOver, stored.HasHistory);
        return true;
    }

    private void Note(Turn turn, Effects effects)
    {
        if (row!.Status == P.OrchestrationStatus.Pending)
            Log.InstanceStarted(dispatcher.Logger, row.Id, row.Name);
        Observe(turn);
        Log.TurnTaken(dispatcher.Logger, row.Id, turn.Told.Count, turn.Actions.Count, turn.Status);
        row = row with { Status = turn.Status, CustomStatus = turn.CustomStatus, Updated = turn.At };
        (hasHistory, input, carriedOver) = (true, null, []);
        switch (turn)
        {
            case { Ending: null }:
                break;
            case { ContinuesAsNew: true, Ending: var next }:
                Log.ContinuedAsNew(dispatcher.Logger, row.Id);
                row = row with { Execution = row.Execution + 1, Version = next.NewVersion ?? row.Version };
                (hasHistory, isInSession, input, carriedOver) = (false, false, next.Result, [.. next.CarryoverEvents]);
                effects.Deliveries.Insert(0, (key, new Delivery(HistoryEvents.StartMark)));
                break;
            case { Status: P.OrchestrationStatus.Failed }:
                Log.InstanceFailed(dispatcher.Logger, row.Id, row.Name, turn.Ending.FailureDetails?.ErrorType ?? string.Empty);
                break;
            default:
                Log.InstanceEnded(dispatcher.Logger, row.Id, row.Name, turn.Status.ToString());
                break;
        }
    }
}
