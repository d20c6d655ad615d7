using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask;

/// <summary>
/// What runs the code of orchestrators and activities: a functions worker, or standalone workers. Failures of the code are answers;
/// what it throws says that the code could not be run to an answer.
/// </summary>
public interface ITaskRunner
{
    /// <summary>Waits until a worker is there that runs an orchestrator; ends at once while there is one.</summary>
    Task WaitForWorkerAsync(string orchestrator, string version, CancellationToken cancellation);

    /// <summary>Waits until a worker is there that runs an activity; ends at once while there is one.</summary>
    Task WaitForWorkerAsync(P.ActivityRequest request, CancellationToken cancellation);

    /// <summary>Lets an orchestrator take a turn.</summary>
    /// <param name="orchestrator">The orchestrator's name.</param>
    /// <param name="version">The version that its instance was started in; empty for none.</param>
    /// <param name="request">What has happened to it, and what has now arrived.</param>
    /// <param name="cancellation">Cancelled when nobody waits for the answer any more.</param>
    /// <exception cref="WorkerGoneException">The worker ended in the middle of it.</exception>
    /// <exception cref="WorkAbandonedException">The worker gives the turn back: it does not run this version.</exception>
    Task<P.OrchestratorResponse> RunTurnAsync(string orchestrator, string version, P.OrchestratorRequest request, CancellationToken cancellation);

    /// <summary>Runs an activity.</summary>
    /// <param name="request">Name, input and the orchestration that asked for it.</param>
    /// <param name="cancellation">Cancelled when nobody waits for the answer any more.</param>
    /// <exception cref="WorkerGoneException">The worker ended in the middle of it.</exception>
    /// <exception cref="WorkAbandonedException">The worker gives the activity back.</exception>
    Task<P.ActivityResponse> RunActivityAsync(P.ActivityRequest request, CancellationToken cancellation);
}

/// <summary>The worker ended while it had work; whether that was done, nobody knows.</summary>
public sealed class WorkerGoneException() : Exception("The worker ended in the middle of its work.");

/// <summary>A worker gave work back undone.</summary>
public sealed class WorkAbandonedException() : Exception("The worker gave the work back.");
