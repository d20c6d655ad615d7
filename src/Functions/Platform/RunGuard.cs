using Microsoft.DurableTask;

namespace HubAutomation.Functions.Platform;

/// <summary>Around every workflow: what gives up is written down, so that a person finds it.</summary>
public static class RunGuard
{
    // Of a step that the host does not find it gives no details.
    private const string UnknownFailure = "unknown";

    /// <summary>Runs a workflow's steps; when one of them fails for good, records that and fails the orchestration.</summary>
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, Func<Task<T>> steps)
    {
        try
        {
            return await steps();
        }
        catch (TaskFailedException e)
        {
            var failure = new PlatformActivities.Failure(
                context.InstanceId, e.TaskName, e.FailureDetails?.ErrorType ?? UnknownFailure, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
            await context.CallActivityAsync(nameof(PlatformActivities.RecordFailure), failure, Retries.Storage);
            throw;
        }
    }
}
