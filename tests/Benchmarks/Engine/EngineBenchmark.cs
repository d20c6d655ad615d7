using System.Diagnostics;
using HubAutomation.Benchmarks.Hosting;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>
/// Durable steps through the local host and Microsoft's worker, beside what the two exchange without an engine and beside bare SQLite
/// commits on the same disk with the same durability.
/// </summary>
/// <remarks>
/// A step is a turn of an orchestrator and an activity: two invocations, and a commit that is flushed to the disk. What is compared takes
/// turns, so that whatever else the machine does meets both; each figure is that of the run in the middle by its ratio.
/// </remarks>
internal static class EngineBenchmark
{
    private const string Suite = "engine";
    private const int Repetitions = 5;
    private const int Sequences = 500;
    private const int Steps = Sequences * 10;
    private const int AtOnce = 64;

    // Some seconds, as long as the runtime goes on compiling what it sees is hot: a hub runs for months.
    private const int WarmUpRounds = 6;
    private const int Sleepers = 100_000;
    private const int Ticks = 500;
    private const double Mebibyte = 1 << 20;
    private const int LongSteps = 10_000;

    // Longer than a worker keeps an orchestration that waits.
    private static readonly TimeSpan SessionsEnd = TimeSpan.FromSeconds(40);

    // Durable steps a second of others, all measured elsewhere on two cores: Microsoft's host with its Azure Storage provider, Restate, DBOS.
    private static readonly (string Name, double StepsPerSecond)[] Others =
        [("Microsoft's host on Azurite, 54", 54), ("Restate, 2,100", 2_100), ("DBOS, 920", 920)];

    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var (single, grouped) = Bare(Path.Combine(folder, "bare-before.db"));
        yield return new Figure(Suite, "bare SQLite, a row a commit", single, "commits/s");
        yield return new Figure(Suite, "bare SQLite, 64 rows a commit", grouped * 64, "rows/s");

        await using (var host = await MeasuredHost.StartAsync(Path.Combine(folder, "state")))
        {
            Func<Task<IReadOnlyList<Figure>>>[] parts = [() => ManyAsync(host), () => WideAsync(host), () => AloneAsync(host, single), () => LongAsync(host)];
            foreach (var part in parts)
            {
                foreach (var figure in await part())
                {
                    yield return figure;
                }
            }
        }

        foreach (var figure in await SleepAsync(Path.Combine(folder, "sleep")))
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

    private static async Task<IReadOnlyList<Figure>> ManyAsync(MeasuredHost host)
    {
        async Task<(double[] Bare, double[] Steps)> RoundAsync() =>
            (await host.MeasureAsync("bare", 2 * Steps, AtOnce), await host.MeasureAsync("steps", Sequences));

        for (var round = 0; round < WarmUpRounds; round++)
        {
            await RoundAsync();
        }

        var (bare, steps) = await Measured.MedianAsync(RoundAsync, round => round.Steps[0] / round.Bare[0], Repetitions);
        var (rate, goal) = (Steps / steps[0], Steps / bare[0]);
        return
        [
            new Figure(Suite, "bare invocations, two at a time, 64 at once", goal, "pairs/s"),
            new Figure(Suite, "bare:   processor time of a pair, host", bare[1] / Steps * 1e6, "µs"),
            new Figure(Suite, "bare:   processor time of a pair, worker", bare[2] / Steps * 1e6, "µs"),
            new Figure(Suite, "a: 500 x 10 activities, 64 at once", rate, "steps/s", "two bare invocations (goal 0.4)", rate / goal),
            .. Others.Select(other => new Figure(Suite, "a: 500 x 10 activities, 64 at once", rate, "steps/s", other.Name, rate / other.StepsPerSecond)),
            new Figure(Suite, "a:   processor time of a step, host", steps[1] / Steps * 1e6, "µs", "two bare invocations", steps[1] / bare[1]),
            new Figure(Suite, "a:   processor time of a step, worker", steps[2] / Steps * 1e6, "µs", "two bare invocations", steps[2] / bare[2]),
            new Figure(Suite, "a:   of which one, median", steps[3] * 1000, "ms"),
            new Figure(Suite, "a:   of which one, 99th of 100", steps[4] * 1000, "ms"),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> WideAsync(MeasuredHost host)
    {
        List<Figure> figures = [];
        foreach (var (name, what) in new[] { ("1,000 activities", "fan-out"), ("1,000 children", "children") })
        {
            var (bare, wide) = await Measured.MedianAsync(
                async () => ((await host.MeasureAsync("bare", 1000, AtOnce))[0], (await host.MeasureAsync(what, 1000))[0]), round => round.Item2 / round.Item1, Repetitions);
            figures.Add(new Figure(Suite, $"b: {name} of one instance", wide * 1000, "ms", "1,000 bare invocations", wide / bare));
        }

        return figures;
    }

    /// <summary>Ten steps alone: eleven turns, ten activities, and with the start twelve commits.</summary>
    private static async Task<IReadOnlyList<Figure>> AloneAsync(MeasuredHost host, double commitsPerSecond)
    {
        var bare = await Measured.MedianAsync(async () => (await host.MeasureAsync("bare", 21, 1))[0], seconds => seconds, 51);
        var alone = await Measured.MedianAsync(async () => (await host.MeasureAsync("alone", 10))[0], seconds => seconds, 51);
        var floor = bare + (12 / commitsPerSecond);
        return [new Figure(Suite, "d: one instance alone, 10 steps", alone * 1000, "ms", "21 bare invocations and 12 bare commits (goal 1.5)", alone / floor)];
    }

    private static async Task<IReadOnlyList<Figure>> LongAsync(MeasuredHost host)
    {
        var marks = await Measured.MedianAsync(() => host.MeasureAsync("long", LongSteps), marks => Last(marks) / First(marks, 10), 3);
        return
        [
            new Figure(Suite, "f: a step after 10,000 steps (20,000 events)", Last(marks), "µs", "one of the first 1,000", Last(marks) / First(marks, 10)),
            new Figure(Suite, "f: a step after 10,000 steps (20,000 events)", Last(marks), "µs", "one of the first 100", Last(marks) / First(marks, 1)),
        ];

        static double First(double[] marks, int hundreds) => (marks[hundreds] - marks[0]) / hundreds / 100;
        static double Last(double[] marks) => (marks[^1] - marks[^11]) / 1000;
    }

    private static async Task<IReadOnlyList<Figure>> SleepAsync(string state)
    {
        double[] slept, later;
        double alone, beside;
        await using (var host = await MeasuredHost.StartAsync(state))
        {
            await TickAsync(host);
            alone = await TickAsync(host);
            slept = await host.MeasureAsync("sleep", Sleepers);
            await Task.Delay(SessionsEnd);
            later = await host.MeasureAsync("usage");
            beside = await TickAsync(host);
        }

        var watch = Stopwatch.StartNew();
        await using var woken = await MeasuredHost.StartAsync(state);
        await woken.MeasureAsync("alone", 1);
        var start = watch.Elapsed.TotalSeconds;
        var after = await woken.MeasureAsync("usage");
        return
        [
            new Figure(Suite, "e: 100,000 sleeping instances, managed memory of each, host", (slept[4] - slept[0]) / Sleepers, "bytes"),
            new Figure(Suite, "e:   while the worker keeps them, managed memory of each, worker", (slept[6] - slept[2]) / Sleepers, "bytes"),
            new Figure(Suite, "e:   half a minute later, managed memory of each, worker", (later[2] - slept[2]) / Sleepers, "bytes"),
            new Figure(Suite, "e:   resident memory then, host", later[1] / Mebibyte, "MiB"),
            new Figure(Suite, "e:   resident memory then, worker", later[3] / Mebibyte, "MiB"),
            new Figure(Suite, "e:   the next timer beside them", beside, "µs", "alone", beside / alone),
            new Figure(Suite, "e:   start on their file to a completed instance", start * 1000, "ms"),
            new Figure(Suite, "e:   resident memory after that start, host", after[1] / Mebibyte, "MiB"),
        ];
    }

    private static async Task<double> TickAsync(MeasuredHost host) => (await host.MeasureAsync("ticks", Ticks))[0] / Ticks * 1e6;
}
