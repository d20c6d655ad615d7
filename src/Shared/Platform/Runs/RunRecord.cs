using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Shared.Platform.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Asked for; the engine has not reported the first step yet.</summary>
    Started,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Ended as it should; see the outcome for what that was.</summary>
    Completed,

    /// <summary>Gave up after retries; a person is needed.</summary>
    Failed,
}

/// <summary>One run of a workflow, as the hub itself keeps it. Table <c>Runs</c>. Holds nothing about people but the caller's role.</summary>
public sealed record RunRecord : ITableEntity
{
    /// <summary>The authority.</summary>
    public required string PartitionKey { get; set; }

    /// <summary>The run id: <c>{authority}.{workflow}.{key}</c>, also the orchestration's instance id.</summary>
    public required string RowKey { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>The workflow's name in addresses: "ingest-timetable".</summary>
    public required string Workflow { get; set; }

    /// <summary>Name of a <see cref="RunStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>What set it off: "blob", "schedule", "http".</summary>
    public required string StartedBy { get; set; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Key of the input, to find runs of the same thing.</summary>
    public required string InputHash { get; set; }

    /// <summary>One word for how it ended: "Accepted", "Unchanged", "Quarantined", ...</summary>
    public string? Outcome { get; set; }

    /// <summary>One sentence for a person.</summary>
    public string? Summary { get; set; }
}
