using HubAutomation.Testing;

namespace HubAutomation.Benchmarks.Hosting;

/// <summary>The functions app that is measured: tests/Benchmarks.App, built beside this program.</summary>
internal static class MeasuredApp
{
    private const string Projects = "tests/Benchmarks";

    /// <summary>Its dll. It stands below its project where this program stands below its own, so that both are of one configuration.</summary>
    public static string Path { get; } = System.IO.Path.Combine(
        Repository.PathOf(Projects + ".App"), System.IO.Path.GetRelativePath(Repository.PathOf(Projects), AppContext.BaseDirectory), "HubAutomation.Benchmarks.App.dll");

    /// <summary>Makes a folder to start a host in. It has settings of its own: else those of this repository would be found.</summary>
    public static string MakeFolder(string path)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(System.IO.Path.Combine(path, "local.settings.json"), """{ "Values": { } }""");
        return path;
    }
}
