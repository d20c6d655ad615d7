using System.Globalization;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Published;
using HubAutomation.Shared.Timetables.Receipts;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// For runs at a desk (<see cref="PlatformOptions.SummaryOnStop"/>): tells, when the hub stops, what it has done since it started.
/// </summary>
public sealed class StopSummary(RunStore runs, SettingsStore settings, PublishedTimetables published, MisplacedFiles misplaced, TimeProvider time) : IHostedService
{
    private const int Listed = 40;

    private readonly DateTimeOffset since = time.GetUtcNow();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine();
        WriteRuns(text, await runs.SinceAsync(since, cancellationToken));
        WriteMisplaced(text, await misplaced.FindAsync(cancellationToken));
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

    private static void WriteRuns(StringWriter text, IReadOnlyList<RunRecord> all)
    {
        if (all.Count == 0)
        {
            text.WriteLine("Nothing was new: no workflow had anything to do, nothing has changed.");
        }

        foreach (var workflow in all.GroupBy(r => r.Workflow))
        {
            var outcomes = string.Join(", ", workflow.GroupBy(r => r.Outcome ?? r.Status).Select(g => $"{g.Count()} {g.Key}"));
            text.WriteLine($"{workflow.Key}: {workflow.Count()} runs – {outcomes}");
            WriteList(text, [.. workflow.Select(run => $"{run.Outcome ?? run.Status,-14} {run.Summary ?? run.RowKey}")]);
        }
    }

    private static void WriteMisplaced(StringWriter text, IReadOnlyList<MisplacedFile> files)
    {
        if (files.Count > 0)
        {
            text.WriteLine($"Outside {{authority}}/{{partner}}/ of the container timetables: {files.Count} files – nobody knows whose they are, they stay there");
            WriteList(text, [.. files.Select(file => string.Join('/', file.Name.Split('/').Select(Receipt.SafeName)))]);
        }
    }

    private static void WriteList(StringWriter text, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(Listed))
        {
            text.WriteLine($"  {line}");
        }

        if (lines.Count > Listed)
        {
            text.WriteLine($"  and {lines.Count - Listed} more");
        }
    }
}
