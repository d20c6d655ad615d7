using HubAutomation.Local.DurableTask.Engine.Dispatch;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>Goes through a recorded history with the code of today.</summary>
internal static class HistoryReplay
{
    /// <summary>What the code does differently; null when nothing.</summary>
    public static string? Difference(RecordedInstance history, WorkerSetup worker)
    {
        using var scope = worker.Services.CreateScope();
        if (worker.FindOrchestrator(history.Orchestrator, history.Version, scope.ServiceProvider) is not { } orchestrator)
            return Failure.OrchestratorNotFound(history.Orchestrator).ErrorMessage;
        var strayed = false;
        var execution = new Execution(Settings(history, worker), orchestrator, () => strayed = true);
        try
        {
            foreach (var turn in history.Turns)
                execution.Replay(turn);
        }
        catch (NonDeterminismException difference)
        {
            return difference.Message;
        }

        return strayed
            ? Failure.IllegalAwait().ErrorMessage
            : execution.DifferenceTo(history.Turns.SelectMany(turn => turn.Produced).OfType<ExecutionCompleted>().LastOrDefault());
    }

    private static ExecutionSettings Settings(RecordedInstance history, WorkerSetup worker) => new(
        history.InstanceId,
        history.Orchestrator,
        history.Version,
        history.Input,
        history.ParentId is { } parent ? new ParentOrchestrationInstance(history.ParentName!, parent) : null,
        worker.Converter,
        worker.Options.MaximumTimerInterval,
        worker.Options.Versioning?.DefaultVersion ?? string.Empty,
        worker.ExceptionProperties,
        worker.LoggerFactory);
}
