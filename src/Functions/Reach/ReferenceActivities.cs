using HubAutomation.Shared.Reach;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Reach;

/// <summary>The steps of taking in a national file; what they do is in HubAutomation.Shared.</summary>
public sealed class ReferenceActivities(ReferenceIntake intake)
{
    /// <summary>Input of <see cref="ReadReferencePart"/>.</summary>
    public sealed record ReadInput(ReferenceFile File, string RunId, ReferenceProgress Progress);

    /// <summary>Reads and checks the next part, and stages what is kept of it.</summary>
    [Function(nameof(ReadReferencePart))]
    public Task<ReferenceProgress> ReadReferencePart([ActivityTrigger] ReadInput input, FunctionContext context) =>
        intake.ReadPartAsync(input.File, input.RunId, input.Progress, context.CancellationToken);

    /// <summary>Input of the last two steps.</summary>
    public sealed record EndInput(ReferenceFile File, string RunId, ReferenceProgress Progress, DateTimeOffset At);

    /// <summary>Puts the file into use, unless it says nothing new.</summary>
    [Function(nameof(PublishReference))]
    public Task<ReferenceProgress> PublishReference([ActivityTrigger] EndInput input, FunctionContext context) =>
        intake.PublishAsync(input.File, input.RunId, input.Progress, input.At, context.CancellationToken);

    /// <summary>Writes down what became of it.</summary>
    [Function(nameof(ConcludeReference))]
    public Task ConcludeReference([ActivityTrigger] EndInput input, FunctionContext context) =>
        intake.ConcludeAsync(input.File, input.RunId, input.Progress, input.At, context.CancellationToken);
}
