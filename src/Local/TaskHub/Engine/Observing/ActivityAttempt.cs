using System.Diagnostics;
using HubAutomation.Local.TaskHub.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.TaskHub.Engine.Observing;

/// <summary>One try of an activity, as log, trace and metrics see it.</summary>
internal readonly struct ActivityAttempt
{
    private readonly ActivityRow activity;
    private readonly HubMetrics metrics;
    private readonly ILogger logger;
    private readonly IDisposable? scope;
    private readonly Activity? span;
    private readonly long started;

    private ActivityAttempt(ActivityRow activity, HubMetrics metrics, ILogger logger)
    {
        this.activity = activity;
        this.metrics = metrics;
        this.logger = logger;
        scope = logger.BeginScope(new InstanceScope(activity.InstanceId));
        span = Spans.StartAttempt(activity);
        started = metrics.StartActivity();
        Log.ActivityStarted(logger, activity.Name, activity.InstanceId);
    }

    public static ActivityAttempt Begin(ActivityRow activity, HubMetrics metrics, ILogger logger) => new(activity, metrics, logger);

    public void End(HistoryEvent answer)
    {
        var failure = (answer as TaskFailed)?.Failure;
        if (failure is null)
            Log.ActivityCompleted(logger, activity.Name, activity.InstanceId);
        else
            span?.Fail(failure.ErrorType);
        metrics.ActivityEnded(activity.Name, failure is null ? "completed" : "failed", started);
        span?.Dispose();
        scope?.Dispose();
    }
}
