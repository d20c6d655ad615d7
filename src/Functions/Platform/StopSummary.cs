using System.Globalization;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Publishing;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// For runs at a desk (<see cref="PlatformOptions.SummaryOnStop"/>): tells, when the hub stops, what it has done since it started.
/// </summary>
public sealed class StopSummary(RunStore runs, SettingsStore settings, PublishedTimetables published, TimeProvider time) : IHostedService
{
    private readonly DateTimeOffset since = time.GetUtcNow();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var all = await runs.SinceAsync(since, cancellationToken);
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine();
        if (all.Count == 0)
        {
            text.WriteLine("Nothing was new: no workflow had anything to do, nothing has changed.");
        }

        foreach (var workflow in all.GroupBy(r => r.Workflow))
        {
            var outcomes = string.Join(", ", workflow.GroupBy(r => r.Outcome ?? r.Status).Select(g => $"{g.Count()} {g.Key}"));
            text.WriteLine($"{workflow.Key}: {workflow.Count()} runs – {outcomes}");
            foreach (var run in workflow.Take(40))
            {
                text.WriteLine($"  {run.Outcome ?? run.Status,-14} {run.Summary ?? run.RowKey}");
            }

            if (workflow.Count() > 40)
            {
                text.WriteLine($"  and {workflow.Count() - 40} more");
            }
        }

        text.WriteLine();
        text.WriteLine("Where to look, while the hub runs, below its address:");
        foreach (var authority in await settings.AuthoritiesAsync(cancellationToken))
        {
            var manifest = await published.ManifestAsync(authority, cancellationToken);
            text.WriteLine($"  /api/{authority}/timetables – {manifest?.Sessions ?? 0} sessions published");
        }

        text.WriteLine("Receipts are in the container outbox, rejected rows beside their files, unreadable files in quarantine.");

        await Console.Out.WriteLineAsync(text.ToString().AsMemory(), cancellationToken);
    }
}
