namespace HubAutomation.Local.TaskHub.Engine;

/// <summary>Which texts may be instance ids: the rules of Durable Functions, since ids appear in URLs.</summary>
internal static class InstanceIds
{
    private const int MaximumLength = 256;

    /// <exception cref="ArgumentException">The id is empty or too long, starts with '@', or contains / \ # ? or a control character.</exception>
    public static void Validate(string instanceId, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId, parameter);
        if (instanceId.Length > MaximumLength)
            throw new ArgumentException($"An instance id has at most {MaximumLength} characters, not {instanceId.Length}.", parameter);
        if (instanceId[0] == '@')
            throw new ArgumentException("An instance id must not start with '@'.", parameter);
        if (instanceId.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)))
            throw new ArgumentException("An instance id must not contain '/', '\\', '#', '?' or control characters.", parameter);
    }
}
