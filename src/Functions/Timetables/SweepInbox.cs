using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Intake;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Functions.Timetables;

/// <summary>The hourly look for files that no event told us of.</summary>
public sealed class SweepInbox(Inbox inbox, WorkflowStarter starter, RunStore runs, TimeProvider time)
{
    /// <summary>Whose inbox.</summary>
    public sealed record Input(string Authority);

    /// <summary>The orchestration.</summary>
    [Function(nameof(SweepInbox))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        var started = await context.CallActivityAsync<int>(nameof(StartWaitingFiles), input.Authority, Retries.Storage);
        var summary = started == 0
            ? "Every file has its outcome."
            : string.Create(CultureInfo.InvariantCulture, $"{started} files had no outcome and were started.");
        await context.CallActivityAsync(
            nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, "Swept", summary), Retries.Storage);
        return started;
    }

    /// <summary>
    /// Starts what waits. Files whose run is under way are counted too, but not started twice; a file whose run gave up is tried
    /// again once a day.
    /// </summary>
    [Function(nameof(StartWaitingFiles))]
    public async Task<int> StartWaitingFiles(
        [ActivityTrigger] string authority, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        var waiting = await inbox.WaitingAsync(authority, context.CancellationToken);
        foreach (var (file, firstKey) in waiting)
        {
            var first = await runs.FindAsync($"{authority}.{TimetableWorkflows.IngestName}.{firstKey}", context.CancellationToken);
            var key = first?.Status == nameof(RunStatus.Failed)
                ? Names.Key(firstKey, time.Today().ToString("uuuuMMdd", CultureInfo.InvariantCulture))
                : firstKey;
            await starter.StartAsync(
                client, authority, TimetableWorkflows.IngestName, key,
                new StartPlan.Start(nameof(IngestTimetable), new IngestTimetable.Input(file), file.Key), "sweep", context.CancellationToken);
        }

        return waiting.Count;
    }
}
