using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HubAutomation.Local.Sandbox.Graph;

/// <summary>
/// An error as Graph answers it. Source: "Microsoft Graph error responses and resource types"
/// (https://learn.microsoft.com/graph/errors); the codes are those that the page gives for files.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">What programs go by.</param>
/// <param name="Message">What people read.</param>
internal sealed record GraphError(int Status, string Code, string Message) : IResult
{
    public const string RequestIdHeader = "request-id";

    public static GraphError NotFound() => new(404, "itemNotFound", "The resource could not be found.");

    public static GraphError Invalid(string message) => new(400, "invalidRequest", message);

    public static GraphError Unauthorized() => new(401, "InvalidAuthenticationToken", "Access token is missing, or is not this sandbox's.");

    public static GraphError TooLarge(string message) => new(413, "requestEntityTooLarge", message);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var answer = httpContext.Response;
        answer.StatusCode = Status;
        return answer.WriteAsJsonAsync(new
        {
            error = new
            {
                code = Code,
                message = Message,
                innerError = new Dictionary<string, string>
                {
                    ["date"] = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.ToString("s", CultureInfo.InvariantCulture),
                    ["request-id"] = answer.Headers[RequestIdHeader].ToString(),
                    ["client-request-id"] = httpContext.Request.Headers["client-request-id"].ToString(),
                },
            },
        });
    }
}
