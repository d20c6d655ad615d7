using System.Diagnostics;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Telemetry;

/// <summary>
/// The spans of function runs, as the host sees them. An app that exports telemetry itself has the worker's below them.
/// </summary>
/// <remarks>OpenTelemetry semantic conventions 1.37.0, "FaaS".</remarks>
internal static class FunctionSpans
{
    public const string SourceName = "HubAutomation.Local.Host";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the span of a run below what is current; null when nobody listens.</summary>
    public static Activity? Start(string function, string invocationId) => Source.HasListeners()
        ? Source.StartActivity($"function {function}")?
            .SetTag("schema.url", "https://opentelemetry.io/schemas/1.37.0")
            .SetTag("faas.invocation_id", invocationId)
            .SetTag("faas.name", function)
        : null;

    /// <summary>Marks a run as failed. Only the exception's type is told: its message may quote what the function was given.</summary>
    public static void Fail(this Activity span, Exception error)
    {
        var type = (error as WorkerException)?.TypeName ?? error.GetType().FullName;
        span.SetStatus(ActivityStatusCode.Error, type).SetTag("error.type", type);
    }
}
