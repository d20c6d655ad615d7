using System.Diagnostics;
using HubAutomation.Local.Functions.Blobs;
using HubAutomation.Local.Functions.Discovery;
using HubAutomation.Local.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Invocation;

/// <summary>What every function of a host shares.</summary>
/// <param name="Pipeline">The app's middleware around the call of the function.</param>
/// <param name="Scopes">Makes the services of a run.</param>
/// <param name="Meter">Counts what is under way.</param>
/// <param name="Logger">Where failures are told.</param>
/// <param name="Abandoned">Cancelled when a stopping host cannot wait longer for what runs.</param>
internal sealed record FunctionRuntime(
    FunctionExecutionDelegate Pipeline, IServiceScopeFactory Scopes, WorkMeter Meter, ILogger Logger, CancellationToken Abandoned);

/// <summary>A function that can be run, and what has become of its runs.</summary>
internal sealed class HostedFunction(FunctionDescription description, FunctionRuntime runtime)
{
    private long _runs;
    private long _failures;
    private long _givenUp;

    public FunctionDescription Description => description;

    public string Name => description.Name;

    public FunctionRuntime Runtime => runtime;

    /// <summary>How many runs have ended.</summary>
    public long Runs => Interlocked.Read(ref _runs);

    /// <summary>How many of them failed, tries that were made again included.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>How many events were lost to the function: nothing will try them again.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    public LocalFunctionContext CreateContext(object? trigger, IReadOnlyDictionary<string, object?>? bindingData, CancellationToken cancellation)
        => new(description, runtime.Scopes, cancellation, bindingData) { TriggerValue = trigger };

    /// <summary>Runs the function for an event; the run's result.</summary>
    public async Task<object?> RunAsync(object? trigger, IReadOnlyDictionary<string, object?>? bindingData, CancellationToken cancellation)
    {
        var context = CreateContext(trigger, bindingData, cancellation);
        await RunAsync(context);
        return context.Result;
    }

    /// <summary>Runs the function for an event that is not given again; false when it failed.</summary>
    public async Task<bool> TryRunAsync(object? trigger, IReadOnlyDictionary<string, object?>? bindingData = null)
    {
        try
        {
            await RunAsync(trigger, bindingData, runtime.Abandoned);
            return true;
        }
#pragma warning disable CA1031 // Whatever the function throws is a failed run; it is in the log and in the counts.
        catch (Exception)
#pragma warning restore CA1031
        {
            GaveUp();
            return false;
        }
    }

    /// <summary>Notes that an event is lost to the function.</summary>
    public void GaveUp() => Interlocked.Increment(ref _givenUp);

    /// <summary>Runs the function in a context that was made for it.</summary>
    public async Task RunAsync(LocalFunctionContext context)
    {
        runtime.Meter.Enter();
        using var scope = runtime.Logger.BeginScope(new FunctionScope(context));
        using var span = FunctionSpans.Start(context);
        try
        {
            await runtime.Pipeline(context);
        }
        catch (Exception error)
        {
            CountFailure(context, error, span);
            throw;
        }
        finally
        {
            await context.EndScopeAsync();
            Interlocked.Increment(ref _runs);
            runtime.Meter.Leave();
        }
    }

    /// <summary>
    /// Runs one turn of an orchestrator. It is not counted as under way, because a turn whose orchestration waits never
    /// ends here: it is dropped, and made again from the history.
    /// </summary>
    public async Task RunTurnAsync(LocalFunctionContext context)
    {
        using var scope = runtime.Logger.BeginScope(new FunctionScope(context));
        try
        {
            await runtime.Pipeline(context);
        }
        finally
        {
            await context.EndScopeAsync();
        }
    }

    private void CountFailure(LocalFunctionContext context, Exception error, Activity? span)
    {
        if (error is StaleBlobException || (error is OperationCanceledException && context.CancellationToken.IsCancellationRequested))
        {
            Log.RunCancelled(runtime.Logger, Name, context.InvocationId);
            return;
        }

        Interlocked.Increment(ref _failures);
        span?.Fail(error);
        Log.RunFailed(runtime.Logger, Name, context.InvocationId, error);
    }
}
