using Azure;
using HubAutomation.Shared.Platform.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions.Platform;

/// <summary>
/// Writes every attempt of every activity into table <c>RunEvents</c>. Activities whose result says something about itself
/// (<see cref="IJournalled"/>), or that note something themselves, have that line kept too.
/// </summary>
public sealed class RunJournal(RunStore runs, TimeProvider time, ILogger<RunJournal> log) : IFunctionsWorkerMiddleware
{
    private const string NoteItem = "hub.note";

    /// <summary>Has a line kept with the step that is under way: what was done, in counts; never anything about a person.</summary>
    /// <returns>The line.</returns>
    public static string Note(FunctionContext context, string line)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[NoteItem] = line;
        return line;
    }

    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var isActivity = context.FunctionDefinition.InputBindings.Values.Any(b => b.Type == "activityTrigger");
        if (!isActivity || context.BindingContext.BindingData.GetValueOrDefault("instanceId") is not { } id || RunIdOf(id) is not { } runId)
        {
            await next(context);
            return;
        }

        var started = time.GetUtcNow();
        var step = context.FunctionDefinition.Name;
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            await RecordFailureAsync(runId, step, context.InvocationId, started, e);
            throw;
        }

        var note = (context.GetInvocationResult().Value as IJournalled)?.JournalLine ?? (context.Items.TryGetValue(NoteItem, out var noted) ? noted as string : null);
        await runs.RecordStepAsync(runId, step, context.InvocationId, started, "ok", note, context.CancellationToken);
    }

    // The step's own exception is what the engine must see, whatever becomes of the line about it.
    private async Task RecordFailureAsync(string runId, string step, string invocationId, DateTimeOffset started, Exception failure)
    {
        try
        {
            await runs.RecordStepAsync(runId, step, invocationId, started, StepFailure.TypeOf(failure), null, CancellationToken.None);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            log.JournalNotWritten(step, e.GetType().Name);
        }
    }

    // The binding data hold text, in some hosts as a JSON string.
    private static string? RunIdOf(object bindingValue) =>
        bindingValue.ToString()?.Trim('"') is { } text && RunStore.AuthorityOf(text).Length > 0 ? text : null;
}
