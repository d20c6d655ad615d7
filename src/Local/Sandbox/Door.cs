using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox;

/// <summary>
/// The door of a server on this machine, where nobody is asked for a key. A web page that somebody here opens can send requests to it, too:
/// by a name of its own that it has pointed at this machine (DNS rebinding), or across from its own address. Browsers say both, in the headers
/// Host, Origin and Sec-Fetch-Site, and the door goes by that.
/// </summary>
/// <param name="names">The names that callers may use beside localhost: those that people have given this server.</param>
/// <param name="takesAddresses">Whether any IP address is taken for a name of this server, and not only those that lead back to the machine.</param>
/// <param name="isEmbeddable">Whether pages of others may show what anybody may read: so where keys protect the rest.</param>
public sealed class Door(IEnumerable<string> names, bool takesAddresses = false, bool isEmbeddable = false)
{
    private const string Localhost = "localhost";

    private readonly HashSet<string> given = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts the door before everything that an app serves.</summary>
    public void Guard(IApplicationBuilder app) => app.Use(LetInAsync);

    private async Task LetInAsync(HttpContext http, RequestDelegate next)
    {
        if (WhyNot(http.Request) is not var (status, sentence))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(sentence, http.RequestAborted);
    }

    /// <summary>Why a request is not let in: the status and one sentence; null when it is.</summary>
    public (int Status, string Sentence)? WhyNot(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsOurs(request.Host))
        {
            return (StatusCodes.Status421MisdirectedRequest,
                $"Nothing is served here under the name “{request.Host.Host}”; a name that is right is told to the local host by --name.");
        }

        return IsFromAnotherPage(request) && !IsNavigation(request) && !(isEmbeddable && IsRead(request))
            ? (StatusCodes.Status403Forbidden, "A page of another website has asked for this, and none may.")
            : null;
    }

    private bool IsOurs(HostString host) =>
        given.Contains(host.Host)
        || string.Equals(host.Host, Localhost, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && (takesAddresses || IPAddress.IsLoopback(address)));

    // What says nothing is no browser, or one that follows a link.
    private bool IsFromAnotherPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "" => request.Headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, request.Host),
        var site => site is not ("same-origin" or "none"),
    };

    // A proxy that is reached by a given name may call the server by another.
    private bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (string.Equals(page.Authority, new Uri($"{page.Scheme}://{host.Value}").Authority, StringComparison.OrdinalIgnoreCase) || given.Contains(page.Host));

    // Whoever follows a link sees the answer themselves; the page that has the link does not.
    private static bool IsNavigation(HttpRequest request) =>
        IsRead(request) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
