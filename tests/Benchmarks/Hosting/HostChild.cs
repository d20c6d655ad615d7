using System.Globalization;
using HubAutomation.Benchmarks.Api;
using HubAutomation.Benchmarks.Engine;

namespace HubAutomation.Benchmarks.Hosting;

/// <summary>A process that runs the local host and measures what can be seen from within only. It takes a line for each measurement, and ends with its input.</summary>
internal static class HostChild
{
    /// <summary>The hidden command of this program that starts such a process.</summary>
    public const string Command = "host-child";

    /// <summary>Stands before a line of figures: the host prints lines, too.</summary>
    public const string Mark = "= ";

    /// <summary>What such a process does. Prints the port where it answers, then for each line that it reads the figures that it asks for.</summary>
    /// <param name="arguments">The folder for the state.</param>
    public static async Task RunAsync(string[] arguments)
    {
        await using var host = await RunningHost.StartAsync(arguments[0]);
        Print(host.Address.Port);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            Print(await MeasureAsync(host, words[0], [.. words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture))]));
        }
    }

    private static Task<double[]> MeasureAsync(RunningHost host, string what, int[] numbers) => what switch
    {
        "steps" => EngineMeasurements.StepsAsync(host, numbers[0]),
        "bare" => EngineMeasurements.BareAsync(host, numbers[0], numbers[1]),
        "fan-out" => EngineMeasurements.OneAsync(host, "FanOut", numbers[0]),
        "children" => EngineMeasurements.OneAsync(host, "Children", numbers[0]),
        "alone" => EngineMeasurements.OneAsync(host, "Sequence", numbers[0]),
        "ticks" => EngineMeasurements.OneAsync(host, "Ticks", numbers[0]),
        "long" => EngineMeasurements.LongAsync(host, numbers[0]),
        "sleep" => EngineMeasurements.SleepAsync(host, numbers[0]),
        "usage" => EngineMeasurements.UsageAsync(host),
        "feed" => WorkerFeed.MeasureAsync(host, numbers[0], numbers[1]),
        _ => throw new ArgumentException($"'{what}' is no measurement."),
    };

    private static void Print(params double[] figures) =>
        Console.WriteLine(Mark + string.Join(' ', figures.Select(figure => figure.ToString("R", CultureInfo.InvariantCulture))));
}
