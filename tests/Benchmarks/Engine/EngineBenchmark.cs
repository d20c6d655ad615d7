using System.Diagnostics;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>
/// The durable engine beside bare SQLite commits on the same disk with the same durability. Each figure is the median of five runs;
/// the reference is measured before and after.
/// </summary>
internal static class EngineBenchmark
{
    private const string Suite = "engine";
    private const int Repetitions = 5;

    // Some seconds, as long as the runtime goes on compiling what it sees is hot: a hub runs for months.
    private const int WarmUpRounds = 12;
    private const int Sleepers = 100_000;
    private const int LongSteps = 10_000;

    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var (single, grouped) = Bare(Path.Combine(folder, "bare-before.db"));
        yield return new Figure(Suite, "bare SQLite, a row a commit", single, "commits/s");
        yield return new Figure(Suite, "bare SQLite, 64 rows a commit", grouped * 64, "rows/s");

        await using (var engine = await RunningEngine.StartAsync(Path.Combine(folder, "hub.db")))
        {
            for (var round = 0; round < WarmUpRounds; round++)
            {
                await BatchAsync(engine, 500);
            }

            var batch = await MedianAsync(() => BatchAsync(engine, 500), result => result.Seconds);
            yield return new Figure(
                Suite, "a: 500 x 10 activities, 64 at once", 5000 / batch.Seconds, "steps/s", "bare grouped rows", 5000 / batch.Seconds / (grouped * 64));
            yield return new Figure(Suite, "a:   processor time of a step", batch.ProcessorSeconds / 5000 * 1e6, "µs");
            yield return new Figure(Suite, "a:   of which one, median", batch.Latencies[250] * 1000, "ms");
            yield return new Figure(Suite, "a:   of which one, 99th of 100", batch.Latencies[495] * 1000, "ms");

            foreach (var (name, orchestrator, target) in new[] { ("1,000 activities", "FanOut", 200), ("1,000 children", "Children", 550) })
            {
                var seconds = await MedianAsync(() => SecondsAsync(() => engine.RunAsync<int>(orchestrator, 1000)), s => s);
                yield return new Figure(
                    Suite, $"b: {name} of one instance", seconds * 1000, "ms", $"{target} grouped commits", seconds / (target / grouped));
            }

            var alone = await MedianAsync(() => SecondsAsync(() => engine.RunAsync<int>("Sequence", 10)), s => s, 51);
            yield return new Figure(Suite, "d: one instance alone, 10 steps", alone * 1000, "ms", "10 bare commits", alone / (10 / single));
        }

        foreach (var figure in await StartAsync(folder))
        {
            yield return figure;
        }

        foreach (var figure in await SleepAsync(folder))
        {
            yield return figure;
        }

        foreach (var figure in await LongHistoryAsync(folder))
        {
            yield return figure;
        }

        var after = Bare(Path.Combine(folder, "bare-after.db"));
        yield return new Figure(Suite, "bare SQLite afterwards, a row a commit", after.Single, "commits/s", "before", after.Single / single);
        yield return new Figure(Suite, "bare SQLite afterwards, 64 rows a commit", after.Grouped * 64, "rows/s", "before", after.Grouped / grouped);
        Directory.Delete(folder, recursive: true);
    }

    private static (double Single, double Grouped) Bare(string path)
    {
        using var bare = new BareSqlite(path);
        return (bare.CommitsPerSecond(1), bare.CommitsPerSecond(64));
    }

    /// <summary>Runs so many sequences of ten steps, 64 at once.</summary>
    public static async Task<(double Seconds, double ProcessorSeconds, double[] Latencies)> BatchAsync(RunningEngine engine, int count)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var latencies = new double[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = 64 };
        var seconds = await SecondsAsync(() => Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (number, _) =>
            latencies[number] = await SecondsAsync(() => engine.RunAsync<int>("Sequence", 10))));
        Array.Sort(latencies);
        return (seconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, latencies);
    }

    private static async Task<IReadOnlyList<Figure>> StartAsync(string folder)
    {
        var run = 0;
        var first = await MedianAsync(() => EngineChild.MeasureAsync("first", Path.Combine(folder, $"first-{run++}.db")), r => r.Seconds);
        return
        [
            new Figure(Suite, "c: process start to first completed instance", first.Seconds * 1000, "ms", "one second", first.Seconds),
            new Figure(Suite, "c:   resident memory then", first.Figures[0], "MiB", "150 MB", first.Figures[0] * 1.048576 / 150),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> SleepAsync(string folder)
    {
        var path = Path.Combine(folder, "sleep.db");
        var (slept, _) = await EngineChild.MeasureAsync("sleep", path, $"{Sleepers}");
        var (woken, _) = await EngineChild.MeasureAsync("wake", path);
        return
        [
            new Figure(Suite, "e: 100,000 sleeping instances, managed memory of each", slept[0], "bytes"),
            new Figure(Suite, "e:   resident memory after putting them to sleep", slept[1], "MiB"),
            new Figure(Suite, "e:   the next timer beside them", slept[3], "µs", "alone", slept[3] / slept[2]),
            new Figure(Suite, "e:   start on their file to a completed instance", woken[0] * 1000, "ms"),
            new Figure(Suite, "e:   resident memory after that start", woken[1], "MiB"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> LongHistoryAsync(string folder)
    {
        await using var engine = await RunningEngine.StartAsync(Path.Combine(folder, "long.db"));
        await engine.RunAsync<List<double>>("Long", 2001);
        var marks = await engine.RunAsync<List<double>>("Long", LongSteps + 1);
        var (first, last) = (marks[1] - marks[0], marks[^1] - marks[^2]);
        return [new Figure(Suite, "f: a step after 10,000 steps (20,000 events)", last * 1000, "µs", "one of the first 1,000", last / first)];
    }

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<T> MedianAsync<T>(Func<Task<T>> measure, Func<T, double> figure, int repetitions = Repetitions)
    {
        List<T> results = [];
        for (var i = 0; i < repetitions; i++)
        {
            results.Add(await measure());
        }

        return results.OrderBy(figure).ElementAt(repetitions / 2);
    }
}
