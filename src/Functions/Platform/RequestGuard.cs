using Grpc.Core;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Around every request: sets the headers of its answer, and answers in words what no function can: a body that cannot be read, storage
/// that does not work, and a mistake of the hub's own. The worker writes what this leaves as the function's result, so that it holds under any host.
/// </summary>
public sealed class RequestGuard(PageAnswers answers, PlatformOptions options, TroubleLog troubles, ILogger<RequestGuard> log) : IFunctionsWorkerMiddleware
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
        catch (Exception error) when (http.RequestAborted.IsCancellationRequested && IsOfTheCaller(error))
        {
            // Whoever asked has gone, or what they sent has broken off: there is nobody to answer, and nothing failed.
            context.GetInvocationResult().Value = Results.Empty;
        }
#pragma warning disable CA1031 // Nobody else gives the caller an answer that they understand; what it was is in the log.
        catch (Exception error) when (!context.CancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            context.GetInvocationResult().Value = AnswerOf(http, error) ?? Failed(context, http, error);
        }
    }

    private static bool IsOfTheCaller(Exception error) =>
        error is OperationCanceledException or IOException or ObjectDisposedException or BadHttpRequestException or RequestRefusedException;

    private IResult? AnswerOf(HttpContext http, Exception error) => error switch
    {
        RequestRefusedException refusal => Refuse(http, refusal.Status, refusal.Title, refusal.Message),
        BadHttpRequestException bad => Refuse(http, bad.StatusCode, "The request cannot be met", "What was sent is too large, or was cut off on the way. Send it once more."),
        RpcException refused => EngineTrouble.Of(refused) is { } trouble ? OutOfOrder(http, trouble) : null,
        _ => StorageTrouble.Of(error) is { } trouble ? OutOfOrder(http, trouble) : null,
    };

    private IResult Failed(FunctionContext context, HttpContext http, Exception error)
    {
        log.RequestFailed(context.FunctionDefinition.Name, error);
        AnswerHeaders.Protect(http.Response, IsHttps);
        return Refuse(
            http, StatusCodes.Status500InternalServerError, "Sorry, something went wrong",
            "This is a mistake of the hub, and it is noted. Please tell whoever looks after the hub when it happened.");
    }

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
