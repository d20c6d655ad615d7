using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host;

/// <summary>What triggers, storage and the management addresses tell the log. No message carries what a function was given or returned.</summary>
internal static partial class Log
{
    [LoggerMessage(3, LogLevel.Warning, "Container '{Container}' could not be listed, and is tried again; this is said once a minute at most ({Reason})")]
    public static partial void BlobListingFailed(ILogger logger, string container, string reason);

    [LoggerMessage(4, LogLevel.Error, "Function '{Function}' has given up a blob of container '{Container}' after {Attempts} tries; admin/blobs/poison names it")]
    public static partial void BlobGivenUp(ILogger logger, string function, string container, int attempts);

    [LoggerMessage(5, LogLevel.Error, "Durable HTTP request failed")]
    public static partial void ManagementRequestFailed(ILogger logger, Exception error);

    [LoggerMessage(6, LogLevel.Warning, "The storage emulator says: {Text}")]
    public static partial void EmulatorSays(ILogger logger, string text);

    [LoggerMessage(17, LogLevel.Error, "The storage emulator has ended; it is started again")]
    public static partial void EmulatorEnded(ILogger logger);

    [LoggerMessage(18, LogLevel.Error, "The storage emulator has answered nobody for {Seconds} s; it is ended and started again")]
    public static partial void EmulatorSilent(ILogger logger, double seconds);

    [LoggerMessage(19, LogLevel.Warning, "The storage emulator runs again, at the same addresses")]
    public static partial void EmulatorRunsAgain(ILogger logger);

    [LoggerMessage(22, LogLevel.Error, "The storage emulator does not start again; the next try is in {Seconds} s: {Reason}")]
    public static partial void EmulatorDoesNotStart(ILogger logger, double seconds, string reason);

    [LoggerMessage(23, LogLevel.Warning, "Wrong keys were shown, {Count} since the last such line; whoever shows one is kept waiting")]
    public static partial void WrongKeysShown(ILogger logger, int count);

    [LoggerMessage(20, LogLevel.Warning, "A blob of container '{Container}' could not be reached; the next listing takes it up again")]
    public static partial void BlobNotReached(ILogger logger, string container, Exception error);

    [LoggerMessage(21, LogLevel.Error, "What starts functions could not be stopped for the drain")]
    public static partial void DrainFailed(ILogger logger, Exception error);
}
