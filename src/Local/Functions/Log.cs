using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions;

/// <summary>What the host tells its log. No message carries what a function was given or returned.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Function '{Function}' failed (run {InvocationId})")]
    public static partial void RunFailed(ILogger logger, string function, string invocationId, Exception error);

    [LoggerMessage(2, LogLevel.Debug, "Function '{Function}' was called off (run {InvocationId})")]
    public static partial void RunCancelled(ILogger logger, string function, string invocationId);

    [LoggerMessage(3, LogLevel.Warning, "Container '{Container}' could not be listed; trying again")]
    public static partial void BlobListingFailed(ILogger logger, string container, Exception error);

    [LoggerMessage(4, LogLevel.Error, "Function '{Function}' has given up a blob of container '{Container}' after {Attempts} tries; admin/blobs/poison names it")]
    public static partial void BlobGivenUp(ILogger logger, string function, string container, int attempts);

    [LoggerMessage(5, LogLevel.Error, "Durable HTTP request failed")]
    public static partial void ManagementRequestFailed(ILogger logger, Exception error);

    [LoggerMessage(6, LogLevel.Warning, "The storage emulator says: {Text}")]
    public static partial void EmulatorSays(ILogger logger, string text);

    [LoggerMessage(7, LogLevel.Critical, "The host could not find out whether anything is left to do")]
    public static partial void IdleWatchFailed(ILogger logger, Exception error);

    [LoggerMessage(8, LogLevel.Warning, "The host was killed by a test; code of its that runs on was left behind")]
    public static partial void LeftBehind(ILogger logger);
}
