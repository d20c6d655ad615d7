using System.Globalization;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NodaTime;

namespace HubAutomation.Functions.Platform;

/// <summary>A workflow that starts by itself, for every authority or once for all.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="LatestDueAsync">What an authority was last due to start at or before a moment; null for nothing.</param>
/// <param name="ForWholeHub">True when it starts once, and not for every authority.</param>
public sealed record ScheduledWorkflow(
    string Workflow, Func<string, DateTimeOffset, CancellationToken, Task<ScheduledStart?>> LatestDueAsync, bool ForWholeHub = false)
{
    /// <summary>One that starts at the same times for everybody.</summary>
    /// <param name="workflow">The workflow's name.</param>
    /// <param name="orchestrator">The function to start.</param>
    /// <param name="input">Its input for an authority; null for a workflow that takes none.</param>
    /// <param name="latestDue">The last due time at or before a moment, UTC.</param>
    /// <param name="forWholeHub">True when it starts once.</param>
    public static ScheduledWorkflow Regular(
        string workflow, string orchestrator, Func<string, object?> input, Func<DateTimeOffset, DateTimeOffset> latestDue, bool forWholeHub = false) => new(
        workflow,
        (authority, now, _) =>
        {
            var due = latestDue(now);
            var key = due.UtcDateTime.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture);
            return Task.FromResult<ScheduledStart?>(new ScheduledStart(due, key, new StartPlan.Start(orchestrator, input(authority), Names.Key(workflow, key))));
        },
        forWholeHub);

    /// <summary>On every full hour.</summary>
    public static DateTimeOffset EveryHour(DateTimeOffset now) => new(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>Every day at a time of day in London.</summary>
    public static Func<DateTimeOffset, DateTimeOffset> EveryDayAt(LocalTime time) => now =>
    {
        var today = London.DateAt(now);
        var due = London.Zone.AtLeniently(today.At(time)).ToDateTimeOffset();
        return (due <= now ? due : London.Zone.AtLeniently(today.PlusDays(-1).At(time)).ToDateTimeOffset()).ToUniversalTime();
    };
}

/// <summary>A start that is due.</summary>
/// <param name="Due">Since when, UTC.</param>
/// <param name="Key">Key of the run.</param>
/// <param name="Plan">What to start.</param>
public sealed record ScheduledStart(DateTimeOffset Due, string Key, StartPlan.Start Plan);

/// <summary>
/// The one clock for all schedules: every five minutes it claims what is due by inserting a row, and starts it. A tick that
/// was missed is caught up by the next; two hosts ticking together start a thing once.
/// </summary>
public sealed class ScheduleTick(
    IEnumerable<ScheduledWorkflow> schedules, SettingsStore settings, HubStorage storage, WorkflowStarter starter, TimeProvider time)
{
    /// <summary>Starts what is due.</summary>
    [Function(nameof(ScheduleTick))]
    public async Task RunAsync(
        [TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(timer);
        var now = time.GetUtcNow();
        foreach (var owner in (await settings.AuthoritiesAsync(cancellation)).Append(RunStore.WholeHub))
        {
            foreach (var schedule in schedules.Where(s => s.ForWholeHub == (owner == RunStore.WholeHub)))
            {
                if (await schedule.LatestDueAsync(owner, now, cancellation) is { } start)
                {
                    await StartOnceAsync(client, owner, schedule.Workflow, start, cancellation);
                }
            }
        }
    }

    private async Task StartOnceAsync(DurableTaskClient client, string authority, string workflow, ScheduledStart start, CancellationToken cancellation)
    {
        var row = $"{workflow}.{start.Key}";
        var known = await storage.Schedules.GetEntityIfExistsAsync<TableEntity>(authority, row, cancellationToken: cancellation);
        if (known.HasValue)
        {
            return;
        }

        // Started first and claimed after: a crash in between repeats the start, which is the same run.
        await starter.StartAsync(client, authority, workflow, start.Key, start.Plan, "schedule", cancellation);
        await storage.Schedules.AddOnceAsync(new TableEntity(authority, row) { ["Due"] = start.Due }, cancellation);
    }
}
