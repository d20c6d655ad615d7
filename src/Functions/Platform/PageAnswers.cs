using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Pages;
using HubAutomation.Shared.Platform.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace HubAutomation.Functions.Platform;

/// <summary>Pages for people as answers to requests. Their headers are those of every answer (<see cref="AnswerHeaders"/>).</summary>
public sealed class PageAnswers(PlatformOptions options)
{
    private const string Html = "text/html; charset=utf-8";

#pragma warning disable CA1822 // It stands beside Refuse, which endpoints call on the same object.
    /// <summary>Answers with a page.</summary>
    public IResult Page(HttpRequest request, HtmlPage page)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(page);
        return Results.Text(page.Content.Span, Html, page.Status);
    }
#pragma warning restore CA1822

    /// <summary>Says why something cannot be done: to people with a page, to programs as problem details (RFC 9457).</summary>
    public IResult Refuse(HttpRequest request, Authority? authority, int status, string title, string sentence, (string Url, string Text)? wayOut = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (WantsPage(request))
        {
            return Page(request, HtmlPage.Refusal(authority, status, title, sentence, wayOut));
        }

        return Results.Problem(sentence, statusCode: status, title: title);
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
