using System.Diagnostics;
using HubAutomation.Local.TaskHub.Engine.Replay;
using HubAutomation.Local.TaskHub.Engine.Storage;
using HubAutomation.Local.TaskHub.Engine.Writes;

namespace HubAutomation.Local.TaskHub.Engine.Observing;

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
    /// <param name="history">The turns that it has taken.</param>
    public static OrchestrationSpan? Resume(InstanceRow row, IReadOnlyList<Turn> history)
    {
        if (Spans.StartOrchestration(row) is not { } activity)
            return null;
        var span = new OrchestrationSpan(activity, row);
        foreach (var turn in history)
        {
            foreach (var timer in turn.Produced.OfType<TimerCreated>())
                span.timers[timer.Id] = (turn.At, timer.Due);
        }

        return span;
    }

    /// <summary>Makes the span the current one.</summary>
    public void Enter() => Activity.Current = activity;

    /// <summary>Tells of a turn that is on the disk; true when it was the last.</summary>
    public bool Note(TurnSummary summary)
    {
        var turn = summary.Result.Turn;
        foreach (var fired in turn.Received.OfType<TimerFired>())
        {
            if (timers.Remove(fired.Id, out var timer))
                Spans.WriteTimer(activity, row, fired.Id, timer.Asked, timer.Due, turn.At);
        }

        foreach (var timer in turn.Produced.OfType<TimerCreated>())
            timers[timer.Id] = (turn.At, timer.Due);
        foreach (var sent in turn.Produced.OfType<EventSent>())
            Spans.WriteEvent(activity, row, sent, turn.At);
        if (summary.Result.Ending is Ending.ContinuedAsNew)
            timers.Clear();
        return summary.Status.IsFinished() && End(summary);
    }

    private bool End(TurnSummary summary)
    {
        activity.SetTag("durabletask.task.status", summary.Status.ToString());
        if (summary.Result.Ending is Ending.Failed failed)
            activity.Fail(failed.Failure.ErrorType);
        else
            activity.SetStatus(ActivityStatusCode.Ok);
        activity.SetEndTime(summary.Result.Turn.At).Stop();
        return true;
    }
}
