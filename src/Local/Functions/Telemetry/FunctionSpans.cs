using System.Diagnostics;
using HubAutomation.Local.Functions.Invocation;

namespace HubAutomation.Local.Functions.Telemetry;

/// <summary>The spans of function runs: source, name and tags are those of the real worker (its schema 1.37.0).</summary>
internal static class FunctionSpans
{
    public const string SourceName = "Microsoft.Azure.Functions.Worker";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the span of a run below what is current; null when nobody listens.</summary>
    public static Activity? Start(LocalFunctionContext run) => Source.HasListeners()
        ? Source.StartActivity($"function {run.Function.Name}")?
            .SetTag("schema.url", "https://opentelemetry.io/schemas/1.37.0")
            .SetTag("faas.invocation_id", run.InvocationId)
            .SetTag("faas.name", run.Function.Name)
        : null;

    /// <summary>Marks a run as failed. Only the exception's type is told: its message may quote what the function was given.</summary>
    public static void Fail(this Activity span, Exception error)
    {
        var type = error.GetType().FullName;
        span.SetStatus(ActivityStatusCode.Error, type).SetTag("error.type", type);
    }
}
