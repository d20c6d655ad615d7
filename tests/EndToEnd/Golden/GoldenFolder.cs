using System.Text;

namespace HubAutomation.EndToEnd.Golden;

/// <summary>The golden files: compares with them, or records them anew.</summary>
internal sealed class GoldenFolder(string folder)
{
    /// <summary>Set to 1 to write the golden files instead of comparing with them.</summary>
    public const string RecordVariable = "HUB_RECORD_GOLDEN";

    /// <summary>Set to a folder to have everything that is compared written there, to lay two commits' folders side by side.</summary>
    public const string ContentVariable = "HUB_GOLDEN_CONTENT";

    private const int MostShown = 200;

    private readonly bool records = Environment.GetEnvironmentVariable(RecordVariable) == "1";
    private readonly List<string> differences = [];

    public IReadOnlyList<string> Differences => differences;

    /// <summary>Compares a file of lines.</summary>
    public void Compare(string name, IReadOnlyList<string> lines) => Compare(name, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    /// <summary>Compares a whole file.</summary>
    public void Compare(string name, byte[] made)
    {
        var path = Path.Combine(folder, name);
        if (records)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, made);
        }

        var recorded = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (recorded.AsSpan().SequenceEqual(made))
            return;
        var (then, now) = (Lines(name, recorded), Lines(name, made));
        var lines = then.Except(now).Select(line => "- " + line).Concat(now.Except(then).Select(line => "+ " + line)).OrderBy(line => line[2..], StringComparer.Ordinal).ToList();
        differences.Add($"{name}: {(lines.Count == 0 ? "the same lines in another order or number" : $"{lines.Count} lines{(lines.Count > MostShown ? $", of which the first {MostShown}" : "")}")}");
        differences.AddRange(lines.Take(MostShown).Select(line => "  " + line));
    }

    /// <summary>Writes what was compared, if there is a folder for it.</summary>
    public static void Write(IEnumerable<Made> all)
    {
        if (Environment.GetEnvironmentVariable(ContentVariable) is not { Length: > 0 } target)
            return;
        Directory.CreateDirectory(target);
        foreach (var made in all)
            File.WriteAllBytes(Path.Combine(target, FileName(made)), made.Content);
    }

    /// <summary>What to tell somebody whose change makes the hub make something else.</summary>
    public string Explain() => $"""
        The hub no longer makes what was recorded ("-" is recorded, "+" is made now):
        {string.Join('\n', differences)}
        To see how the contents differ, run this test here and on a commit that it passes on with {ContentVariable}=FOLDER, and compare the folders.
        If the change is meant, record anew and look at what git says of the golden files:
          {RecordVariable}=1 dotnet test tests/EndToEnd --filter {nameof(GoldenTests)}
        """;

    // The hub writes JSON without line ends; a member is line enough.
    private static string[] Lines(string name, byte[] content) =>
        Encoding.UTF8.GetString(content).Replace(",", name.EndsWith(".json", StringComparison.Ordinal) ? ",\n" : ",", StringComparison.Ordinal).Split('\n');

    // Flat, and without what is not allowed in every file system.
    private static string FileName(Made made) => string.Concat(made.Path.Select(c => c is '/' or '?' or '"' or '*' or '<' or '>' or '|' or ':' or '\\' ? '~' : c));
}
