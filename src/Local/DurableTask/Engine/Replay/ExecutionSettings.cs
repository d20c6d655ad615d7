using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.DurableTask.Engine.Replay;

/// <summary>What an execution is made with.</summary>
internal sealed record ExecutionSettings(
    string InstanceId,
    string Name,
    string Version,
    string? Input,
    ParentOrchestrationInstance? Parent,
    DataConverter Converter,
    TimeSpan MaximumTimerInterval,
    string DefaultVersion,
    IExceptionPropertiesProvider? ExceptionProperties,
    ILoggerFactory LoggerFactory);
