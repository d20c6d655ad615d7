using HubAutomation.Shared.Platform.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// The security and cache headers of every answer. <see cref="RequestGuard"/> sets the strictest before a function runs, whatever it will answer:
/// a page, a download, JSON, a refusal, a redirect. Only what is published, or was made by an earlier release, says that it may do more.
/// </summary>
public static class AnswerHeaders
{
    private const string Policy = "Content-Security-Policy";
    private const string Resource = "Cross-Origin-Resource-Policy";
    private const string Opener = "Cross-Origin-Opener-Policy";

    private static readonly (string Name, StringValues Value)[] Private =
    [
        ("Cache-Control", "no-store"),
        (Policy, HtmlPage.SecurityPolicy),
        (Opener, "same-origin"),
        (Resource, "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
    ];

    /// <summary>For nobody but who asks: never kept, never framed, never with scripts, and its address told to nobody.</summary>
    /// <param name="response">An answer of which nothing has been sent.</param>
    /// <param name="isHttps">Whether people reach the hub by https, and then by nothing else.</param>
    public static void Protect(HttpResponse response, bool isHttps)
    {
        ArgumentNullException.ThrowIfNull(response);
        foreach (var (name, value) in Private)
            response.Headers[name] = value;
        if (isHttps)
            response.Headers.StrictTransportSecurity = "max-age=31536000";
    }

    /// <summary>A document that was made and stored earlier: its style sheet may be that of an earlier release.</summary>
    public static void AllowStoredStyles(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers[Policy] = HtmlPage.StoredPolicy;
    }

    /// <summary>What is published: it may be kept for a minute, and framed, by a council's website for instance, but runs nothing and fetches nothing.</summary>
    public static void Publish(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Headers.CacheControl = "public, max-age=60";
        response.Headers[Policy] = HtmlPage.PublishedPolicy;
        response.Headers[Resource] = "cross-origin";
        response.Headers.Remove(Opener);
    }
}
