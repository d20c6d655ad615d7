using HubAutomation.Functions.Platform;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Steps;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.FundingReturns;

/// <summary>The steps of <see cref="RollUpReturns"/>; what they do is in HubAutomation.Shared.</summary>
public sealed class RollUpActivities(PeriodCompiler compiler)
{
    /// <summary>Input of <see cref="ReadRollUpSource"/>: the source by its place among those that the period needs.</summary>
    public sealed record SourceInput(PeriodRef Period, int Source);

    /// <summary>Says what rolling up would do, without doing it.</summary>
    [Function(nameof(PlanRollUp))]
    public Task<string> PlanRollUp([ActivityTrigger] PeriodRef input, FunctionContext context) => compiler.PlanAsync(input, context.CancellationToken);

    /// <summary>Looks whether there is anything to roll up.</summary>
    [Function(nameof(OpenRollUp))]
    public Task<ReturnOpening> OpenRollUp([ActivityTrigger] PeriodRef input, FunctionContext context) => compiler.OpenAsync(input, context.CancellationToken);

    /// <summary>Reads the files of a source and computes its figures for the period.</summary>
    [Function(nameof(ReadRollUpSource))]
    public async Task<string> ReadRollUpSource([ActivityTrigger] SourceInput input, FunctionContext context) =>
        RunJournal.Note(context, await compiler.ReadSourceAsync(input.Period, input.Source, context.CancellationToken));

    /// <summary>Puts everything together and makes the documents.</summary>
    [Function(nameof(CompileRollUp))]
    public Task<string> CompileRollUp([ActivityTrigger] PeriodRef input, FunctionContext context) => compiler.CompileAsync(input, context.CancellationToken);
}
