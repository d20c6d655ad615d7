using HubAutomation.Testing;

namespace HubAutomation.EndToEnd.Histories;

/// <summary>
/// A history of a run that is kept beside the code, in a folder named after the version it was started in. It stands for all runs of
/// that version that are under way when the next release is deployed, so once recorded it is never written again.
/// </summary>
/// <param name="Name">Version, workflow and which way the run went: <c>1.0/ingest-timetable.accepted</c>.</param>
/// <param name="Json">The history as it was recorded.</param>
internal sealed record GoldenHistory(string Name, string Json)
{
    /// <summary>Set to 1 to write down the histories that are missing.</summary>
    public const string RecordVariable = "HUB_RECORD_HISTORIES";

    private static readonly string Folder = Repository.PathOf("tests/EndToEnd/Histories");

    public RecordedHistory History { get; } = RecordedHistory.Parse(Json);

    /// <summary>Every history that was ever recorded and not yet removed.</summary>
    public static IReadOnlyList<GoldenHistory> All() =>
        [.. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).Select(file =>
            new GoldenHistory(Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'), File.ReadAllText(file))).OrderBy(h => h.Name)];

    /// <summary>One of <see cref="All"/>.</summary>
    public static GoldenHistory Find(string name) => All().Single(history => history.Name == name);

    /// <summary>Keeps a history, unless one of its name is kept already.</summary>
    public static void Keep(string name, string json)
    {
        var path = Path.Combine(Folder, name + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
            File.WriteAllText(path, json + "\n");
    }

    /// <summary>What to tell somebody whose change loses what runs like this one were given.</summary>
    /// <param name="lost">What is read no more.</param>
    public string ExplainLoss(IEnumerable<string> lost) => $"""
        {History.Orchestrator} reads no more what {Name} was given: {string.Join(", ", lost)}
        Runs of version {History.Version} that are under way when this is deployed would go on with a default instead. Leave these members as they are, a new
        one beside them, until no run of that version is open. See docs/architecture.md, "Changing an orchestrator that is in flight".
        """;

    /// <summary>What to tell somebody whose change breaks runs like this one.</summary>
    /// <param name="difference">What the code now does differently.</param>
    public string Explain(string difference)
    {
        var (version, orchestrator) = (Version.Parse(History.Version), History.Orchestrator);
        var next = $"{version.Major}.{version.Minor + 1}";
        return $"""
            {orchestrator} no longer goes the way of {Name}: {difference}
            Runs of version {version} that are under way when this is deployed would fail. Let them end the way they began:
              1. In {orchestrator} keep the old steps for them: if (context.CompareVersionTo("{next}") < 0) <the old steps> else <the new ones>.
              2. In src/Functions/host.json set extensions.durableTask.defaultVersion to "{next}", once for all changes of a release.
              3. Record the new way beside the old one: {RecordVariable}=1 dotnet test tests/EndToEnd --filter {nameof(HistoryTests)}
            See docs/architecture.md, "Changing an orchestrator that is in flight".
            """;
    }
}
