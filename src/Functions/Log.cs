using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions;

/// <summary>Every log line of the workflows, numbered. None holds anything about a person.</summary>
internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Warning, "What became of a run of {Function} could not be written down ({Error}).")]
    public static partial void JournalNotWritten(this ILogger logger, string function, string error);
}
