namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list.</summary>
/// <param name="CreatedFrom">Only those created at this time or later.</param>
/// <param name="CreatedTo">Only those created at this time or earlier.</param>
/// <param name="Statuses">Only those in one of these statuses.</param>
/// <param name="TaskHubNames">Not used: a file is one task hub.</param>
/// <param name="InstanceIdPrefix">Only those whose id starts so; case matters.</param>
/// <param name="PageSize">How many to fetch at a time.</param>
/// <param name="FetchInputsAndOutputs">Whether to fetch inputs, outputs and custom statuses.</param>
/// <param name="ContinuationToken">Where an earlier listing stopped.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>The page size unless another is asked for.</summary>
    public const int DefaultPageSize = 100;
}
