using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>A failure as it is written to the file.</summary>
/// <param name="ErrorType">The full name of the exception's type.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="Inner">The failure behind it.</param>
/// <param name="Properties">Facts that the application added.</param>
/// <param name="IsNonRetriable">True when another try cannot help.</param>
internal sealed record Failure(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    Failure? Inner = null,
    Dictionary<string, JsonElement>? Properties = null,
    bool IsNonRetriable = false)
{
    public static Failure ActivityNotFound(string name) =>
        new("ActivityTaskNotFound", $"No activity task named '{name}' was found.", IsNonRetriable: true);

    public static Failure OrchestratorNotFound(string name) =>
        new("OrchestratorTaskNotFound", $"No orchestrator task named '{name}' was found.", IsNonRetriable: true);

    public static Failure VersionMismatch(string instanceVersion, string workerVersion) => new(
        "VersionMismatch",
        $"The orchestration version '{instanceVersion}' does not match the worker version '{workerVersion}'.",
        IsNonRetriable: true);

    public static Failure NonDeterministic(string message) =>
        new("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", message, IsNonRetriable: true);

    public static Failure IllegalAwait() => From(new InvalidOperationException(
        "The orchestrator awaited something that is not durable, or used its context from another thread. An orchestrator may await only what " +
        "its TaskOrchestrationContext gives, without ConfigureAwait(false): no Task.Delay, Task.Run, I/O or other asynchronous call."));

    public static Failure Terminated() => new("Terminated", "The sub-orchestration was terminated.");

    public static Failure AlreadyExists(string instanceId) => new(
        "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException",
        $"An orchestration instance with id '{instanceId}' already exists and has not finished.");

    public static Failure Poisoned(string activity, long deliveries) => new(
        "PoisonedActivity",
        $"Activity '{activity}' was given up: the process died each of the {deliveries} times it was tried.",
        IsNonRetriable: true);

    public static Failure From(Exception exception, IExceptionPropertiesProvider? properties = null)
    {
        // A task failure passed on unhandled keeps the details of what went wrong beneath it.
        var inner = exception is TaskFailedException failed
            ? From(failed.FailureDetails)
            : exception.InnerException is { } cause ? From(cause, properties) : null;
        return new Failure(
            exception.GetType().ToString(), exception.Message, exception.StackTrace, inner, Json(properties?.GetExceptionProperties(exception)));
    }

    public static Failure From(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? From(inner) : null,
        Json(details.Properties));

    public TaskFailureDetails ToDetails() => new(
        ErrorType, ErrorMessage, StackTrace, Inner?.ToDetails(), Properties?.ToDictionary(entry => entry.Key, entry => Plain(entry.Value)));

    private static Dictionary<string, JsonElement>? Json(IDictionary<string, object?>? properties) =>
        properties?.ToDictionary(entry => entry.Key, entry => JsonSerializer.SerializeToElement(entry.Value));

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value)),
        _ => null,
    };
}
