using System.Diagnostics;

namespace HubAutomation.Benchmarks.Api;

/// <summary>Sends the same request over and over on a few connections.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Latencies">Of each answer, in seconds, sorted.</param>
internal sealed record HttpLoad(double Seconds, double[] Latencies)
{
    public double PerSecond => Latencies.Length / Seconds;

    public double Median => Latencies[Latencies.Length / 2];

    public double NinetyNinth => Latencies[Latencies.Length * 99 / 100];

    /// <exception cref="InvalidOperationException">An answer was not 200.</exception>
    public static Task<HttpLoad> RunAsync(Uri address, string method, string path, int connections, int requests)
    {
        var request = RawConnection.Request(address, method, path);
        return RunAsync(address, connections, requests, connection => connection.AskAsync(request));
    }

    /// <summary>Does something with each connection over and over.</summary>
    public static async Task<HttpLoad> RunAsync(Uri address, int connections, int times, Func<RawConnection, Task> ask)
    {
        var watch = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => AskAsync(address, times / connections, ask))));
        return new HttpLoad(watch.Elapsed.TotalSeconds, [.. latencies.SelectMany(l => l).Order()]);
    }

    private static async Task<double[]> AskAsync(Uri address, int count, Func<RawConnection, Task> ask)
    {
        using var connection = await RawConnection.OpenAsync(address);
        var latencies = new double[count];
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await ask(connection);
            latencies[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        return latencies;
    }
}
