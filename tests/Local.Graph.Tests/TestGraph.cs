using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HubAutomation.Local.Sandbox;
using HubAutomation.Shared.Platform.Graph;

namespace HubAutomation.Local.Graph.Tests;

/// <summary>A sandbox that serves Graph from a folder of its own, and the hub's own connection to it: Microsoft's client over real HTTP.</summary>
internal sealed class TestGraph : IAsyncDisposable
{
    public const string Site = "contoso.sharepoint.com,2C712604,2D2244C3";
    public const string DriveId = "b!surveys";
    public const string ListId = "responses";

    private readonly DirectoryInfo folder;
    private readonly bool ownsFolder;

    private TestGraph(SandboxServer server, DirectoryInfo folder, bool ownsFolder)
    {
        (Server, this.folder, this.ownsFolder) = (server, folder, ownsFolder);
        Connection = new GraphConnection(new GraphOptions { ConnectionString = server.GraphConnectionString });
        Http = new HttpClient { BaseAddress = server.Address };
        Http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse("Bearer " + server.GraphConnectionString!.Split("token=")[1]);
    }

    public SandboxServer Server { get; }

    public GraphConnection Connection { get; }

    /// <summary>Asks without Microsoft's client, with the token.</summary>
    public HttpClient Http { get; }

    public DriveFiles Files => new(Connection, DriveId, TimeProvider.System);

    public SiteLists Lists => new(Connection, Site);

    public ChangeSubscriptions Subscriptions => new(Connection, TimeProvider.System);

    public string DrivePath => Path.Combine(folder.FullName, "drives", DriveId);

    /// <summary>How many uploads were begun and not ended.</summary>
    public int UnfinishedUploads => Directory.GetFiles(Path.Combine(folder.FullName, "state", "unfinished")).Length;

    private string ListPath => Path.Combine(folder.FullName, "sites", Site, "lists", ListId + ".json");

    public static async Task<TestGraph> StartAsync(string? keptIn = null)
    {
        var folder = keptIn is null ? Directory.CreateTempSubdirectory("graph-") : new DirectoryInfo(keptIn);
        Directory.CreateDirectory(Path.Combine(folder.FullName, "drives", DriveId));
        Directory.CreateDirectory(Path.Combine(folder.FullName, "sites", Site, "lists"));
        var server = await SandboxServer.StartAsync(
            new SandboxOptions { OutboxFolder = Path.Combine(folder.FullName, "outbox"), GraphFolder = folder.FullName });
        return new TestGraph(server, folder, keptIn is null);
    }

    /// <summary>Puts a file into the drive, as a person would.</summary>
    public void Put(string path, string content)
    {
        var full = Path.Combine(DrivePath, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    /// <summary>Makes the list hold these items, each with a title.</summary>
    public void SetList(params IEnumerable<(int Id, string Title)> items) => SetList(JsonSerializer.Serialize(items.Select(
        i => new { id = i.Id.ToString(CultureInfo.InvariantCulture), fields = new { i.Title } })));

    /// <summary>Makes the list's file hold this.</summary>
    public void SetList(string json) => File.WriteAllText(ListPath, json);

    /// <summary>Has the sandbox forget what it knew of the list.</summary>
    public void ForgetHistory() => Directory.GetFiles(Path.Combine(folder.FullName, "state"), "*" + ListId + ".json").ToList().ForEach(File.Delete);

    public async Task MisbehaveAsync(params object[] rules) =>
        (await Http.PutAsJsonAsync("sandbox/graph/faults", new { seed = 1, rules })).EnsureSuccessStatusCode();

    /// <summary>How often a fault struck.</summary>
    public async Task<int> StruckAsync(string fault) =>
        (await Http.GetFromJsonAsync<JsonElement>("sandbox/graph/faults")).GetProperty("struck").TryGetProperty(fault, out var count) ? count.GetInt32() : 0;

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        Http.Dispose();
        await Server.DisposeAsync();
        if (ownsFolder)
        {
            folder.Delete(recursive: true);
        }
    }
}
