using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Rpc;

/// <summary>Takes the worker's log into the host's: the same categories, levels and texts.</summary>
internal sealed class WorkerLog(ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, ILogger> byCategory = new();

    public void Write(RpcLog line)
    {
        var level = (LogLevel)line.Level;
        var logger = byCategory.GetOrAdd(line.Category, static (category, loggers) => loggers.CreateLogger(category), loggers);
        if (logger.IsEnabled(level))
        {
            logger.Log(level, default, new WorkerLogState(line), Exception(line), static (state, _) => state.ToString());
        }
    }

    private static WorkerException? Exception(RpcLog line) => line.Exception is { } exception ? new WorkerException(exception.Message, exception) : null;
}
