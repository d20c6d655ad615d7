using System.Diagnostics;

namespace HubAutomation.Benchmarks;

/// <summary>Measures several times and takes the middle.</summary>
internal static class Measured
{
    /// <param name="measure">Measures once.</param>
    /// <param name="figure">What the results are ordered by.</param>
    /// <param name="repetitions">How often.</param>
    public static async Task<T> MedianAsync<T>(Func<Task<T>> measure, Func<T, double> figure, int repetitions)
    {
        List<T> results = [];
        for (var i = 0; i < repetitions; i++)
        {
            results.Add(await measure());
        }

        return results.OrderBy(figure).ElementAt(repetitions / 2);
    }

    public static async Task<double> SecondsAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        return watch.Elapsed.TotalSeconds;
    }
}
