using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions;

/// <summary>Every log line of the workflows, numbered. None holds anything about a person.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Warning, "What became of a run of {Function} could not be written down ({Error}).")]
    public static partial void JournalNotWritten(this ILogger logger, string function, string error);

    [LoggerMessage(301, LogLevel.Error, "Storage does not work: {Trouble}. Requests answered with 503 since the last such line: {Requests}; there is one line a minute.")]
    public static partial void StorageTrouble(this ILogger logger, string trouble, int requests);

    [LoggerMessage(302, LogLevel.Error, "A request of function {Function} failed and was answered with 500.")]
    public static partial void RequestFailed(this ILogger logger, string function, Exception error);
}
