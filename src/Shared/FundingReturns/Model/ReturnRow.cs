using Azure;
using Azure.Data.Tables;

namespace HubAutomation.Shared.FundingReturns.Model;

/// <summary>Where a return stands.</summary>
public enum ReturnStatus
{
    /// <summary>Opened: strand leads are asked.</summary>
    Collecting,

    /// <summary>Figures are computed and checked.</summary>
    Compiling,

    /// <summary>The programme manager has it.</summary>
    AwaitingApproval,

    /// <summary>Approved: it is never changed again.</summary>
    Frozen,

    /// <summary>Given up by staff.</summary>
    Cancelled,
}

/// <summary>What was decided about a compiled return.</summary>
public enum ReturnDecision
{
    /// <summary>It is right.</summary>
    Approve,

    /// <summary>A strand's lead is to look at it again.</summary>
    SendBack,

    /// <summary>Files were mended: everything is to be computed again.</summary>
    ComputeAgain,

    /// <summary>It is given up.</summary>
    Cancel,
}

/// <summary>A version of a month's return. Table <c>Returns</c>; rows are never removed.</summary>
public sealed record ReturnRow : ITableEntity
{
    /// <summary>The authority.</summary>
    public required string PartitionKey { get; set; }

    /// <summary><see cref="ReturnRef.Key"/>.</summary>
    public required string RowKey { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>Name of a <see cref="ReturnStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>The run that works on it. A run that finds another here stops: it was started anew.</summary>
    public required string RunId { get; set; }

    /// <summary>Why there is another version; null for the first.</summary>
    public string? Reason { get; set; }

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; set; }

    /// <summary>When leads are to have sent theirs, UTC.</summary>
    public DateTimeOffset? LeadsUntil { get; set; }

    /// <summary>How often the manager was given it.</summary>
    public int Rounds { get; set; }

    /// <summary>How often it was opened again after it had been given up.</summary>
    public int Reopened { get; set; }

    /// <summary>How many entries of the month in <c>Submissions</c> were there when it was compiled.</summary>
    public int Entries { get; set; }

    /// <summary>Lines, of which so many have a value.</summary>
    public int Lines { get; set; }

    /// <summary>Lines with a value.</summary>
    public int Filled { get; set; }

    /// <summary>Findings that forbid freezing.</summary>
    public int Errors { get; set; }

    /// <summary>Findings that need a comment.</summary>
    public int Warnings { get; set; }

    /// <summary>Name of a <see cref="ReturnDecision"/> about what was compiled last; null as long as there is none.</summary>
    public string? Decision { get; set; }

    /// <summary>Id of the person who decided.</summary>
    public string? DecidedBy { get; set; }

    /// <summary>When it was decided, UTC.</summary>
    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Id of the person who approved it.</summary>
    public string? FrozenBy { get; set; }

    /// <summary>When it was frozen, UTC.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>Hash over its lines and <see cref="Previous"/>.</summary>
    public string? Fingerprint { get; set; }

    /// <summary>The fingerprint of the authority's return that was frozen before it; empty for the first.</summary>
    public string? Previous { get; set; }

    /// <summary>Its place in the chain, 1 the first; 0 until it is frozen.</summary>
    public int ChainNumber { get; set; }

    /// <summary>A new row.</summary>
    public static ReturnRow For(ReturnRef name, string runId, string? reason, DateTimeOffset openedAt)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ReturnRow
        {
            PartitionKey = name.Authority,
            RowKey = name.Key,
            Status = nameof(ReturnStatus.Collecting),
            RunId = runId,
            Reason = reason,
            OpenedAt = openedAt,
        };
    }

    /// <summary>What it is of.</summary>
    public ReturnRef Name() => ReturnRef.Parse(PartitionKey, RowKey) ?? throw new InvalidOperationException($"{RowKey} is no row of a return.");

    /// <summary>The status.</summary>
    public ReturnStatus StatusNow() => Enum.Parse<ReturnStatus>(Status);
}

/// <summary>The end of an authority's chain of frozen returns: table <c>Returns</c>, row "chain".</summary>
public sealed record ChainEnd : ITableEntity
{
    /// <summary>The row's name.</summary>
    public const string Row = "chain";

    /// <summary>The authority.</summary>
    public required string PartitionKey { get; set; }

    /// <summary>"chain".</summary>
    public string RowKey { get; set; } = Row;

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp { get; set; }

    /// <inheritdoc/>
    public ETag ETag { get; set; }

    /// <summary>Fingerprint of the return frozen last; empty when there is none.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>How many are frozen.</summary>
    public int Length { get; set; }
}
