using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Sandbox;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Yarp.ReverseProxy.Forwarder;

namespace HubAutomation.Local.Host.Http;

/// <summary>Puts HTTP functions on their routes. A request has two halves in the worker, a run and the request itself, which are sent side by side.</summary>
internal sealed class FunctionEndpoints(AccessGate gate, WorkerForwarder forwarder)
{
    // The real host tests the method as a constraint of the route: a wrong method is a 404, not a 405.
    private const string MethodConstraint = "httpMethod";

    // More than is sent before the head of a request, so that the worker knows of one whose body breaks off later.
    private const int Beginning = 64 * 1024;

    private static readonly TimeSpan PatienceWithoutWorker = TimeSpan.FromSeconds(30);

    // What the request is goes by the other half.
    private static readonly TypedData Request = new() { Http = new RpcHttp() };

    private static readonly TriggerInput WithoutValues = new(Request);

    public void Map(IEndpointRouteBuilder routes, FunctionCatalog catalog) =>
        routes.DataSources.Add(new DefaultEndpointDataSource(
            catalog.With<HttpTriggerDescription>().Select(f => Endpoint(f.Function, f.Trigger))));

    private RouteEndpoint Endpoint(HostedFunction function, HttpTriggerDescription trigger)
    {
        var pattern = trigger.Methods.IsEmpty
            ? trigger.Route
            : RoutePatternFactory.Parse(
                trigger.Route.RawText!,
                defaults: null,
                parameterPolicies: new RouteValueDictionary { [MethodConstraint] = new HttpMethodRouteConstraint([.. trigger.Methods]) });
        return (RouteEndpoint)new RouteEndpointBuilder(http => ServeAsync(http, function, trigger), pattern, order: 0)
        {
            DisplayName = function.Name,
        }.Build();
    }

    private async Task ServeAsync(HttpContext http, HostedFunction function, HttpTriggerDescription trigger)
    {
        try
        {
            if (!await gate.AdmitsAsync(http, trigger.Level, function.Name))
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            if (await BreaksOffAsync(http) is { } status)
            {
                await RefuseBodyAsync(http, status);
            }
            else if (await WorkerAsync(function, http.RequestAborted) is { } worker)
            {
                await ServeAsync(http, function, worker);
            }
            else
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
    }

    /// <summary>The worker; null when there is none for so long that a caller should hear of it.</summary>
    private static async ValueTask<WorkerConnection?> WorkerAsync(HostedFunction function, CancellationToken aborted)
    {
        try
        {
            return await function.Runtime.Workers.ReadyAsync(aborted).AsTask().WaitAsync(PatienceWithoutWorker, aborted);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task ServeAsync(HttpContext http, HostedFunction function, WorkerConnection worker)
    {
        var invocationId = HostedFunction.NewInvocationId();
        PrivateAnswers.HandOn(http, true);
        var run = EndsWellAsync(function.RunAsync(worker, invocationId, Input(http.Request.RouteValues), http.RequestAborted));
        var forwarded = await forwarder.SendAsync(http, invocationId, worker);
        if (forwarded == ForwarderError.RequestBodyClient && !http.Response.HasStarted)
        {
            // It never arrives whole, and the run, which may still wait for it, has nothing to say about it.
            await RefuseBodyAsync(http, StatusCodes.Status400BadRequest);
            return;
        }

        var endedWell = await run;
        if (endedWell && forwarded != ForwarderError.None)
        {
            Log.ForwardFailed(function.Runtime.Logger, function.Name, invocationId, forwarded, WorkerForwarder.Failure(http));
        }

        // A function that throws leaves an empty 200 at the worker's web server: only the run's answer tells.
        if ((!endedWell || forwarded != ForwarderError.None) && !http.Response.HasStarted)
        {
            PrivateAnswers.HandOn(http, false);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>
    /// Waits for the body, or for its beginning: a run that has begun waits for the other half of its request, which a body that breaks off at once
    /// never lets arrive. The status to refuse it with; null when there is nothing to say against it.
    /// </summary>
    private static async Task<int?> BreaksOffAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return null;
        }

        var body = http.Request.BodyReader;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(http.RequestAborted);
                var isEnough = read.IsCompleted || read.Buffer.Length >= Beginning;
                body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (isEnough)
                {
                    http.Request.Body = body.AsStream();
                    return null;
                }
            }
        }
        catch (IOException error)
        {
            return (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        }
    }

    private static Task RefuseBodyAsync(HttpContext http, int status)
    {
        PrivateAnswers.HandOn(http, false);
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync("What was sent cannot be read: it is cut off, too large, or wrong about its own length. Send it once more.", http.RequestAborted);
    }

    /// <summary>Whether a run ended without a failure; that is in the log already.</summary>
    private static async Task<bool> EndsWellAsync(Task run)
    {
        try
        {
            await run;
            return true;
        }
        catch (Exception error) when (error is FunctionFailedException or WorkerGoneException or FunctionCancelledException)
        {
            return false;
        }
    }

    private static TriggerInput Input(RouteValueDictionary values)
    {
        if (values.Count == 0)
        {
            return WithoutValues;
        }

        var metadata = new Dictionary<string, TypedData>(values.Count);
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                metadata[name] = new TypedData { String = value.ToString() };
            }
        }

        return new TriggerInput(Request, metadata);
    }
}
