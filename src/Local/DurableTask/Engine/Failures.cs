using P = Microsoft.DurableTask.Protobuf;

namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>Failures that the engine itself finds.</summary>
internal static class Failures
{
    public static P.TaskFailureDetails VersionMismatch(string instanceVersion, string hubVersion) => new()
    {
        ErrorType = "VersionMismatch",
        ErrorMessage = $"The orchestration version '{instanceVersion}' does not match the worker version '{hubVersion}'.",
        IsNonRetriable = true,
    };

    public static P.TaskFailureDetails Terminated() => new() { ErrorType = "Terminated", ErrorMessage = "The sub-orchestration was terminated." };

    public static P.TaskFailureDetails AlreadyExists(string instanceId) => new()
    {
        ErrorType = "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
        ErrorMessage = $"An orchestration instance with id '{instanceId}' already exists and has not finished.",
    };

    public static P.TaskFailureDetails Poisoned(string activity, long deliveries) => new()
    {
        ErrorType = "PoisonedActivity",
        ErrorMessage = $"Activity '{activity}' was given up: the process died each of the {deliveries} times it was tried.",
        IsNonRetriable = true,
    };
}
