using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace HubAutomation.Functions.Platform;

/// <summary>Pages for people as answers to requests: never kept, never framed, never with scripts, and their address told to nobody.</summary>
public sealed class PageAnswers(PlatformOptions options)
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>Answers with a page.</summary>
    public IResult Page(HttpRequest request, HtmlPage page)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(page);
        Protect(request);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Text(page.Content.Span, Html, page.Status);
    }

    /// <summary>Says why something cannot be done: to people with a page, to programs as problem details (RFC 9457).</summary>
    public IResult Refuse(HttpRequest request, Authority? authority, int status, string title, string sentence, (string Url, string Text)? wayOut = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (WantsPage(request))
        {
            return Page(request, HtmlPage.Refusal(authority, status, title, sentence, wayOut));
        }

        Protect(request);
        return Results.Problem(sentence, statusCode: status, title: title);
    }

    /// <summary>The headers of what is published: it may be kept and framed, by a council's website for instance, but runs nothing and fetches nothing.</summary>
    public static void ProtectPublished(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = HtmlPage.PublishedPolicy;
        headers.XContentTypeOptions = "nosniff";
    }

    private void Protect(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = HtmlPage.SecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (options.PublicBaseUrl.Scheme == Uri.UriSchemeHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    /// <summary>
    /// Whether a form may come from one of our pages: browsers say where a request comes from, and then it must be us. What says nothing
    /// is no browser of the last years; the form's token decides alone.
    /// </summary>
    public bool IsFromOurPage(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site == "same-origin";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || origin == options.PublicBaseUrl.GetLeftPart(UriPartial.Authority)
            || origin == new Uri(request.GetEncodedUrl()).GetLeftPart(UriPartial.Authority);
    }

    private static bool WantsPage(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && type.Quality != 0);
}
