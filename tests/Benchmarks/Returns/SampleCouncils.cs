using System.Globalization;
using System.Text.Json.Nodes;
using HubAutomation.Testing;

namespace HubAutomation.Benchmarks.Returns;

/// <summary>A seed folder with many authorities, every other one with the files of the one and of the other sample council.</summary>
internal static class SampleCouncils
{
    private static readonly string[] Samples = ["halton", "don-valley"];

    /// <summary>National files among the samples that the hub takes in.</summary>
    public const int ReferenceFiles = 6;

    /// <summary>Writes it; the authorities' ids.</summary>
    public static IReadOnlyList<string> Write(string seed, int count)
    {
        var councils = Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"council-{i:D3}")).ToList();
        Copy(Repository.PathOf("samples/reference"), Path.Combine(seed, "reference"));
        foreach (var (council, i) in councils.Select((council, i) => (council, i)))
        {
            var sample = Samples[i % Samples.Length];
            var configuration = Path.Combine(seed, "configuration", council);
            Copy(Repository.PathOf($"samples/configuration/{sample}"), configuration);
            Copy(Repository.PathOf($"samples/figures/{sample}"), Path.Combine(seed, "figures", council));
            Change(Path.Combine(configuration, "authority.json"), authority => authority["id"] = council);
            Change(Path.Combine(configuration, "strands.json"), WithoutLeads);
        }

        return councils;
    }

    private static void WithoutLeads(JsonNode strands)
    {
        foreach (var strand in strands["strands"]!.AsArray())
            strand!.AsObject().Remove("lead");
    }

    private static void Change(string path, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        change(root);
        File.WriteAllText(path, root.ToJsonString());
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }
}
