using System.Globalization;
using Grpc.Core;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Around every request: sets the headers of its answer, and answers in words what no function can: a body that cannot be read, and storage
/// that does not work. The worker writes what this leaves as the function's result, so that it holds under any host.
/// </summary>
public sealed class RequestGuard(PageAnswers answers, PlatformOptions options, TimeProvider time, ILogger<RequestGuard> log) : IFunctionsWorkerMiddleware
{
    /// <summary>Tells a caller when to come again, in seconds.</summary>
    public const int RetryAfter = 30;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset lastLine = DateTimeOffset.MinValue;
    private int untold;

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        AnswerHeaders.Protect(http.Response, options.PublicBaseUrl.Scheme == Uri.UriSchemeHttps);
        StoragePatience.Have(options.PagePatience);
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

    /// <summary>The hub cannot work now: says so to the caller, and to the log once a minute.</summary>
    /// <param name="http">The request.</param>
    /// <param name="trouble">What is wrong.</param>
    public IResult OutOfOrder(HttpContext http, string trouble)
    {
        ArgumentNullException.ThrowIfNull(http);
        Tell(trouble);
        AnswerHeaders.Protect(http.Response, options.PublicBaseUrl.Scheme == Uri.UriSchemeHttps);
        http.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
        return Refuse(
            http, StatusCodes.Status503ServiceUnavailable, "Sorry, this does not work at the moment",
            "The hub cannot reach what it has stored. Nothing is lost. Please try again in a minute.");
    }

    private IResult Refuse(HttpContext http, int status, string title, string sentence) => answers.Refuse(http.Request, null, status, title, sentence);

    private void Tell(string trouble)
    {
        lock (gate)
        {
            untold++;
            var now = time.GetUtcNow();
            if (now - lastLine < BetweenLines)
                return;
            log.StorageTrouble(trouble, untold);
            (lastLine, untold) = (now, 0);
        }
    }
}
