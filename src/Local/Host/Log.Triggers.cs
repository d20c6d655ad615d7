using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host;

/// <summary>What triggers, storage and the management addresses tell the log. No message carries what a function was given or returned.</summary>
internal static partial class Log
{
    [LoggerMessage(3, LogLevel.Warning, "Container '{Container}' could not be listed; trying again")]
    public static partial void BlobListingFailed(ILogger logger, string container, Exception error);

    [LoggerMessage(4, LogLevel.Error, "Function '{Function}' has given up a blob of container '{Container}' after {Attempts} tries; admin/blobs/poison names it")]
    public static partial void BlobGivenUp(ILogger logger, string function, string container, int attempts);

    [LoggerMessage(5, LogLevel.Error, "Durable HTTP request failed")]
    public static partial void ManagementRequestFailed(ILogger logger, Exception error);

    [LoggerMessage(6, LogLevel.Warning, "The storage emulator says: {Text}")]
    public static partial void EmulatorSays(ILogger logger, string text);

    [LoggerMessage(20, LogLevel.Warning, "A blob of container '{Container}' could not be reached; the next listing takes it up again")]
    public static partial void BlobNotReached(ILogger logger, string container, Exception error);

    [LoggerMessage(21, LogLevel.Error, "What starts functions could not be stopped for the drain")]
    public static partial void DrainFailed(ILogger logger, Exception error);
}
