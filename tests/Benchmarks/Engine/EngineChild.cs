using System.Diagnostics;
using System.Globalization;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>Measurements that need a process of their own: its start, and its memory.</summary>
internal static class EngineChild
{
    /// <summary>The hidden command of this program that starts such a process.</summary>
    public const string Command = "engine-child";

    /// <summary>Starts a process, and gives the figures that it prints, with the time from its start to its last line.</summary>
    public static async Task<(double[] Figures, double Seconds)> MeasureAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(EngineChild).Assembly.Location, Command }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The engine's process printed nothing.");
        var seconds = watch.Elapsed.TotalSeconds;
        await process.WaitForExitAsync();
        return ([.. line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))], seconds);
    }

    /// <summary>What such a process does.</summary>
    public static Task RunAsync(string[] arguments) => arguments[0] switch
    {
        "first" => FirstAsync(arguments[1]),
        "sleep" => SleepAsync(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture)),
        "batch" => BatchAsync(arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture)),
        "wake" => WakeAsync(arguments[1]),
        var other => throw new ArgumentException($"'{other}' is no measurement."),
    };

    /// <summary>From nothing to the first completed instance. Prints the resident memory.</summary>
    private static async Task FirstAsync(string path)
    {
        await using var engine = await RunningEngine.StartAsync(path);
        await engine.RunAsync<int>("Sequence", 1);
        Print(ResidentMebibytes());
    }

    /// <summary>Puts many instances to sleep. Prints the memory of each in bytes (managed, after a collection), resident memory, and the cost of a timer before and after in microseconds.</summary>
    private static async Task SleepAsync(string path, int count)
    {
        await using var engine = await RunningEngine.StartAsync(path);
        await TimerMicrosecondsAsync(engine);
        var alone = await TimerMicrosecondsAsync(engine);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var far = DateTime.UtcNow.AddDays(2);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (number, cancellation) =>
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sleep", far.AddSeconds(number), cancellation));
        await engine.Hub.WaitUntilIdleAsync();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Print((after - before) / (double)count, ResidentMebibytes(), alone, await TimerMicrosecondsAsync(engine));
    }

    /// <summary>Starts on a file of sleeping instances. Prints the seconds until a new instance has completed, and the resident memory.</summary>
    private static async Task WakeAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        await using var engine = await RunningEngine.StartAsync(path);
        await engine.RunAsync<int>("Sequence", 1);
        Print(watch.Elapsed.TotalSeconds, ResidentMebibytes());
    }

    /// <summary>Runs sequences of ten steps over and over, 64 at once, for a profiler. Prints steps a second and processor microseconds a step of each round.</summary>
    private static async Task BatchAsync(string path, int rounds)
    {
        await using var engine = await RunningEngine.StartAsync(path);
        for (var round = 0; round < rounds; round++)
        {
            var (seconds, processor, _) = await EngineBenchmark.BatchAsync(engine, 500);
            Print(5000 / seconds, processor / 5000 * 1e6);
        }
    }

    private static async Task<double> TimerMicrosecondsAsync(RunningEngine engine)
    {
        const int Timers = 500;
        var watch = Stopwatch.StartNew();
        await engine.RunAsync<int>("Ticks", Timers);
        return watch.Elapsed.TotalMicroseconds / Timers;
    }

    private static double ResidentMebibytes() => Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024.0;

    private static void Print(params double[] figures) =>
        Console.WriteLine(string.Join(' ', figures.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture))));
}
