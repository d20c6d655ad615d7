using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>Thrown into an orchestration when an activity or sub-orchestration that it awaits has failed.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "The real type has these two only.")]
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Message(taskName, taskId, failureDetails?.ErrorMessage))
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Message(taskName, taskId, innerException?.Message), innerException)
    {
        ArgumentNullException.ThrowIfNull(innerException);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    /// <summary>The name of the task that failed.</summary>
    public string TaskName { get; }

    /// <summary>The number of the call within its orchestration.</summary>
    public int TaskId { get; }

    /// <summary>What went wrong, as kept in the history.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>True when another try cannot help: no such task, or a version this worker does not run.</summary>
    internal bool IsNonRetriable { get; init; }

    private new static string Message(string taskName, int taskId, string? message) =>
        $"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {message}";
}
