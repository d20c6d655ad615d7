using Microsoft.DurableTask;

namespace HubAutomation.Functions.Platform;

/// <summary>How often a step is tried before a person is told.</summary>
public static class Retries
{
    /// <summary>Five attempts over about two and a half minutes: enough for storage to come back.</summary>
    public static readonly TaskOptions Storage = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 5, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2.5, maxRetryInterval: TimeSpan.FromMinutes(2)));
}
