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

/// <summary>The look for files that no event told us of: every hour, and soon after the host has given a file up.</summary>
public sealed class SweepInbox(Inbox inbox, MisplacedFiles misplaced, WorkFolders work, WorkflowStarter starter, RunStore runs, LostRuns lost, TimeProvider time)
{
    /// <summary>Whose inbox.</summary>
    public sealed record Input(string Authority);

    /// <summary>The orchestration.</summary>
    [Function(nameof(SweepInbox))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, async () =>
        {
            var started = await context.CallActivityAsync<int>(nameof(StartWaitingFiles), input.Authority, Retries.Storage);
            await context.CallActivityAsync(nameof(RemoveLeftWork), input.Authority, Retries.Storage);
            var strays = await context.CallActivityAsync<int>(nameof(TellOfMisplacedFiles), input.Authority, Retries.Storage);
            var summary = Waiting(started) + Misplaced(strays);
            await context.CallActivityAsync(
                nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, "Swept", summary), Retries.Storage);
            return started;
        });
    }

    /// <summary>Every full hour; and when the host has given a file up since, at the next tick: it tries five times within a second, which no trouble outlives.</summary>
    public static ScheduledWorkflow Schedule(BlobTries tries) => new(TimetableWorkflows.SweepName, async (authority, now, cancellation) =>
    {
        var hour = ScheduledWorkflow.EveryHour(now);
        var due = await tries.LastGivenUpAsync(authority, cancellation) is { } givenUp && givenUp > hour && givenUp <= now ? givenUp : hour;
        var key = due.UtcDateTime.ToString(due == hour ? "yyyyMMdd'T'HHmm" : "yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        return new ScheduledStart(due, key, new StartPlan.Start(nameof(SweepInbox), new Input(authority), Names.Key(TimetableWorkflows.SweepName, key)));
    });

    /// <summary>
    /// Starts what waits and says how many files that were. A file whose run gave up is tried again once a day.
    /// </summary>
    [Function(nameof(StartWaitingFiles))]
    public async Task<int> StartWaitingFiles(
        [ActivityTrigger] string authority, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        var waiting = await inbox.WaitingAsync(authority, context.CancellationToken);
        var started = 0;
        foreach (var (file, firstKey) in waiting)
        {
            if (await KeyToStartAsync(client, authority, firstKey, context.CancellationToken) is not { } key)
            {
                continue;
            }

            started++;
            await starter.StartAsync(
                client, authority, TimetableWorkflows.IngestName, key,
                new StartPlan.Start(nameof(IngestTimetable), new IngestTimetable.Input(file), file.Key), "sweep", context.CancellationToken);
        }

        return started;
    }

    /// <summary>
    /// Tells of the files that lie in no partner's folder and says how many there are: everybody's, since some lie in no
    /// authority's folder either.
    /// </summary>
    [Function(nameof(TellOfMisplacedFiles))]
    public async Task<int> TellOfMisplacedFiles([ActivityTrigger] string authority, FunctionContext context)
    {
        var found = await misplaced.FindAsync(context.CancellationToken);
        foreach (var file in found)
        {
            await misplaced.TellAsync(file, context.CancellationToken);
        }

        return found.Count;
    }

    /// <summary>
    /// Removes what runs that failed or were terminated have left behind, and says of those that never began that they did not: of this authority,
    /// and of the whole hub, whose runs no sweep is for.
    /// </summary>
    [Function(nameof(RemoveLeftWork))]
    public async Task RemoveLeftWork([ActivityTrigger] string authority, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        await work.RemoveLeftAsync(authority, context.CancellationToken);
        var found = await lost.MarkAsync(authority, client, context.CancellationToken) + await lost.MarkAsync(RunStore.WholeHub, client, context.CancellationToken);
        if (found > 0)
        {
            RunJournal.Note(context, string.Create(CultureInfo.InvariantCulture, $"{found} runs were asked for and never began; each says so now."));
        }
    }

    private static string Waiting(int started) => started == 0
        ? "Every file has its outcome, or a run that sees to it."
        : string.Create(CultureInfo.InvariantCulture, $"{started} files had no outcome and were started.");

    private static string Misplaced(int strays) => strays == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" {strays} files lie in no partner's folder and stay there.");

    // Null while a run sees to the file, or has done so. Whether it gave up is asked of our own row and of the engine, because a
    // run that was terminated, or that could not reach storage, leaves no word in the row.
    private async Task<string?> KeyToStartAsync(DurableTaskClient client, string authority, string firstKey, CancellationToken cancellation)
    {
        var runId = $"{authority}.{TimetableWorkflows.IngestName}.{firstKey}";
        var instance = await client.GetInstanceAsync(runId, cancellation);
        if (instance is null)
        {
            return firstKey;
        }

        var gaveUp = instance.RuntimeStatus is OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated
            || (await runs.FindAsync(runId, cancellation))?.Status == nameof(RunStatus.Failed);
        var again = Names.Key(firstKey, time.Today().ToString("uuuuMMdd", CultureInfo.InvariantCulture));
        return gaveUp && await client.GetInstanceAsync($"{authority}.{TimetableWorkflows.IngestName}.{again}", cancellation) is null ? again : null;
    }
}
