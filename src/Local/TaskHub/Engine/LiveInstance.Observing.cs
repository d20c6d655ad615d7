using System.Diagnostics;
using HubAutomation.Local.TaskHub.Engine.Observing;
using HubAutomation.Local.TaskHub.Engine.Replay;
using HubAutomation.Local.TaskHub.Engine.Storage;
using HubAutomation.Local.TaskHub.Engine.Writes;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.TaskHub.Engine;

/// <content>What log, trace and metrics are told of an instance.</content>
internal sealed partial class LiveInstance
{
    private InstanceScope? logScope;
    private OrchestrationSpan? span;

    /// <summary>Takes the turn inside the instance's log scope and span.</summary>
    private TurnSummary ObservedTurn(List<HistoryEvent> messages)
    {
        var started = dispatcher.Hub.Metrics.StartTurn();
        using var logged = dispatcher.Logger.BeginScope(logScope ??= new InstanceScope(row!.Id));
        span ??= OrchestrationSpan.Resume(row!, unreplayed);
        try
        {
            span?.Enter();
            var summary = Turn(messages);
            dispatcher.Hub.Metrics.TurnTaken(row!.Name, Outcome(summary), started);
            return summary;
        }
        finally
        {
            Activity.Current = null;
        }
    }

    /// <summary>Tells of a turn that is on the disk.</summary>
    private void Observe(TurnSummary summary)
    {
        if (span?.Note(summary) == true)
            span = null;
        if (summary.Status.IsFinished())
            dispatcher.Hub.Metrics.OrchestrationEnded(row!.Name, Outcome(summary));
    }

    private static string Outcome(TurnSummary summary) => summary.Result.Ending is Ending.ContinuedAsNew ? "continued_as_new" : summary.Status switch
    {
        OrchestrationRuntimeStatus.Completed => "completed",
        OrchestrationRuntimeStatus.Failed => "failed",
        OrchestrationRuntimeStatus.Terminated => "terminated",
        OrchestrationRuntimeStatus.Suspended => "suspended",
        _ => "running",
    };
}
