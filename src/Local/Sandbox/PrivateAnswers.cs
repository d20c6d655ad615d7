using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HubAutomation.Local.Sandbox;

/// <summary>
/// The headers of what a server on this machine answers itself, refusals and empty answers included: it is for nobody but who asks, it is not kept,
/// runs nothing, and its address is told to nobody. Where an answer says something else of itself, that stays.
/// </summary>
public static class PrivateAnswers
{
    private static readonly (string Name, string Value)[] Headers =
    [
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];

    // By it a request is known whose answer is somebody else's.
    private static readonly object NotOurs = new();

    /// <summary>Holds for everything that an app serves from here on.</summary>
    public static void Guard(IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(AddMissing, http);
        return next(http);
    });

    /// <summary>Says whether the answer to a request is only handed on: then its headers are as whoever made it has set them.</summary>
    public static void HandOn(HttpContext http, bool isHandedOn)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Items[NotOurs] = isHandedOn;
    }

    private static Task AddMissing(object state)
    {
        var http = (HttpContext)state;
        if (http.Items[NotOurs] is not true)
        {
            foreach (var (name, value) in Headers)
                http.Response.Headers.TryAdd(name, value);
        }

        return Task.CompletedTask;
    }
}
