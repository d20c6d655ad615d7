using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Runs;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>Steps that every workflow shares.</summary>
public sealed class PlatformActivities(RunStore runs, AuditTrail audit)
{
    /// <summary>Why a run gave up.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Step">The activity that failed for good.</param>
    /// <param name="ErrorType">The kind of error. Its message may quote a partner's text, so it stays in the log.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record Failure(string RunId, string Step, string ErrorType, DateTimeOffset At);

    /// <summary>Writes that a run gave up, so that a person finds it.</summary>
    [Function(nameof(RecordFailure))]
    public async Task RecordFailure([ActivityTrigger] Failure failure, FunctionContext context)
    {
        var summary = $"Gave up at step {failure.Step} ({failure.ErrorType}); the log has the details.";
        var authority = RunStore.AuthorityOf(failure.RunId);
        await audit.AppendAsync(authority, failure.At, "run-failed", failure.RunId, failure.RunId, summary, context.CancellationToken);
        await runs.RecordEndAsync(failure.RunId, RunStatus.Failed, nameof(RunStatus.Failed), summary, context.CancellationToken);
    }

    /// <summary>How a run ended.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Outcome">One word.</param>
    /// <param name="Summary">One sentence.</param>
    public sealed record Ending(string RunId, string Outcome, string Summary);

    /// <summary>Writes that a run ended as it should.</summary>
    [Function(nameof(RecordEnd))]
    public async Task RecordEnd([ActivityTrigger] Ending ending, FunctionContext context) =>
        await runs.RecordEndAsync(ending.RunId, RunStatus.Completed, ending.Outcome, ending.Summary, context.CancellationToken);
}
