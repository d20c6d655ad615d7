using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// Downloads and large uploads go to addresses on another host than Graph's own. Here the same server is called by its other name, so
/// that a client which sends its token on is found out.
/// </summary>
internal static class OtherHost
{
    public static Uri Address(HttpRequest request, string path) =>
        new($"http://{(request.Host.Host == "localhost" ? "127.0.0.1" : "localhost")}:{request.Host.Port ?? 80}/{path}");
}
