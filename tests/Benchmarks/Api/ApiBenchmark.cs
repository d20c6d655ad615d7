using System.Diagnostics;

namespace HubAutomation.Benchmarks.Api;

/// <summary>
/// The local functions host, beside ASP.NET Core without it in the same run, and beside what Microsoft's own host was measured to do
/// on a machine of this kind (two cores, with Azurite), which does not run here.
/// </summary>
internal static class ApiBenchmark
{
    private const string Suite = "api";
    private const int Requests = 100_000;
    private const double OthersRequests = 2_755;
    private const double OthersMedian = 10.6;
    private const double OthersActivities = 52.5;
    private const double OthersStart = 2_500;

    public static async IAsyncEnumerable<Figure> RunAsync(int[] rows)
    {
        var folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;
        HttpLoad bare;
        await using (var server = await ApiChild.StartAsync("bare"))
        {
            bare = await LoadAsync(server);
        }

        HttpLoad functions, sequences;
        double memory;
        await using (var server = await ApiChild.StartAsync("functions", Path.Combine(folder, "state")))
        {
            functions = await LoadAsync(server);
            await HttpLoad.RunAsync(server.Address, "POST", "/sequence", 64, 640);
            sequences = await HttpLoad.RunAsync(server.Address, "POST", "/sequence", 64, 3200);
            memory = server.ResidentMebibytes;
        }

        List<double> starts = [];
        for (var run = 0; run < 5; run++)
        {
            starts.Add(await StartMillisecondsAsync(Path.Combine(folder, $"start-{run}")));
        }

        var start = starts.Order().ElementAt(2);
        var activities = sequences.Latencies.Length * 10 / sequences.Seconds;
        yield return new Figure(Suite, "bare ASP.NET Core, 32 at once", bare.PerSecond, "req/s");
        yield return new Figure(Suite, "trivial function, 32 at once", functions.PerSecond, "req/s", "bare ASP.NET Core", functions.PerSecond / bare.PerSecond);
        yield return new Figure(Suite, "trivial function, 32 at once", functions.PerSecond, "req/s", "Microsoft's host, 2,755", functions.PerSecond / OthersRequests);
        yield return new Figure(Suite, "  median", functions.Median * 1000, "ms", "Microsoft's host, 10.6 ms", functions.Median * 1000 / OthersMedian);
        yield return new Figure(Suite, "  99th of 100", functions.NinetyNinth * 1000, "ms", "bare ASP.NET Core", functions.NinetyNinth / bare.NinetyNinth);
        yield return new Figure(Suite, "process start to first answer", start, "ms", "Microsoft's host, 2 to 3 s", start / OthersStart);
        yield return new Figure(
            Suite, "activities, sequences of 10 started over HTTP, 64 at once", activities, "/s", "Microsoft's host, 50 to 55", activities / OthersActivities);
        yield return new Figure(Suite, "  one sequence, median", sequences.Median * 1000, "ms");
        yield return new Figure(Suite, "resident memory of the host after all that", memory, "MiB");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HttpLoad> LoadAsync(ApiChild server)
    {
        await HttpLoad.RunAsync(server.Address, "GET", "/hello", 32, Requests / 2);
        return await HttpLoad.RunAsync(server.Address, "GET", "/hello", 32, Requests);
    }

    private static async Task<double> StartMillisecondsAsync(string state)
    {
        var watch = Stopwatch.StartNew();
        await using var server = await ApiChild.StartAsync("functions", state);
        await HttpLoad.RunAsync(server.Address, "GET", "/hello", 1, 1);
        return watch.Elapsed.TotalMilliseconds;
    }
}
