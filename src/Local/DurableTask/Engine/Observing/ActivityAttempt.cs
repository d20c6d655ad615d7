using System.Diagnostics;
using HubAutomation.Local.DurableTask.Engine.Storage;
using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine.Observing;

/// <summary>One try of an activity, as log, trace and metrics see it.</summary>
internal readonly struct ActivityAttempt
{
    private readonly ActivityRow activity;
    private readonly HubMetrics metrics;
    private readonly ILogger logger;
    private readonly IDisposable? scope;
    private readonly Activity? span;
    private readonly long started;

    private ActivityAttempt(ActivityRow activity, SqliteTaskHub hub, ILogger logger)
    {
        this.activity = activity;
        metrics = hub.Metrics;
        this.logger = logger;
        scope = logger.BeginScope(new InstanceScope(activity.InstanceId));
        span = hub.Options.WritesSpans ? Spans.StartAttempt(activity) : null;
        started = metrics.StartActivity();
        Log.ActivityStarted(logger, activity.Name, activity.InstanceId);
    }

    public static ActivityAttempt Begin(ActivityRow activity, SqliteTaskHub hub, ILogger logger) => new(activity, hub, logger);

    public void End(P.TaskFailureDetails? failure)
    {
        if (failure is null)
            Log.ActivityCompleted(logger, activity.Name, activity.InstanceId);
        else
            span?.Fail(failure.ErrorType);
        metrics.ActivityEnded(activity.Name, failure is null ? "completed" : "failed", started);
        span?.Dispose();
        scope?.Dispose();
    }
}
