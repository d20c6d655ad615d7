using HubAutomation.Local.Functions.Http;
using HubAutomation.Local.Sandbox;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.Local.Functions.Sandboxes;

/// <summary>
/// The sandbox in the host's process, for settings whose value is <c>UseSandbox=true</c>: they become connection strings of its mail
/// service. <c>UseSandbox=true;DeliveryReports=PATH</c> has delivery reports posted to that path of the app.
/// </summary>
internal sealed class MailSandbox : IAsyncDisposable
{
    private const string Wanted = "UseSandbox=true";
    private const string Reports = "DeliveryReports=";

    private readonly SandboxServer _server;
    private readonly string? _reportPath;

    private MailSandbox(SandboxServer server, string? reportPath)
    {
        (_server, _reportPath) = (server, reportPath);
    }

    /// <summary>Where its page is.</summary>
    public Uri Address => _server.Address;

    public string ConnectionString => _server.EmailConnectionString;

    /// <summary>The settings that ask for a sandbox: key and value.</summary>
    public static IReadOnlyList<(string Key, string Value)> SettingsIn(IConfiguration configuration) =>
        [.. configuration.AsEnumerable()
            .Where(s => Parts(s.Value).Contains(Wanted, StringComparer.OrdinalIgnoreCase))
            .Select(s => (s.Key, s.Value!))];

    public static async Task<MailSandbox> StartAsync(
        IEnumerable<string> values, string stateFolder, int port, TimeProvider time, CancellationToken cancellation)
    {
        var path = values.SelectMany(Parts).FirstOrDefault(p => p.StartsWith(Reports, StringComparison.OrdinalIgnoreCase))?[Reports.Length..];
        var options = new SandboxOptions { OutboxFolder = Path.Combine(stateFolder, "outbox"), Port = port, TimeProvider = time };
        return new MailSandbox(await SandboxServer.StartAsync(options, cancellation), path);
    }

    /// <summary>Begins to post delivery reports to the app, which listens by now.</summary>
    public void ReportTo(Uri app, FunctionKeys keys)
    {
        if (_reportPath is not null)
        {
            _server.ReportDeliveriesTo(new Uri(app, $"{_reportPath}?code={Uri.EscapeDataString(keys.Master)}"));
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string[] Parts(string? value) => value?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
