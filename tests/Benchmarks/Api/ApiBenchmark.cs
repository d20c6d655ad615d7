using System.Diagnostics;
using HubAutomation.Benchmarks.Hosting;
using HubAutomation.Testing;

namespace HubAutomation.Benchmarks.Api;

/// <summary>
/// The local functions host beside a bare client that feeds the same worker, and beside what Microsoft's own host was measured to do
/// elsewhere, since it does not run here.
/// </summary>
internal static class ApiBenchmark
{
    private const string Suite = "api";
    private const int Connections = 32;
    private const int Requests = 20_000;
    private const int WarmUpRounds = 12;
    private const int Repetitions = 5;
    private const int Sequences = 640;

    // Microsoft's host of the same app of one trivial function and sequences of ten activities, on two cores with Azurite, 32 requests
    // at once: requests a second, their median in milliseconds, durable steps a second, and what people see of its start.
    private const double OthersRequests = 2_755;
    private const double OthersMedian = 10.6;
    private const double OthersSteps = 54;

    // What one is willing to wait for, and what a small machine has to spare.
    private const double MostStartSeconds = 2.5;
    private const double MostMebibytes = 260;
    private const double Mebibyte = 1 << 20;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        await using (var host = await MeasuredHost.StartAsync(Path.Combine(folder, "state")))
        {
            foreach (var figure in await RequestsAsync(host))
            {
                yield return figure;
            }

            foreach (var figure in await SequencesAsync(host))
            {
                yield return figure;
            }
        }

        foreach (var figure in await StartsAsync(folder))
        {
            yield return figure;
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The host and the bare client take turns, so that whatever else the machine does meets both.</summary>
    private static async Task<IReadOnlyList<Figure>> RequestsAsync(MeasuredHost host)
    {
        List<(HttpLoad Load, double[] Feed)> rounds = [];
        for (var round = -WarmUpRounds; round < Repetitions; round++)
        {
            var feed = await host.MeasureAsync("feed", Connections, Requests);
            var load = await HttpLoad.RunAsync(host.Address, "GET", "/hello", Connections, Requests);
            if (round >= 0)
            {
                rounds.Add((load, feed));
            }
        }

        var (through, bare) = rounds.OrderBy(r => r.Load.PerSecond / r.Feed[0]).ElementAt(Repetitions / 2);
        return
        [
            new Figure(Suite, "bare client of the worker, 32 at once", bare[0], "req/s"),
            new Figure(Suite, "trivial function through the host, 32 at once", through.PerSecond, "req/s", "bare client (goal 0.7)", through.PerSecond / bare[0]),
            new Figure(Suite, "trivial function through the host, 32 at once", through.PerSecond, "req/s", "Microsoft's host, 2,755", through.PerSecond / OthersRequests),
            new Figure(Suite, "  median", through.Median * 1000, "ms", "Microsoft's host, 10.6 ms", through.Median * 1000 / OthersMedian),
            new Figure(Suite, "  99th of 100", through.NinetyNinth * 1000, "ms", "bare client", through.NinetyNinth / bare[2]),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> SequencesAsync(MeasuredHost host)
    {
        await HttpLoad.RunAsync(host.Address, "POST", "/sequence", 64, Sequences);
        var sequences = await Measured.MedianAsync(() => HttpLoad.RunAsync(host.Address, "POST", "/sequence", 64, Sequences), load => load.Seconds, Repetitions);
        var steps = sequences.Latencies.Length * 10 / sequences.Seconds;
        return
        [
            new Figure(Suite, "activities, sequences of 10 started over HTTP, 64 at once", steps, "/s", "Microsoft's host on Azurite, 54", steps / OthersSteps),
            new Figure(Suite, "  one sequence, median", sequences.Median * 1000, "ms"),
        ];
    }

    /// <summary>The host's own program, with a storage emulator that runs already.</summary>
    private static async Task<IReadOnlyList<Figure>> StartsAsync(string folder)
    {
        await using var azurite = await Azurite.StartAsync();
        var run = 0;
        var started = await Measured.MedianAsync(() => StartAsync(Path.Combine(folder, $"start-{run++}"), azurite.ConnectionString), s => s.Seconds, Repetitions);
        return
        [
            new Figure(Suite, "start of the host to its first answer", started.Seconds * 1000, "ms", "2.5 s", started.Seconds / MostStartSeconds),
            new Figure(Suite, "resident memory then, host and worker", started.Mebibytes, "MiB", "260 MiB", started.Mebibytes / MostMebibytes),
        ];
    }

    private static async Task<(double Seconds, double Mebibytes)> StartAsync(string state, string storage)
    {
        var watch = Stopwatch.StartNew();
        await using var host = await HostProcess.StartAsync(state, storage);
        await HttpLoad.RunAsync(host.Address, "GET", "/hello", 1, 1);
        var seconds = watch.Elapsed.TotalSeconds;
        await Task.Delay(Rest);
        return (seconds, await host.ResidentBytesAsync() / Mebibyte);
    }
}
