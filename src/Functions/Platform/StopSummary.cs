using System.Globalization;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Runs;
using Microsoft.Extensions.Hosting;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// For runs at a desk (<see cref="PlatformOptions.SummaryOnStop"/>): tells, when the hub stops, what it has done since it started.
/// </summary>
public sealed class StopSummary(RunStore runs, IEnumerable<StopReport> reports, TimeProvider time) : IHostedService
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
        var all = new List<StopLines>();
        foreach (var report in reports)
        {
            all.Add(await report.TellAsync(cancellationToken));
        }

        foreach (var (title, items) in all.SelectMany(lines => lines.Found))
        {
            text.WriteLine(title);
            WriteList(text, items);
        }

        text.WriteLine();
        text.WriteLine("Where to look, while the hub runs, below its address:");
        foreach (var place in all.SelectMany(lines => lines.Addresses))
        {
            text.WriteLine($"  {place}");
        }

        foreach (var place in all.SelectMany(lines => lines.Places))
        {
            text.WriteLine(place);
        }

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

/// <summary>What a capability has to say when the hub stops.</summary>
/// <param name="TellAsync">Says it.</param>
public sealed record StopReport(Func<CancellationToken, Task<StopLines>> TellAsync);

/// <summary>What is said when the hub stops.</summary>
/// <param name="Found">What a person should know of: a line each, and what it is about.</param>
/// <param name="Addresses">Where to look below the hub's address, with a word on what is there.</param>
/// <param name="Places">Where else to look, a sentence each.</param>
public sealed record StopLines(
    IReadOnlyList<(string Title, IReadOnlyList<string> Items)> Found, IReadOnlyList<string> Addresses, IReadOnlyList<string> Places);
