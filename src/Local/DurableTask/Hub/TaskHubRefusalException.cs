namespace HubAutomation.Local.DurableTask;

/// <summary>Why a task hub does not do what a client asks for.</summary>
public enum Refusal
{
    /// <summary>The request itself is wrong.</summary>
    InvalidArgument,

    /// <summary>There is no such instance.</summary>
    NotFound,

    /// <summary>There is an instance of that id, which may not be replaced.</summary>
    AlreadyExists,

    /// <summary>The instance has ended.</summary>
    Ended,

    /// <summary>The instance is in a state in which this cannot be done.</summary>
    NotInThatState,
}

/// <summary>A task hub does not do what a client asks for; the message says why.</summary>
/// <param name="kind">The kind of reason.</param>
/// <param name="message">The reason in words.</param>
public sealed class TaskHubRefusalException(Refusal kind, string message) : InvalidOperationException(message)
{
    /// <summary>The kind of reason.</summary>
    public Refusal Kind => kind;

    internal static TaskHubRefusalException NotFound(string instanceId) =>
        new(Refusal.NotFound, $"There is no orchestration instance with the ID '{instanceId}'.");
}
