using HubAutomation.Local.DurableTask.Engine.Observing;
using HubAutomation.Local.DurableTask.Engine.Storage;
using HubAutomation.Local.DurableTask.Engine.Turns;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine;

/// <content>What log, trace and metrics are told of an instance.</content>
internal sealed partial class LiveInstance
{
    private InstanceScope? logScope;
    private OrchestrationSpan? span;

    // A worker that writes the orchestration's span itself says where it stands, and wants to hear it again with the next turn.
    private P.OrchestrationTraceContext? orchestrationTrace;

    /// <summary>Takes the turn inside the instance's log scope and span.</summary>
    private async Task<Turn> ObservedAsync(List<P.HistoryEvent> messages, P.ExecutionTerminatedEvent? termination)
    {
        var started = dispatcher.Hub.Metrics.StartTurn();
        using var logged = dispatcher.Logger.BeginScope(logScope ??= new InstanceScope(row!.Id));
        if (Options.WritesSpans)
            (span ??= OrchestrationSpan.Resume(row!, History))?.Enter();
        var turn = await TakeAsync(messages, termination);
        dispatcher.Hub.Metrics.TurnTaken(row!.Name, Outcome(turn), started);
        return turn;
    }

    private IEnumerable<P.HistoryEvent> History()
    {
        var past = new P.OrchestratorRequest();
        AddHistory(past);
        return past.PastEvents;
    }

    /// <summary>Tells of a turn that is on the disk.</summary>
    private void Observe(Turn turn)
    {
        if (span?.Note(turn) == true)
            span = null;
        if (turn.Status.IsFinished())
            dispatcher.Hub.Metrics.OrchestrationEnded(row!.Name, Outcome(turn));
    }

    private static string Outcome(Turn turn) => turn.ContinuesAsNew ? "continued_as_new" : turn.Status switch
    {
        P.OrchestrationStatus.Completed => "completed",
        P.OrchestrationStatus.Failed => "failed",
        P.OrchestrationStatus.Terminated => "terminated",
        P.OrchestrationStatus.Suspended => "suspended",
        _ => "running",
    };
}
