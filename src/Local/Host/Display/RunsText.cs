using System.Globalization;
using HubAutomation.Local.Host.Functions;

namespace HubAutomation.Local.Host.Display;

/// <summary>What functions are at, in a line: how many runs are done, and which are under way.</summary>
internal static class RunsText
{
    private const int MostNames = 4;

    /// <summary>The line; null as long as nothing was ever run.</summary>
    public static string? Of(IEnumerable<HostedFunction> functions) =>
        Of(functions.Select(f => new Runs(f.Name, f.UnderWay, f.Runs, f.Failures)));

    /// <inheritdoc cref="Of(IEnumerable{HostedFunction})"/>
    public static string? Of(IEnumerable<Runs> functions)
    {
        var all = functions.Where(f => f.UnderWay > 0 || f.Done > 0).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var failed = all.Sum(f => f.Failed);
        var done = $"{Number(all.Sum(f => f.Done))} runs done" + (failed == 0 ? "" : $", {Number(failed)} of them failed");
        var underWay = all.Where(f => f.UnderWay > 0).OrderByDescending(f => f.UnderWay).ThenBy(f => f.Name, StringComparer.OrdinalIgnoreCase).ToList();
        return underWay.Count == 0 ? done : $"{done}; under way: {Names(underWay)}";
    }

    private static string Names(List<Runs> underWay)
    {
        var names = underWay.Take(MostNames).Select(f => f.UnderWay == 1 ? f.Name : $"{f.Name} × {Number(f.UnderWay)}");
        return string.Join(", ", names) + (underWay.Count > MostNames ? " and others" : "");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>What was counted of a function.</summary>
    internal readonly record struct Runs(string Name, long UnderWay, long Done, long Failed);
}
