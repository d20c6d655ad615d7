namespace Microsoft.DurableTask;

/// <summary>What a retry handler may decide by.</summary>
/// <param name="OrchestrationContext">The orchestration that made the call; a handler may await its durable timers.</param>
/// <param name="LastAttemptNumber">Which try failed, counted from 1.</param>
/// <param name="LastFailure">Why it failed.</param>
/// <param name="TotalRetryTime">How long ago the first try was made.</param>
/// <param name="CancellationToken">Not used by the engine.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);

/// <summary>Decides whether a failed task is tried again. Runs inside the orchestration, so it must be deterministic.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <summary>Decides whether a failed task is tried again; may await durable timers and activities, and nothing else.</summary>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
