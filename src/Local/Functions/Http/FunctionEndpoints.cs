using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HubAutomation.Local.Functions.Http;

/// <summary>Puts HTTP functions on their routes.</summary>
internal static class FunctionEndpoints
{
    // The real host tests the method as a constraint of the route: a wrong method is a 404, not a 405.
    private const string MethodConstraint = "httpMethod";

    public static void Map(IEndpointRouteBuilder routes, IEnumerable<HostedFunction> functions, FunctionRuntime runtime, AccessGate gate)
        => routes.DataSources.Add(new DefaultEndpointDataSource(functions
            .Where(f => f.Description.Trigger is HttpTriggerDescription)
            .Select(f => Endpoint(f, (HttpTriggerDescription)f.Description.Trigger, runtime, gate))));

    private static Endpoint Endpoint(HostedFunction function, HttpTriggerDescription trigger, FunctionRuntime runtime, AccessGate gate)
    {
        var pattern = trigger.Methods.IsEmpty
            ? trigger.Route
            : RoutePatternFactory.Parse(
                trigger.Route.RawText!,
                defaults: null,
                parameterPolicies: new RouteValueDictionary { [MethodConstraint] = new HttpMethodRouteConstraint([.. trigger.Methods]) });
        return new RouteEndpointBuilder(http => ServeAsync(http, function, trigger, runtime, gate), pattern, order: 0)
        {
            DisplayName = function.Name,
        }.Build();
    }

    private static async Task ServeAsync(
        HttpContext http, HostedFunction function, HttpTriggerDescription trigger, FunctionRuntime runtime, AccessGate gate)
    {
        if (!gate.Admits(http, trigger.Level, function.Name))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var context = new LocalFunctionContext(function.Description, runtime.Scopes, http.RequestAborted) { Http = http };
        try
        {
            await function.RunAsync(context);
            await HttpResults.SendAsync(http, context.Result);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = error.StatusCode;
        }
#pragma warning disable CA1031 // The failure is in the log; the caller is told that there was one, and nothing else.
        catch (Exception) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
