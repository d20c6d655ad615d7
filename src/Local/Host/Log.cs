using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host;

/// <summary>What the host tells its log. No message carries what a function was given or returned.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Function '{Function}' failed (run {InvocationId})")]
    public static partial void RunFailed(ILogger logger, string function, string invocationId, Exception error);

    [LoggerMessage(2, LogLevel.Debug, "Function '{Function}' was called off (run {InvocationId})")]
    public static partial void RunCancelled(ILogger logger, string function, string invocationId);

    [LoggerMessage(7, LogLevel.Critical, "The host could not find out whether anything is left to do")]
    public static partial void IdleWatchFailed(ILogger logger, Exception error);

    [LoggerMessage(8, LogLevel.Warning, "The host was killed by a test; code of its that runs on was left behind")]
    public static partial void LeftBehind(ILogger logger);

    [LoggerMessage(9, LogLevel.Error, "The app's worker has ended ({How}); what it was at is done again or has failed. It is started again in {Seconds} s")]
    public static partial void WorkerEnded(ILogger logger, string how, double seconds);

    [LoggerMessage(10, LogLevel.Error, "The app's worker does not start again; the next try is in {Seconds} s")]
    public static partial void WorkerDoesNotStart(ILogger logger, double seconds, Exception error);

    [LoggerMessage(11, LogLevel.Warning, "The app's worker runs again")]
    public static partial void WorkerRunsAgain(ILogger logger);

    [LoggerMessage(12, LogLevel.Warning, "The app's worker did not end within {Seconds} s of being asked to and was killed")]
    public static partial void WorkerKilled(ILogger logger, double seconds);

    [LoggerMessage(13, LogLevel.Error, "The request of function '{Function}' (run {InvocationId}) could not be handed to the worker: {Problem}")]
    public static partial void ForwardFailed(ILogger logger, string function, string invocationId, Yarp.ReverseProxy.Forwarder.ForwarderError problem, Exception? error);

    [LoggerMessage(14, LogLevel.Information, "Disabled by settings: {Functions}")]
    public static partial void FunctionsDisabled(ILogger logger, string functions);

    [LoggerMessage(15, LogLevel.Error, "A turn of orchestrator '{Orchestrator}' ({InstanceId}) failed outside of its code")]
    public static partial void TurnFailed(ILogger logger, string orchestrator, string instanceId, Exception error);

    [LoggerMessage(16, LogLevel.Warning, "Function '{Function}' was cut off by the end of the worker (run {InvocationId})")]
    public static partial void RunCutOff(ILogger logger, string function, string invocationId);
}
