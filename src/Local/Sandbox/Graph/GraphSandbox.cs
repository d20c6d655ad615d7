using HubAutomation.Local.Sandbox.Faults;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Serves the operations of Microsoft Graph v1.0 that an app with access to one site needs, from a folder: files, large uploads, items of
/// lists and their changes, subscriptions. What it serves it answers as Graph does; what it does not serve is 404 or 405.
/// </summary>
internal sealed class GraphSandbox : IAsyncDisposable
{
    private readonly GraphFolder _folder;
    private readonly SiteLists _lists;
    private readonly Subscriptions _subscriptions;
    private readonly Webhooks _webhooks = new();
    private readonly ChangeWatch _watch;
    private readonly FaultDice _faults = new();
    private readonly string _token;
    private readonly TimeProvider _time;

    public GraphSandbox(string folder, string token, TimeProvider time)
    {
        (_token, _time) = (token, time);
        _folder = new GraphFolder(folder);
        _lists = new SiteLists(_folder, time);
        _subscriptions = new Subscriptions(_folder, _lists, time);
        _watch = new ChangeWatch(_subscriptions, _webhooks, time);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        var guard = new GraphGuard(_token, _faults);
        var uploads = new UploadSessions(_folder, _time);
        new DriveApi(_folder, new DownloadLinks(_time), uploads).Map(routes, guard);
        uploads.Map(routes, guard);
        new ListApi(_lists).Map(routes, guard);
        new SubscriptionApi(_subscriptions, _webhooks, _time).Map(routes, guard);
        FaultApi.Map(routes, "/sandbox/graph/faults", _faults, GraphGuard.KnownFaults);
        GraphPages.Map(routes, _folder, _lists, _subscriptions, _faults);
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _webhooks.Dispose();
    }
}
