using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Reach;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Reach;

/// <summary>
/// The procedure for a national file: read and check it a part at a time, put it into use when all of it is right, and write down what
/// became of it.
/// </summary>
public static class TakeInReferenceFile
{
    private const int Mebibyte = 1 << 20;

    /// <summary>The orchestration.</summary>
    [Function(nameof(TakeInReferenceFile))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ReferenceFile input)
    {
        return await RunGuard.RunAsync(context, () => TakeInAsync(context, input));
    }

    private static async Task<string> TakeInAsync(TaskOrchestrationContext context, ReferenceFile file)
    {
        context.SetCustomStatus(new RunProgress("Reading", 0, 1));
        var progress = ReferenceProgress.None;
        while (!progress.IsDone)
        {
            progress = await context.CallActivityAsync<ReferenceProgress>(
                nameof(ReferenceActivities.ReadReferencePart), new ReferenceActivities.ReadInput(file, context.InstanceId, progress), Retries.Storage);
            context.SetCustomStatus(new RunProgress("Reading and checking, in MiB", (int)(progress.Next / Mebibyte), (int)(progress.Size / Mebibyte)));
        }

        var at = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        var step = new ReferenceActivities.EndInput(file, context.InstanceId, progress, at);
        if (progress.Outcome is null)
        {
            context.SetCustomStatus(new RunProgress("Putting into use", 0, 1));
            step = step with { Progress = await context.CallActivityAsync<ReferenceProgress>(nameof(ReferenceActivities.PublishReference), step, Retries.Storage) };
        }

        await context.CallActivityAsync(nameof(ReferenceActivities.ConcludeReference), step, Retries.Storage);
        context.SetCustomStatus(new RunProgress("Done", 1, 1));
        return step.Progress.Reason!;
    }
}
