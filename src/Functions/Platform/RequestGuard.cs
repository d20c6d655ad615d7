using Grpc.Core;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Around every request: sets the headers of its answer, and answers in words what no function can: a body that cannot be read, and storage
/// that does not work. The worker writes what this leaves as the function's result, so that it holds under any host.
/// </summary>
public sealed class RequestGuard(PageAnswers answers, PlatformOptions options, TroubleLog troubles) : IFunctionsWorkerMiddleware
{
    // When to come again, in seconds.
    private const string RetryAfter = "30";

    // Whoever has sent something waits rather for it to be done than to send it again.
    private static readonly TimeSpan PatienceWhenSending = TimeSpan.FromSeconds(10);

    private bool IsHttps => options.PublicBaseUrl.Scheme == Uri.UriSchemeHttps;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        AnswerHeaders.Protect(http.Response, IsHttps);
        StoragePatience.Have(HttpMethods.IsPost(http.Request.Method) ? PatienceWhenSending : options.PagePatience);
        try
        {
            await next(context);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested && AnswerOf(http, error) is { } answer)
        {
            context.GetInvocationResult().Value = answer;
        }
    }

    private IResult? AnswerOf(HttpContext http, Exception error) => error switch
    {
        RequestRefusedException refusal => Refuse(http, refusal.Status, refusal.Title, refusal.Message),
        BadHttpRequestException bad => Refuse(http, bad.StatusCode, "The request cannot be met", "What was sent is too large, or was cut off on the way. Send it once more."),
        RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } => OutOfOrder(http, "the engine of the workflows does not answer"),
        _ => StorageTrouble.Of(error) is { } trouble ? OutOfOrder(http, trouble) : null,
    };

    private IResult OutOfOrder(HttpContext http, string trouble)
    {
        troubles.Tell(trouble);

        // A function may have said of its answer that it is published; this one is not.
        AnswerHeaders.Protect(http.Response, IsHttps);
        http.Response.Headers.RetryAfter = RetryAfter;
        return Refuse(
            http, StatusCodes.Status503ServiceUnavailable, "Sorry, this does not work at the moment",
            "The hub cannot reach what it has stored. Nothing is lost. Please try again in a minute.");
    }

    private IResult Refuse(HttpContext http, int status, string title, string sentence) => answers.Refuse(http.Request, null, status, title, sentence);
}
