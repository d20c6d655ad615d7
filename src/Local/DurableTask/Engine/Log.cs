using Microsoft.Extensions.Logging;
using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>What the engine logs: never inputs, outputs, events or failure messages, which may hold personal data.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Orchestration {InstanceId} ({Name}) ended: {Ending}")]
    public static partial void InstanceEnded(ILogger logger, string instanceId, string name, string ending);

    [LoggerMessage(2, LogLevel.Warning, "Orchestration {InstanceId} ({Name}) failed: {ErrorType}")]
    public static partial void InstanceFailed(ILogger logger, string instanceId, string name, string errorType);

    [LoggerMessage(3, LogLevel.Debug, "Orchestration {InstanceId} took a turn: {Received} received, {Asked} asked for, now {Status}")]
    public static partial void TurnTaken(ILogger logger, string instanceId, int received, int asked, P.OrchestrationStatus status);

    [LoggerMessage(4, LogLevel.Information, "Orchestration {InstanceId} ({Name}) started")]
    public static partial void InstanceStarted(ILogger logger, string instanceId, string name);

    [LoggerMessage(5, LogLevel.Debug, "Orchestration {InstanceId} continues as new")]
    public static partial void ContinuedAsNew(ILogger logger, string instanceId);

    [LoggerMessage(6, LogLevel.Error, "Orchestration {InstanceId} could not take its turn; it is set aside until the next start")]
    public static partial void TurnFailed(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(7, LogLevel.Error, "A turn of orchestration {InstanceId} could not be written; it will be tried again")]
    public static partial void TurnNotCommitted(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(8, LogLevel.Warning, "Orchestration {InstanceId} has version '{Version}', which this hub (version '{HubVersion}') does not run; it waits for one that does")]
    public static partial void VersionRejected(ILogger logger, string instanceId, string version, string hubVersion);

    [LoggerMessage(9, LogLevel.Warning, "A commit of {Writes} writes failed; each is tried on its own")]
    public static partial void CommitFailed(ILogger logger, Exception exception, int writes);

    [LoggerMessage(10, LogLevel.Warning, "Activity {Name} of {InstanceId} threw {ErrorType}")]
    public static partial void ActivityFailed(ILogger logger, string name, string instanceId, string errorType);

    [LoggerMessage(18, LogLevel.Debug, "Activity {Name} of {InstanceId} starts")]
    public static partial void ActivityStarted(ILogger logger, string name, string instanceId);

    [LoggerMessage(19, LogLevel.Debug, "Activity {Name} of {InstanceId} completed")]
    public static partial void ActivityCompleted(ILogger logger, string name, string instanceId);

    [LoggerMessage(11, LogLevel.Warning, "Activity {Name} of {InstanceId} is started for the {Attempt}. time: an earlier process ended before it did")]
    public static partial void ActivityRedelivered(ILogger logger, string name, string instanceId, int attempt);

    [LoggerMessage(12, LogLevel.Error, "Activity {Name} of {InstanceId} is given up: the process died each of the {Deliveries} times it was tried")]
    public static partial void ActivityPoisoned(ILogger logger, string name, string instanceId, int deliveries);

    [LoggerMessage(13, LogLevel.Warning, "{Count} activities were cut off by the shutdown and will run again at the next start")]
    public static partial void ActivitiesCutOff(ILogger logger, int count);

    [LoggerMessage(14, LogLevel.Debug, "Work of the task hub {Path} is run")]
    public static partial void WorkerJoined(ILogger logger, string path);

    [LoggerMessage(15, LogLevel.Warning, "The worker ended in the middle of a turn of orchestration {InstanceId}; it is taken again")]
    public static partial void TurnInterrupted(ILogger logger, string instanceId);

    [LoggerMessage(20, LogLevel.Error, "Activity {Name} of {InstanceId} could not be run; it is tried again")]
    public static partial void ActivityNotRun(ILogger logger, Exception exception, string name, string instanceId);

    [LoggerMessage(17, LogLevel.Warning, "The start of activity {Name} of {InstanceId} could not be counted")]
    public static partial void DeliveryNotCounted(ILogger logger, Exception exception, string name, string instanceId);

    [LoggerMessage(16, LogLevel.Debug, "Event {EventName} for {InstanceId} is dropped: there is no such instance, or it has ended")]
    public static partial void EventDropped(ILogger logger, string eventName, string instanceId);
}
