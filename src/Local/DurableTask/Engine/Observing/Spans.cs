using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using HubAutomation.Local.DurableTask.Engine.Storage;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>The spans of the engine: source, names, kinds and tags are those of the Durable Functions extension.</summary>
/// <remarks>A span's status never tells an exception's message, which may quote an input, but its type.</remarks>
internal static class Spans
{
    public const string SourceName = "Microsoft.DurableTask";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>False when no span would reach anybody.</summary>
    public static bool AreListenedTo => Source.HasListeners();

    /// <summary>A client asks for an orchestration.</summary>
    public static Activity? StartCreation(string name, string version, string instanceId) =>
        Source.StartActivity(Named("create_orchestration", name, version), ActivityKind.Producer)?.Tag("orchestration", name, version, instanceId);

    /// <summary>An orchestration goes on, under the span id that it has had from the beginning.</summary>
    public static Activity? StartOrchestration(InstanceRow row)
    {
        if (row.Trace is not { } trace || !AreListenedTo || !ActivityContext.TryParse(trace.Parent, trace.State, out var parent))
            return null;
        var start = row.StartAt ?? row.Created;
        var span = Source.StartActivity(Named("orchestration", row.Name, row.Version), ActivityKind.Server, parent, startTime: start);
        if (span is null)
            return null;
        SpanIdOf(span) = trace.Span;
        IdOf(span) = null;
        return span.Tag("orchestration", row.Name, row.Version, row.Id);
    }

    /// <summary>An activity is tried.</summary>
    public static Activity? StartAttempt(ActivityRow activity) =>
        activity.Trace is { } trace && AreListenedTo && ActivityContext.TryParse(trace.TraceParent, trace.TraceState, out var parent)
            ? Source.StartActivity(Named("activity", activity.Name, activity.Version), ActivityKind.Server, parent)?
                .Tag("activity", activity.Name, activity.Version, activity.InstanceId).SetTag("durabletask.task.task_id", activity.Task)
            : null;

    /// <summary>An orchestration's timer has fired.</summary>
    public static void WriteTimer(Activity orchestration, InstanceRow row, int id, DateTime asked, DateTime due, DateTime fired)
    {
        using var span = Source.StartActivity($"orchestration:{row.Name}:timer", ActivityKind.Internal, orchestration.Context, startTime: asked)?
            .Tag("timer", row.Name, instanceId: row.Id)
            .SetTag("durabletask.fire_at", due.ToString("o", CultureInfo.InvariantCulture))
            .SetTag("durabletask.task.task_id", id)
            .SetEndTime(fired);
    }

    /// <summary>An orchestration has sent an event.</summary>
    public static void WriteEvent(Activity orchestration, InstanceRow row, P.SendEventAction sent, DateTime at)
    {
        using var span = Source.StartActivity($"orchestration_event:{sent.Name}", ActivityKind.Producer, orchestration.Context, startTime: at)?
            .Tag("event", sent.Name, instanceId: row.Id)
            .SetTag("durabletask.event.target_instance_id", sent.Instance.InstanceId)
            .SetEndTime(at);
    }

    /// <summary>Marks a span as failed.</summary>
    public static Activity Fail(this Activity span, string errorType) =>
        span.SetStatus(ActivityStatusCode.Error, errorType).SetTag("error.type", errorType);

    private static Activity Tag(this Activity span, string type, string name, string version = "", string? instanceId = null)
    {
        span.SetTag("durabletask.type", type).SetTag("durabletask.task.name", name);
        if (instanceId is not null)
            span.SetTag("durabletask.task.instance_id", instanceId);
        return version.Length > 0 ? span.SetTag("durabletask.task.version", version) : span;
    }

    private static string Named(string kind, string name, string version) => version.Length > 0 ? $"{kind}:{name}@({version})" : $"{kind}:{name}";

    // The platform has no way to go on with a span that an earlier process began; its id has to be put in its place.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity span);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_id")]
    private static extern ref string? IdOf(Activity span);
}
