using System.Globalization;
using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>
/// One execution of an orchestrator: its code, halted at the awaits it has reached. Turns that the history holds are replayed into it;
/// then it is ready for new ones.
/// </summary>
internal sealed class Execution
{
    private const int MaximumNamedWaits = 5;

    private readonly ExecutionSettings settings;
    private readonly ITaskOrchestrator orchestrator;
    private readonly Dictionary<int, OpenCall> open = [];
    private readonly SortedDictionary<int, Request> unrecorded = [];
    private readonly HashSet<int> cancelledTimers = [];
    private readonly List<HistoryEvent> heldWhileSuspended = [];
    private int calls;
    private Ending? outcome;
    private (string? Input, string? Version, bool PreserveEvents)? restart;

    public Execution(ExecutionSettings settings, ITaskOrchestrator orchestrator, Action strayed)
    {
        this.settings = settings;
        this.orchestrator = orchestrator;
        Thread = new OrchestratorThread(strayed);
        Events = new ExternalEvents(settings.Converter);
    }

    public OrchestratorThread Thread { get; }

    public ExternalEvents Events { get; }

    public bool IsReplaying { get; private set; }

    public bool IsStarted { get; private set; }

    public bool IsSuspended { get; private set; }

    public DateTime Now { get; private set; }

    public string? CustomStatus { get; set; }

    /// <summary>True while it waits for activities.</summary>
    public bool AwaitsActivities => open.Values.Any(call => call.Scheduled is TaskScheduled);

    /// <summary>Goes once more through a turn that the history holds.</summary>
    /// <exception cref="NonDeterminismException">The code asks for something else than it did then.</exception>
    public void Replay(Turn turn)
    {
        IsReplaying = true;
        Now = turn.At;
        foreach (var received in turn.Received)
            Receive(received);
        foreach (var recorded in turn.Produced.OfType<ScheduledEvent>())
            Recall(recorded);
    }

    /// <summary>After the replay of a whole history: what the code does that the history does not have, or the other way round; null when they agree.</summary>
    /// <param name="end">How the history ends; null when the instance was still under way.</param>
    public string? DifferenceTo(ExecutionCompleted? end)
    {
        if (end?.Status == nameof(Ending.Terminated) || IsSuspended)
            return null;
        if (unrecorded.Values.FirstOrDefault(request => end is null || request.Event is EventSent) is { } more)
            return $"as its call #{more.Event.Id} the code now asks for {more.Event.Describe()}, which the history does not have";
        var ending = End([]);
        return ending?.GetType().Name == end?.Status
            ? null
            : $"the history ends as {end?.Status ?? "under way"}, the code now as {ending?.GetType().Name ?? "under way"}";
    }

    /// <summary>Takes a new turn.</summary>
    /// <param name="utcNow">The time now; the orchestrator's own time never goes back, whatever the clock does.</param>
    /// <param name="received">What has arrived, in order.</param>
    public TurnResult Take(DateTime utcNow, IReadOnlyList<HistoryEvent> received)
    {
        IsReplaying = false;
        Now = utcNow > Now ? utcNow : Now;
        foreach (var message in received)
        {
            if (DueOf(message) is { } due && due > Now)
                Now = due;
        }

        foreach (var message in received)
            Receive(message);

        var ending = End(received);
        List<Request> asked = [.. unrecorded.Values.Where(request => Goes(request, ending))];
        foreach (var request in asked)
            unrecorded.Remove(request.Event.Id);

        List<HistoryEvent> produced = [.. asked.Select(request => request.Event)];
        if (ending is not null)
            produced.Add(new ExecutionCompleted(ending.GetType().Name));
        List<int> cancelled = [.. cancelledTimers];
        cancelledTimers.Clear();
        return new TurnResult(new Turn(Now, received, produced), [.. asked.Where(IsWanted)], cancelled, IsSuspended, ending);
    }

    /// <summary>Asks for something that will be answered.</summary>
    public Task<CompletionEvent> Ask(
        Func<int, ScheduledEvent> schedule, string? payload, string? version = null, IDictionary<string, string>? tags = null)
    {
        var scheduled = Tell(schedule, payload, version, tags);
        var call = new OpenCall(scheduled);
        open.Add(scheduled.Id, call);
        return call.Answer.Task;
    }

    /// <summary>Asks for something that needs no answer.</summary>
    public ScheduledEvent Tell(
        Func<int, ScheduledEvent> schedule, string? payload, string? version = null, IDictionary<string, string>? tags = null)
    {
        var scheduled = schedule(calls++);
        unrecorded.Add(scheduled.Id, new Request(scheduled, payload, version, tags));
        return scheduled;
    }

    /// <summary>Asks for a timer.</summary>
    public async Task StartTimer(DateTime dueUtc, CancellationToken cancellation)
    {
        Thread.Demand();
        var id = calls;
        var fired = Ask(number => new TimerCreated(number, dueUtc), null);
        using var registration = cancellation.Register(() => CancelTimer(id, cancellation));
        await fired;
    }

    public void ContinueAsNew(string? input, string? version, bool preserveEvents) => restart = (input, version, preserveEvents);

    /// <summary>What it waits for, as a person would say it; null when it waits for nothing that this file does not settle by itself.</summary>
    public string? DescribeWait()
    {
        if (IsSuspended)
            return "resume";
        if (AwaitsActivities)
            return null;
        var calls = open.Values.Take(MaximumNamedWaits).Select(call => Describe(call.Scheduled));
        var sentence = string.Join(" or ", Events.Awaited.Select(name => $"event '{name}'").Concat(calls));
        if (open.Count > MaximumNamedWaits)
            sentence += $" and {open.Count - MaximumNamedWaits} more";
        return sentence.Length == 0 ? null : sentence;
    }

    /// <summary>Whether a request leaves with this turn. While suspended everything stays; with the last turn only events leave.</summary>
    private bool Goes(Request request, Ending? ending) => ending switch
    {
        null => !IsSuspended,
        Ending.Terminated => false,
        _ => request.Event is EventSent,
    };

    /// <summary>False for a timer that was cancelled before it was ever set.</summary>
    private bool IsWanted(Request request) => request.Event is not TimerCreated || open.ContainsKey(request.Event.Id);

    private static string Describe(ScheduledEvent scheduled) => scheduled switch
    {
        TimerCreated timer => string.Create(CultureInfo.InvariantCulture, $"timer due {timer.Due:yyyy-MM-dd HH:mm:ss} UTC"),
        SubOrchestrationInstanceCreated child => $"sub-orchestration '{child.Name}' ({child.InstanceId})",
        _ => scheduled.Describe(),
    };

    /// <summary>When a timer that has fired was due. The clock may have been set back since it fired; to the orchestrator it is no earlier than that.</summary>
    private DateTime? DueOf(HistoryEvent message) =>
        message is TimerFired fired && open.TryGetValue(fired.Id, out var call) ? (call.Scheduled as TimerCreated)?.Due : null;

    private void Receive(HistoryEvent received)
    {
        switch (received)
        {
            case ExecutionSuspended:
                IsSuspended = true;
                break;
            case ExecutionResumed when IsSuspended:
                IsSuspended = false;
                List<HistoryEvent> held = [.. heldWhileSuspended];
                heldWhileSuspended.Clear();
                held.ForEach(Receive);
                break;
            case ExecutionTerminated or IllegalAwait or ExecutionResumed:
                break;
            case var _ when IsSuspended:
                heldWhileSuspended.Add(received);
                break;
            default:
                Thread.Run(() => Apply(received));
                break;
        }
    }

    private void Apply(HistoryEvent received)
    {
        switch (received)
        {
            case ExecutionStarted when !IsStarted:
                IsStarted = true;
                _ = RunOrchestrator();
                break;
            case EventRaised raised:
                Events.Raise(raised);
                break;

            // A second answer to the same call finds no one waiting and is dropped.
            case CompletionEvent completion when open.Remove(completion.Id, out var call):
                call.Answer.SetResult(completion);
                break;
        }
    }

    private async Task RunOrchestrator()
    {
        try
        {
            var context = new ReplayContext(this, settings);
            var input = settings.Converter.Deserialize(settings.Input, orchestrator.InputType);
            var output = await orchestrator.RunAsync(context, input);
            outcome = new Ending.Completed(settings.Converter.Serialize(output));
        }
#pragma warning disable CA1031 // Whatever an orchestrator throws is its outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            outcome = new Ending.Failed(Failure.From(exception, settings.ExceptionProperties));
        }
    }

    /// <summary>Settles whether this turn is the last.</summary>
    private Ending? End(IReadOnlyList<HistoryEvent> received)
    {
        if (received.OfType<ExecutionTerminated>().FirstOrDefault() is { } terminated)
            return new Ending.Terminated(terminated.Output, terminated.Recursive);
        if (IsSuspended)
            return null;
        if (outcome is null)
            return IsStuck(received) ? new Ending.Failed(Failure.IllegalAwait()) : null;

        // An orchestration that has something open goes on until it is answered, although its code has returned.
        if (open.Count > 0)
            return null;
        return outcome is Ending.Completed && restart is { } next
            ? new Ending.ContinuedAsNew(next.Input, next.Version, next.PreserveEvents ? Events.Unclaimed : [])
            : outcome;
    }

    /// <summary>True when the code waits for something that no message will ever bring.</summary>
    private bool IsStuck(IReadOnlyList<HistoryEvent> received) =>
        IsStarted && (Thread.HasStrayed || received.Any(message => message is IllegalAwait) || (open.Count == 0 && !Events.Awaited.Any()));

    private void Recall(ScheduledEvent recorded)
    {
        if (!unrecorded.Remove(recorded.Id, out var request))
            throw new NonDeterminismException(recorded, null);
        if (!request.Event.Matches(recorded))
            throw new NonDeterminismException(recorded, request.Event);
    }

    private void CancelTimer(int id, CancellationToken cancellation)
    {
        if (!Thread.IsCurrent)
        {
            Thread.Stray();
            return;
        }

        if (open.Remove(id, out var timer))
        {
            if (!unrecorded.ContainsKey(id))
                cancelledTimers.Add(id);
            timer.Answer.TrySetCanceled(cancellation);
        }
    }

    private sealed class OpenCall(ScheduledEvent scheduled)
    {
        public ScheduledEvent Scheduled { get; } = scheduled;

        // Continuations run at once and in place: the scheduler of OrchestratorThread depends on it.
        public TaskCompletionSource<CompletionEvent> Answer { get; } = new();
    }
}
