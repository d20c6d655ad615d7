using Azure;
using HubAutomation.Shared.Platform.Runs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Functions.Platform;

/// <summary>Around every function that a blob starts: counts failed tries, so that the audit trail tells of a blob that was given up.</summary>
public sealed class BlobTryJournal(BlobTries tries, ILogger<BlobTryJournal> log) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (BlobOf(context) is not { } blob)
        {
            await next(context);
            return;
        }

        var function = context.FunctionDefinition.Name;
        try
        {
            await next(context);
        }
        catch (Exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The function's own exception is what the host must see, whatever becomes of the count.
            await JournalAsync(() => tries.RecordFailureAsync(function, blob, context.CancellationToken), function);
            throw;
        }

        await JournalAsync(() => tries.RecordSuccessAsync(function, blob, context.CancellationToken), function);
    }

    private async Task JournalAsync(Func<Task> write, string function)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or OperationCanceledException)
        {
            log.JournalNotWritten(function, e.GetType().Name);
        }
    }

    // The binding data hold text, in some hosts as a JSON string.
    private static string? BlobOf(FunctionContext context) =>
        context.FunctionDefinition.InputBindings.Values.Any(b => b.Type == "blobTrigger")
            ? context.BindingContext.BindingData.GetValueOrDefault("BlobTrigger")?.ToString()?.Trim('"')
            : null;
}
