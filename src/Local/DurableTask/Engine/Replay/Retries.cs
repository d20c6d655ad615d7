using Microsoft.DurableTask;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>Tries a call again as its options say. Waits are durable timers, so that a crash neither shortens one nor starts the count anew.</summary>
internal static class Retries
{
    public static Task<T> CallAsync<T>(this TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> call) => retry switch
    {
        { Policy: { } policy } => ByPolicy(context, policy, call),
        { Handler: { } handler } => ByHandler(context, handler, call),
        _ => call(),
    };

    private static async Task<T> ByPolicy<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> call)
    {
        var firstTry = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (IsWorthAnother(policy, failed, attempt, context.CurrentUtcDateTime - firstTry))
            {
                await context.CreateTimer(DelayAfter(policy, attempt), CancellationToken.None);
            }
        }
    }

    private static bool IsWorthAnother(RetryPolicy policy, TaskFailedException failed, int attempt, TimeSpan sinceFirstTry) =>
        !failed.IsNonRetriable
        && attempt < policy.MaxNumberOfAttempts
        && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || sinceFirstTry < policy.RetryTimeout)
        && (policy.Handles is null || policy.Handles(failed.FailureDetails));

    /// <summary>First interval × coefficient^(attempt − 1), at most the longest interval.</summary>
    internal static TimeSpan DelayAfter(RetryPolicy policy, int attempt)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }

    private static async Task<T> ByHandler<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> call)
    {
        var firstTry = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (TaskFailedException failed) when (!failed.IsNonRetriable && attempt < int.MaxValue)
            {
                var sinceFirstTry = context.CurrentUtcDateTime - firstTry;
                var again = await handler(new RetryContext(context, attempt, failed.FailureDetails, sinceFirstTry, CancellationToken.None));
                if (!again)
                    throw;
            }
        }
    }
}
