namespace HubAutomation.Local.DurableTask.Engine;

/// <summary>Which texts may be instance ids: the rules of Durable Functions, since ids appear in URLs.</summary>
internal static class InstanceIds
{
    private const int MaximumLength = 256;

    /// <exception cref="TaskHubRefusalException">The id is too long, starts with '@', or contains / \ # ? or a control character.</exception>
    public static void Demand(string instanceId)
    {
        if (instanceId.Length > MaximumLength)
            throw Wrong($"An instance id has at most {MaximumLength} characters, not {instanceId.Length}.");
        if (instanceId[0] == '@')
            throw Wrong("An instance id must not start with '@'.");
        if (instanceId.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)))
            throw Wrong("An instance id must not contain '/', '\\', '#', '?' or control characters.");
    }

    private static TaskHubRefusalException Wrong(string message) => new(Refusal.InvalidArgument, message);
}
