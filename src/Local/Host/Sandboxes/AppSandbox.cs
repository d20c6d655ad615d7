using HubAutomation.Local.Host.Http;
using HubAutomation.Local.Sandbox;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Host.Sandboxes;

/// <summary>
/// The sandbox in the host's process, for the settings that ask for it. <c>UseSandbox=true</c> becomes a connection string of its mail
/// service; <c>UseSandbox=true;DeliveryReports=PATH</c> has delivery reports posted to that path of the app.
/// <c>UseGraphSandbox=true</c> becomes <c>endpoint=ADDRESS;token=BEARER</c> of its Microsoft Graph.
/// </summary>
internal sealed class AppSandbox : IAsyncDisposable
{
    private const string WantsMail = "UseSandbox=true";
    private const string WantsGraph = "UseGraphSandbox=true";
    private const string Reports = "DeliveryReports=";

    private readonly SandboxServer _server;
    private readonly IReadOnlyList<(string Key, string Value)> _wishes;
    private readonly string _stateFolder;

    private AppSandbox(SandboxServer server, IReadOnlyList<(string Key, string Value)> wishes, string stateFolder)
    {
        (_server, _wishes, _stateFolder) = (server, wishes, stateFolder);
    }

    /// <summary>What the settings that ask for the sandbox become: key and value.</summary>
    public IEnumerable<(string Key, string Value)> Settings =>
        _wishes.Select(w => (w.Key, Wants(w.Value, WantsGraph) ? _server.GraphConnectionString! : _server.EmailConnectionString));

    /// <summary>Where to look at what, for people.</summary>
    public IEnumerable<string> Notices
    {
        get
        {
            if (_wishes.Any(w => Wants(w.Value, WantsMail)))
            {
                yield return $"Mails are kept in {OutboxOf(_stateFolder)}; read them at {_server.Address}";
            }

            if (_server.GraphConnectionString is not null)
            {
                yield return $"Graph is served from {GraphOf(_stateFolder)}; see {new Uri(_server.Address, "sandbox/graph")}";
            }
        }
    }

    /// <summary>The settings that ask for the sandbox: key and value.</summary>
    public static IReadOnlyList<(string Key, string Value)> WishesIn(IConfiguration configuration) =>
        [.. configuration.AsEnumerable()
            .Where(s => Wants(s.Value, WantsMail) || Wants(s.Value, WantsGraph))
            .Select(s => (s.Key, s.Value!))];

    public static async Task<AppSandbox> StartAsync(
        IReadOnlyList<(string Key, string Value)> wishes, string stateFolder, int port, TimeProvider time, CancellationToken cancellation)
    {
        var options = new SandboxOptions
        {
            OutboxFolder = OutboxOf(stateFolder),
            GraphFolder = wishes.Any(w => Wants(w.Value, WantsGraph)) ? GraphOf(stateFolder) : null,
            Port = port,
            TimeProvider = time,
        };
        return new AppSandbox(await SandboxServer.StartAsync(options, cancellation), wishes, stateFolder);
    }

    /// <summary>Begins to post delivery reports to the app, which listens by now.</summary>
    public void ReportTo(Uri app, FunctionKeys keys)
    {
        var path = _wishes.SelectMany(w => Parts(w.Value)).FirstOrDefault(p => p.StartsWith(Reports, StringComparison.OrdinalIgnoreCase))?[Reports.Length..];
        if (path is not null)
        {
            _server.ReportDeliveriesTo(new Uri(app, $"{path}?code={Uri.EscapeDataString(keys.Master)}"));
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string OutboxOf(string stateFolder) => Path.Combine(stateFolder, "outbox");

    private static string GraphOf(string stateFolder) => Path.Combine(stateFolder, "graph");

    private static bool Wants(string? value, string what) => Parts(value).Contains(what, StringComparer.OrdinalIgnoreCase);

    private static string[] Parts(string? value) => value?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
