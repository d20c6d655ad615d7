namespace HubAutomation.Local.DurableTask;

/// <summary>What a commit survives.</summary>
public enum CommitDurability
{
    /// <summary>Everything, a power cut included: each commit is flushed to the disk before it counts.</summary>
    PowerCut,

    /// <summary>The end of the process in whatever way, but not of the machine: commits are left to the operating system to flush.</summary>
    ProcessCrash,
}

/// <summary>Options of a task hub in a file.</summary>
public sealed class SqliteTaskHubOptions
{
    /// <summary>The file; its folder is created when missing. Files with its name and an ending stand beside it.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>The clock that timers and timestamps follow.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How many activities run at once; ten times the number of processors unless set.</summary>
    public int MaxConcurrentActivities { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>How many orchestrations take a turn at once; ten times the number of processors unless set.</summary>
    public int MaxConcurrentOrchestrations { get; set; } = 10 * Environment.ProcessorCount;

    /// <summary>How many waiting orchestrations are remembered in memory. The others are read from the file when something reaches them.</summary>
    public int MaxCachedOrchestrations { get; set; } = 2000;

    /// <summary>After how many ends of the process in the middle of it an activity is failed instead of being run again; ten unless set. A shutdown in good order does not count.</summary>
    public int MaxCrashesPerActivity { get; set; } = 10;

    /// <summary>
    /// How long a worker keeps an orchestrator between its turns, so that it need not replay: Durable Functions' extended sessions.
    /// Zero, the default, sends the whole history with every turn.
    /// </summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; set; }

    /// <summary>Which versions of orchestrations run; null for all, which is right for standalone workers, who decide it themselves.</summary>
    public VersionPolicy? Versioning { get; set; }

    /// <summary>Whether spans of orchestrations and activities are written here, as the Durable Functions extension does; standalone workers write their own.</summary>
    public bool WritesSpans { get; set; }

    /// <summary>What a commit survives.</summary>
    public CommitDurability Durability { get; set; } = CommitDurability.PowerCut;

    /// <exception cref="InvalidOperationException">A value makes no sense.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path))
            throw new InvalidOperationException($"A task hub needs a file: set {nameof(SqliteTaskHubOptions)}.{nameof(Path)}.");
        if (MaxConcurrentActivities < 1 || MaxConcurrentOrchestrations < 1 || MaxCrashesPerActivity < 1 || MaxCachedOrchestrations < 0)
            throw new InvalidOperationException("A task hub needs room for at least one activity and one orchestration, runs an activity at least once, and cannot keep fewer than none in memory.");
    }
}
