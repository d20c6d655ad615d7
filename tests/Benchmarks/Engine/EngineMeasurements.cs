using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HubAutomation.Benchmarks.Hosting;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Benchmarks.Engine;

/// <summary>What is measured within the host's process, where neither a client's calls nor a second process get in the way.</summary>
internal static class EngineMeasurements
{
    private const int AtOnce = 64;
    private const int Steps = 10;

    /// <summary>Runs so many sequences of ten steps, 64 at once: seconds, processor seconds of host and worker, and of one sequence the median and the 99th of 100 in seconds.</summary>
    public static async Task<double[]> StepsAsync(RunningHost host, int sequences)
    {
        var latencies = new double[sequences];
        var used = await MeasureAsync(host, sequences, AtOnce, async number =>
        {
            var began = Stopwatch.GetTimestamp();
            await host.RunAsync("Sequence", Number(Steps));
            latencies[number] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        });
        Array.Sort(latencies);
        return [.. used, latencies[sequences / 2], latencies[sequences * 99 / 100]];
    }

    /// <summary>Has the worker run an activity so many times, without an orchestration: seconds, processor seconds of host and worker.</summary>
    public static Task<double[]> BareAsync(RunningHost host, int invocations, int atOnce)
    {
        var (function, input) = (host.Function("Add"), new TypedData { String = "1" });
        return MeasureAsync(host, invocations, atOnce, _ => function.RunAsync(new TriggerInput(input), CancellationToken.None));
    }

    /// <summary>Runs one orchestration: seconds.</summary>
    public static async Task<double[]> OneAsync(RunningHost host, string orchestrator, int size)
    {
        var began = Stopwatch.GetTimestamp();
        await host.RunAsync(orchestrator, Number(size));
        return [Stopwatch.GetElapsedTime(began).TotalSeconds];
    }

    /// <summary>Runs one orchestration of very many steps: the machine's time in microseconds at the first, and after each hundred.</summary>
    public static async Task<double[]> LongAsync(RunningHost host, int steps) =>
        JsonSerializer.Deserialize<double[]>(await host.RunAsync("Long", Number(steps)))!;

    /// <summary>Puts so many orchestrations to sleep: managed and resident bytes of the host before and after, then those of the worker.</summary>
    public static async Task<double[]> SleepAsync(RunningHost host, int count)
    {
        var before = await host.UsageAsync(collects: true);
        var far = DateTime.UtcNow.AddDays(2);
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancellation) =>
            await host.Client.StartAsync(new P.CreateInstanceRequest { Name = "Sleep", Input = JsonSerializer.Serialize(far.AddSeconds(number)) }, cancellation));
        await host.Hub.WaitUntilIdleAsync();
        return [.. Memory(before), .. Memory(await host.UsageAsync(collects: true))];
    }

    /// <summary>Managed and resident bytes of host and worker.</summary>
    public static async Task<double[]> UsageAsync(RunningHost host) => Memory(await host.UsageAsync(collects: true));

    private static double[] Memory((Usage Host, Usage Worker) used) =>
        [used.Host.ManagedBytes, used.Host.ResidentBytes, used.Worker.ManagedBytes, used.Worker.ResidentBytes];

    private static async Task<double[]> MeasureAsync(RunningHost host, int count, int atOnce, Func<int, Task> one)
    {
        var before = await host.UsageAsync();
        var began = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                await one(number);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var after = await host.UsageAsync();
        return [seconds, after.Host.ProcessorSeconds - before.Host.ProcessorSeconds, after.Worker.ProcessorSeconds - before.Worker.ProcessorSeconds];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
