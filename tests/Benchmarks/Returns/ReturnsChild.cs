using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Sources.People;
using HubAutomation.Shared.FundingReturns.Sources.Reach;
using HubAutomation.Shared.FundingReturns.Sources.Reading;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Reach;
using NodaTime;

namespace HubAutomation.Benchmarks.Returns;

/// <summary>Measurements that need a process of their own, because of its memory.</summary>
internal static class ReturnsChild
{
    /// <summary>The hidden command of this program that starts such a process.</summary>
    public const string Command = "returns-child";

    private static readonly MonthSpan TwelveMonths = new(new YearMonth(2025, 11), new YearMonth(2026, 10));
    private static readonly ReachRule Rule = new(InventedPeople.District, DeprivationIndex.Idaci, 2025, 30, null, 5, new Window(WindowKind.LastTwelveMonths));

    /// <summary>Measures in a new process: seconds, peak of resident memory in mebibytes, and what was counted.</summary>
    public static async Task<(double Seconds, double PeakMebibytes, double Counted)> MeasureAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(ReturnsChild).Assembly.Location, Command }.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process printed nothing.");
        await process.WaitForExitAsync();
        var figures = line.Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return (figures[0], figures[1], figures[2]);
    }

    /// <summary>What such a process does: <c>bare PATH...</c>, <c>attendance FOLDER</c> or <c>reach FOLDER REFERENCE</c>.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        var counted = arguments[0] switch
        {
            "bare" => arguments[1..].Sum(Split),
            "attendance" => await AttendanceAsync(arguments[1]),
            "reach" => await ReachAsync(arguments[1], arguments[2]),
            var other => throw new ArgumentException($"'{other}' is no measurement."),
        };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds} {PeakMebibytes()} {counted}"));
    }

    // The least that any program does with such a file: lines, and cells at the commas.
    private static double Split(string path)
    {
        var cells = 0L;
        foreach (var line in File.ReadLines(path))
        {
            cells += line.Split(',').Length;
        }

        return cells;
    }

    // Thirty measures: people and visits of three windows, of all and by four columns.
    private static async Task<double> AttendanceAsync(string folder)
    {
        MonthSpan[] windows = [MonthSpan.Of(TwelveMonths.To), new MonthSpan(new YearMonth(2026, 4), TwelveMonths.To), TwelveMonths];
        (string Column, string Value)[] choices = [("", ""), ("programme", "HENRY"), ("role", "adult"), ("delivery", "online"), ("place", "Hub 3")];
        var requests = from window in windows
                       from choice in choices
                       from what in new[] { "people", "visits" }
                       let query = new FigureQuery("attendance", what, choice.Column.Length == 0 ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { [choice.Column] = [choice.Value] })
                       select new FigureRequest($"{what} {choice} {window}", query, window);
        var reading = await AttendanceSource.ReadAsync([.. requests], Files(folder, "attendance"), Places, default);
        return Checked(reading, 30).Figures.Values.Sum(figure => (double)figure.Value!.Value);
    }

    private static async Task<double> ReachAsync(string folder, string reference)
    {
        var requests = new[] { "registered", "accessing", "accessing-of-all" }
            .Select(what => new FigureRequest(what, new FigureQuery("reach", what, new Dictionary<string, IReadOnlyList<string>>()), MonthSpan.Of(TwelveMonths.To)));
        var ready = Directory.GetFiles(reference, "*.json")
            .Select(path => JsonSerializer.Deserialize<ReferenceManifest>(File.ReadAllText(path), Shared.Platform.Storage.HubJson.Options)!)
            .Select(manifest => new ReadyReference(manifest, _ => Task.FromResult<Stream>(File.OpenRead(Path.Combine(reference, Path.GetFileName(manifest.Data)))))).ToList();
        var reading = await ReachSource.ReadAsync([.. requests], Rule, Files(folder, "registrations"), Files(folder, "attendance"), Places, ready, default);
        return (double)Checked(reading, 3).Figures["accessing"].Numerator!.Value;
    }

    private static SourceReading Checked(SourceReading reading, int figures) => reading.Figures.Count(figure => figure.Value.Value > 0) == figures
        ? reading
        : throw new InvalidOperationException($"Not every figure was counted: {string.Join("; ", reading.Findings.Select(finding => finding.Sentence))}");

    private static List<SourceFile> Files(string folder, string source) =>
    [
        .. Directory.GetFiles(Path.Combine(folder, source)).Select(path => new SourceFile(
            source, Path.GetFileName(path), SourceFile.MonthsOf(Path.GetFileName(path))!, _ => Task.FromResult<Stream>(File.OpenRead(path)))),
    ];

    private static IReadOnlyList<Place> Places { get; } =
        [.. Enumerable.Range(1, 6).Select(i => new Place($"hub-{i}", $"Hub {i}", PlaceKind.Hub, "town", "", "", [], [], new Dictionary<IsoDayOfWeek, OpenHours>()))];

    // Linux says the peak; elsewhere the present use is the nearest to it.
    private static double PeakMebibytes() => File.Exists("/proc/self/status")
        ? double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024
        : Environment.WorkingSet / 1024.0 / 1024.0;
}
