using System.Globalization;
using System.Text.Json;
using HubAutomation.Benchmarks;
using HubAutomation.Benchmarks.Api;
using HubAutomation.Benchmarks.Engine;
using HubAutomation.Benchmarks.Hosting;
using HubAutomation.Benchmarks.Returns;

// dotnet run -c Release --project tests/Benchmarks -- SUITE [--json] [--rows N ...]
var suites = new Dictionary<string, Func<int[], IAsyncEnumerable<Figure>>>
{
    ["api"] = ApiBenchmark.RunAsync,
    ["engine"] = EngineBenchmark.RunAsync,
    ["night"] = NightBenchmark.RunAsync,
    ["nonsense"] = NonsenseBenchmark.RunAsync,
    ["returns"] = ReturnsBenchmark.RunAsync,
    ["timetables"] = TimetableBenchmark.RunAsync,
};
switch (args)
{
    case [HostChild.Command, .. var state]:
        await HostChild.RunAsync(state);
        return 0;
    case [NonsenseBenchmark.Command, var file, var path]:
        NonsenseBenchmark.TakeIn(file, path);
        return 0;
    case [ReturnsChild.Command, .. var measurement]:
        await ReturnsChild.RunAsync(measurement);
        return 0;
}

if (args.Length == 0 || args.Contains("--help") || !suites.TryGetValue(args[0], out var suite))
{
    Console.WriteLine($"Usage: dotnet run -c Release --project tests/Benchmarks -- SUITE [--json] [--rows N ...]\nSuites: {string.Join(", ", suites.Keys)}");
    return args.Contains("--help") ? 0 : 2;
}

var asJson = args.Contains("--json");
var rows = args.SkipWhile(a => a != "--rows").Skip(1).TakeWhile(a => !a.StartsWith('-')).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
await foreach (var figure in suite(rows))
{
    Console.WriteLine(asJson ? JsonSerializer.Serialize(figure, Figure.Json) : figure.ToString());
}

return 0;
