using System.Diagnostics;
using System.Globalization;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Testing;
using HubAutomation.Testing.Hub;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace HubAutomation.Benchmarks;

/// <summary>
/// Reads every kind of nonsense in three sizes, n, 2n and 4n, each in a process of its own: what it takes may grow with the size and no
/// faster, and no file may take more memory than a small app has.
/// </summary>
internal static class NonsenseBenchmark
{
    /// <summary>The hidden command of this program that reads one file.</summary>
    public const string Command = "nonsense-child";

    private const string Suite = "nonsense";

    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        foreach (var kind in Nonsense.Kinds)
        {
            double? once = null;
            foreach (var times in rows.Length > 0 ? rows : [1, 2, 4])
            {
                var (seconds, peak) = await MeasureAsync(kind, times * kind.Size);
                var name = string.Create(CultureInfo.InvariantCulture, $"{times * kind.Size:N0} × {kind.Name}");
                yield return new Figure(Suite, name, seconds * 1000, "ms", once is null ? null : "n", once is null ? null : seconds / once);
                yield return new Figure(Suite, $"{name}: highest memory", peak, "MiB");
                once ??= seconds;
            }
        }
    }

    /// <summary>What such a process does: prints seconds and the peak of resident memory in mebibytes.</summary>
    /// <param name="name">What the partner calls the file.</param>
    /// <param name="path">Where it lies.</param>
    public static void TakeIn(string name, string path)
    {
        var intake = new TimetableIntake(
            EveryCapability.Connect(), null!, TimeProvider.System, NullLogger<TimetableIntake>.Instance);
        using var content = File.OpenRead(path);
        var watch = Stopwatch.StartNew();
        var preview = intake.Preview(Council, Groups, name, content, sessions: 40, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds} {PeakMebibytes()} {preview.Report.Outcome}"));
    }

    private static Partner Groups => new("groups", "Groups", new Dictionary<string, string>(), null, null);

    private static AuthoritySettings Council => new AuthoritySettings(
        new("sampleton", "Sampleton Council", "Sampleton Family Hubs", null, [new("north", "North")]),
        [new("hub", "North Family Hub", PlaceKind.Hub, "north", "1 Sample Street, North", "WA8 7ZX", ["Hub"], [], new Dictionary<IsoDayOfWeek, OpenHours>())],
        new([], [], new Dictionary<LocalDate, string>()), "1").With(Partner.File, new[] { Groups });

    private static async Task<(double Seconds, double Peak)> MeasureAsync(Nonsense kind, int size)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, kind.Of(size));
        var start = new ProcessStartInfo("dotnet", [typeof(NonsenseBenchmark).Assembly.Location, Command, kind.File, path]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The process that read {size} × {kind.Name} printed nothing.");
        await process.WaitForExitAsync();
        File.Delete(path);
        var figures = line.Split(' ');
        return (double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
    }

    // What the kernel counted; .NET's own figure is only as new as its last look.
    private static double PeakMebibytes() => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024
        : Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
}
