using System.Text.RegularExpressions;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// What Graph is served from: <c>drives/DRIVE/…</c> holds the files of a drive, <c>sites/SITE/lists/LIST.json</c> the items of a list,
/// <c>state</c> what the sandbox remembers. There is what has a folder or a file; people may change it at any time.
/// </summary>
internal sealed partial class GraphFolder
{
    private readonly string _folder;

    public GraphFolder(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Path.Combine(_folder, "drives"));
        Directory.CreateDirectory(Path.Combine(_folder, "sites"));
        Directory.CreateDirectory(Unfinished);
        foreach (var left in Directory.EnumerateFiles(Unfinished))
        {
            File.Delete(left);
        }
    }

    /// <summary>The ids of all drives.</summary>
    public IEnumerable<string> Drives => Directory.EnumerateDirectories(Path.Combine(_folder, "drives")).Select(d => Path.GetFileName(d)).Order();

    /// <summary>The ids of all lists, with their sites'.</summary>
    public IEnumerable<(string Site, string List)> Lists =>
        from site in Directory.EnumerateDirectories(Path.Combine(_folder, "sites")).Order()
        where Directory.Exists(Path.Combine(site, "lists"))
        from list in Directory.EnumerateFiles(Path.Combine(site, "lists"), "*.json").Order()
        select (Path.GetFileName(site), Path.GetFileNameWithoutExtension(list));

    /// <summary>A drive; null when there is none of this id.</summary>
    public DriveFolder? Drive(string id) => IsId(id) && new DriveFolder(Path.Combine(_folder, "drives", id)) is { Exists: true } drive ? drive : null;

    /// <summary>Where the items of a list are; null when there is no such list.</summary>
    public string? ListFile(string site, string list) =>
        IsId(site) && IsId(list) && Path.Combine(_folder, "sites", site, "lists", list + ".json") is var file && File.Exists(file) ? file : null;

    /// <summary>Where something is remembered.</summary>
    public string StateFile(string name) => Path.Combine(_folder, "state", name + ".json");

    /// <summary>A name for a file that is not finished; on the same disk as the drives, so that it can be moved there.</summary>
    public string TemporaryFile() => Path.Combine(Unfinished, Guid.NewGuid().ToString("N"));

    // Of uploads; none outlives the sandbox.
    private string Unfinished => Path.Combine(_folder, "state", "unfinished");

    private static bool IsId(string id) => Id().IsMatch(id) && !id.Contains("..", StringComparison.Ordinal);

    // As Graph's own: letters, digits, "contoso.sharepoint.com,GUID,GUID", "b!…".
    [GeneratedRegex("^[A-Za-z0-9!_.,-]+$")]
    private static partial Regex Id();
}
