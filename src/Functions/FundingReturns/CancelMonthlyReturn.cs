using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>The procedure for giving a return up that is not frozen: note it, and tell the run that works on it.</summary>
public static class CancelMonthlyReturn
{
    /// <summary>Which return.</summary>
    /// <param name="Return">The return.</param>
    public sealed record Input(ReturnRef Return);

    /// <summary>The orchestration.</summary>
    [Function(nameof(CancelMonthlyReturn))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => CancelAsync(context, input));
    }

    private static async Task<string> CancelAsync(TaskOrchestrationContext context, Input input)
    {
        var at = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        var run = await context.CallActivityAsync<string>(nameof(ReturnActivities.CancelReturn), new ReturnActivities.AskInput(input.Return, at), Retries.Storage);
        context.SendEvent(run, BuildMonthlyReturn.Nudge, "cancelled");
        var summary = $"The return for {input.Return.Words} is cancelled, unless it was frozen before.";
        await context.CallActivityAsync(nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, "Cancelled", summary), Retries.Storage);
        context.SetCustomStatus(new RunProgress("Done", 1, 1));
        return summary;
    }
}
