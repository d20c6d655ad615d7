namespace HubAutomation.Local.DurableTask;

/// <summary>A task hub cannot be opened. The message names the file, the reason and the way out, in words for the person who started the process.</summary>
public sealed class TaskHubException : InvalidOperationException
{
    private const string WayOut =
        "To start afresh, move it away together with the files of the same name beside it; to keep what is in it, put a backup in its place, " +
        "or what the sqlite3 tool saves of it: docs/local-host.md says how.";

    private TaskHubException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    internal static TaskHubException InUse(string path, string owner, Exception cause) => new(
        $"The task hub {path} is in use by process {owner}. One process at a time can work on it: end that one, or use another file.", cause);

    internal static TaskHubException NotWritable(string path, Exception cause) => new(
        $"The task hub {path} cannot be opened: its folder cannot be written to ({cause.Message}). Nothing was changed; give the folder what it lacks and start again.",
        cause);

    internal static TaskHubException Unusable(string path, Exception cause) => new(
        $"The task hub {path} cannot be opened: {cause.Message}. It was left as it is. {WayOut}", cause);

    internal static TaskHubException Unreadable(string path, Exception cause) => new(
        $"The task hub {path} cannot be used: what is under way in it cannot be read ({cause.Message}). {WayOut}", cause);
}
