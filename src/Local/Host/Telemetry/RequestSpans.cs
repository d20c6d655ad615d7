using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HubAutomation.Local.Host.Telemetry;

/// <summary>
/// Gives the platform's span of a request its name and values: method, route and status. The address is left out, because it may
/// hold keys and names.
/// </summary>
/// <remarks>OpenTelemetry semantic conventions 1.37.0, "HTTP spans".</remarks>
internal sealed class RequestSpans : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(DescribeAsync);
        next(app);
    };

    private static async Task DescribeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        finally
        {
            Describe(http);
        }
    }

    private static void Describe(HttpContext http)
    {
        if (http.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var method = http.Request.Method;
        span.DisplayName = method;
        if (http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } text })
        {
            var route = "/" + text.TrimStart('/');
            span.DisplayName = $"{method} {route}";
            span.SetTag("http.route", route);
        }

        span.SetTag("http.request.method", method).SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
        }
    }
}
