using System.Diagnostics;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Turns;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>
/// The span of an orchestration from its start to its end, however many turns, continuations and processes lie between. It is
/// current while a turn is taken, and is ended, once, by the process that takes the last turn.
/// </summary>
internal sealed class OrchestrationSpan
{
    private readonly Activity activity;
    private readonly InstanceRow row;
    private readonly Dictionary<int, (DateTime Asked, DateTime Due)> timers = [];

    private OrchestrationSpan(Activity activity, InstanceRow row)
    {
        this.activity = activity;
        this.row = row;
    }

    /// <summary>Begins the span, or goes on with it; null when the orchestration is not traced or nobody listens.</summary>
    /// <param name="row">The orchestration.</param>
    /// <param name="history">Gives what it has gone through.</param>
    public static OrchestrationSpan? Resume(InstanceRow row, Func<IEnumerable<P.HistoryEvent>> history)
    {
        if (Spans.StartOrchestration(row) is not { } activity)
            return null;
        var span = new OrchestrationSpan(activity, row);
        foreach (var created in history().Where(past => past.TimerCreated is not null))
            span.timers[created.EventId] = (created.Timestamp.ToDateTime(), created.TimerCreated.FireAt.ToDateTime());
        return span;
    }

    /// <summary>Makes the span the current one.</summary>
    public void Enter() => Activity.Current = activity;

    /// <summary>Tells of a turn that is on the disk; true when it was the last.</summary>
    public bool Note(Turn turn)
    {
        foreach (var fired in turn.Told.Select(told => told.TimerFired).OfType<P.TimerFiredEvent>())
        {
            if (timers.Remove(fired.TimerId, out var timer))
                Spans.WriteTimer(activity, row, fired.TimerId, timer.Asked, timer.Due, turn.At);
        }

        foreach (var action in turn.Actions)
        {
            if (action.CreateTimer is { } timer)
                timers[action.Id] = (turn.At, timer.FireAt.ToDateTime());
            else if (action.SendEvent is { } sent)
                Spans.WriteEvent(activity, row, sent, turn.At);
        }

        if (turn.ContinuesAsNew)
            timers.Clear();
        return turn.Status.IsFinished() && End(turn);
    }

    private bool End(Turn turn)
    {
        activity.SetTag("durabletask.task.status", turn.Status.ToString());
        if (turn.Status == P.OrchestrationStatus.Failed)
            activity.Fail(turn.Ending!.FailureDetails?.ErrorType ?? "unknown");
        else
            activity.SetStatus(ActivityStatusCode.Ok);
        activity.SetEndTime(turn.At).Stop();
        return true;
    }
}
