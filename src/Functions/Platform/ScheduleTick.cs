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
/// <param name="Orchestrator">The function to start.</param>
/// <param name="Input">Its input for an authority; null for a workflow that takes none.</param>
/// <param name="LatestDue">The last due time at or before a moment, UTC.</param>
/// <param name="ForWholeHub">True when it starts once, and not for every authority.</param>
public sealed record ScheduledWorkflow(
    string Workflow, string Orchestrator, Func<string, object?> Input, Func<DateTimeOffset, DateTimeOffset> LatestDue, bool ForWholeHub = false)
{
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
                await StartIfDueAsync(client, owner, schedule, schedule.LatestDue(now), cancellation);
            }
        }
    }

    private async Task StartIfDueAsync(
        DurableTaskClient client, string authority, ScheduledWorkflow schedule, DateTimeOffset due, CancellationToken cancellation)
    {
        var key = due.UtcDateTime.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture);
        var row = $"{schedule.Workflow}.{key}";
        var known = await storage.Schedules.GetEntityIfExistsAsync<TableEntity>(authority, row, cancellationToken: cancellation);
        if (known.HasValue)
        {
            return;
        }

        // Started first and claimed after: a crash in between repeats the start, which is the same run.
        var plan = new StartPlan.Start(schedule.Orchestrator, schedule.Input(authority), Names.Key(schedule.Workflow, key));
        await starter.StartAsync(client, authority, schedule.Workflow, key, plan, "schedule", cancellation);
        await storage.Schedules.AddOnceAsync(new TableEntity(authority, row) { ["Due"] = due }, cancellation);
    }
}
