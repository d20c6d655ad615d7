using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace HubAutomation.Local.Functions.Http;

/// <summary>A request in the worker's model, over ASP.NET Core's.</summary>
internal sealed class AspNetCoreHttpRequestData(FunctionContext context, HttpContext http) : HttpRequestData(context)
{
    private HttpHeadersCollection? _headers;

    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers
        => _headers ??= new(http.Request.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.OfType<string>())));

    public override IReadOnlyCollection<IHttpCookie> Cookies
        => http.Request.Cookies.Select(c => (IHttpCookie)new HttpCookie(c.Key, c.Value)).ToList();

    public override Uri Url { get; } = new(http.Request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => http.User.Identities;

    public override string Method => http.Request.Method;

    public override HttpResponseData CreateResponse() => new AspNetCoreHttpResponseData(FunctionContext, http);
}

/// <summary>
/// A response in the worker's model. Body and headers are held back until the function has returned, because functions
/// set headers after they have written and write synchronously, which Kestrel allows neither of.
/// </summary>
internal sealed class AspNetCoreHttpResponseData(FunctionContext context, HttpContext http) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = new();

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies { get; } = new AspNetCoreHttpCookies(http.Response);

    public async Task SendAsync()
    {
        var response = http.Response;
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers.NonValidated)
        {
            response.Headers[name] = values.ToArray();
        }

        if (Body.CanSeek)
        {
            Body.Position = 0;
            response.ContentLength = Body.Length;
        }

        await Body.CopyToAsync(response.Body, http.RequestAborted);
    }
}

internal sealed class AspNetCoreHttpCookies(HttpResponse response) : HttpCookies
{
    public override void Append(string name, string value) => response.Cookies.Append(name, value);

    public override void Append(IHttpCookie cookie) => response.Cookies.Append(cookie.Name, cookie.Value, new CookieOptions
    {
        Domain = cookie.Domain,
        Expires = cookie.Expires,
        HttpOnly = cookie.HttpOnly ?? false,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Path = cookie.Path,
        Secure = cookie.Secure ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    });

    public override IHttpCookie CreateNew() => new HttpCookie(string.Empty, string.Empty);
}
