using System.Collections.Immutable;
using System.Diagnostics;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Telemetry;

namespace HubAutomation.Local.Host.Functions;

/// <summary>A function that can be run, and what has become of its runs.</summary>
internal sealed class HostedFunction(FunctionDescription description, FunctionRuntime runtime)
{
    // The same in every request, and so made once.
    private readonly ImmutableArray<ParameterBinding> clients =
        [.. description.Bindings.Where(b => b.Is("durableClient")).Select(b => new ParameterBinding { Name = b.Name, Data = runtime.DurableClient })];

    private long runs;
    private long failures;
    private long givenUp;
    private long underWay;

    public FunctionDescription Description => description;

    public string Name => description.Name;

    public FunctionRuntime Runtime => runtime;

    /// <summary>How many runs have ended.</summary>
    public long Runs => Interlocked.Read(ref runs);

    /// <summary>How many of them failed, tries that were made again included.</summary>
    public long Failures => Interlocked.Read(ref failures);

    /// <summary>How many events were lost to the function: nothing will try them again.</summary>
    public long GivenUp => Interlocked.Read(ref givenUp);

    /// <summary>How many runs have begun and not ended.</summary>
    public long UnderWay => Interlocked.Read(ref underWay);

    /// <summary>The id of a new run.</summary>
    public static string NewInvocationId() => Guid.NewGuid().ToString();

    /// <summary>Runs the function on the worker, waiting for one while there is none; counts the run and keeps the work meter.</summary>
    /// <exception cref="FunctionFailedException">It failed.</exception>
    /// <exception cref="FunctionCancelledException">It was called off.</exception>
    /// <exception cref="WorkerGoneException">The worker ended in the middle of it.</exception>
    public Task<InvocationResponse> RunAsync(TriggerInput input, CancellationToken cancellation) =>
        RunAsync(null, NewInvocationId(), input, cancellation);

    /// <inheritdoc cref="RunAsync(TriggerInput, CancellationToken)"/>
    /// <param name="worker">The worker to run it on; null for the one that is there.</param>
    /// <param name="invocationId">The id of the run.</param>
    /// <param name="input">What started it.</param>
    /// <param name="cancellation">Calls the run off.</param>
    public async Task<InvocationResponse> RunAsync(WorkerConnection? worker, string invocationId, TriggerInput input, CancellationToken cancellation)
    {
        runtime.Meter.Enter();
        Interlocked.Increment(ref underWay);
        using var span = FunctionSpans.Start(Name, invocationId);
        try
        {
            worker ??= await runtime.Workers.ReadyAsync(cancellation);
            return Judge(await worker.InvokeAsync(Request(invocationId, input), cancellation), cancellation);
        }
        catch (Exception error)
        {
            Count(error, invocationId, span);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
            Interlocked.Increment(ref runs);
            runtime.Meter.Leave();
        }
    }

    /// <summary>Runs the function for an event that is not given again; false when it failed.</summary>
    public async Task<bool> TryRunAsync(TriggerInput input)
    {
        try
        {
            await RunAsync(input, runtime.Abandoned);
            return true;
        }
        catch (Exception error) when (error is FunctionFailedException or WorkerGoneException or OperationCanceledException)
        {
            // It is in the log and in the counts.
            GaveUp();
            return false;
        }
    }

    /// <summary>
    /// Lets an orchestrator take a turn. The task hub knows of it and counts it, and a failure is the orchestration's.
    /// </summary>
    /// <inheritdoc cref="RunAsync(TriggerInput, CancellationToken)"/>
    public async Task<InvocationResponse> RunTurnAsync(TriggerInput input, CancellationToken cancellation)
    {
        var worker = await runtime.Workers.ReadyAsync(cancellation);
        return Judge(await worker.InvokeAsync(Request(NewInvocationId(), input), cancellation), cancellation);
    }

    /// <summary>Notes that an event is lost to the function.</summary>
    public void GaveUp() => Interlocked.Increment(ref givenUp);

    private static InvocationResponse Judge(InvocationResponse response, CancellationToken cancellation) => response.Result?.Status switch
    {
        StatusResult.Types.Status.Success => response,
        _ when cancellation.IsCancellationRequested => throw new FunctionCancelledException(),
        _ => throw new FunctionFailedException(response.Result?.Exception),
    };

    private InvocationRequest Request(string invocationId, TriggerInput input)
    {
        var request = new InvocationRequest { InvocationId = invocationId, FunctionId = description.Id, TraceContext = TraceLink.Current };
        request.InputData.Add(new ParameterBinding { Name = description.Trigger.Parameter, Data = input.Data });
        foreach (var client in clients)
        {
            request.InputData.Add(client);
        }

        if (input.Metadata is not null)
        {
            foreach (var (name, value) in input.Metadata)
            {
                request.TriggerMetadata[name] = value;
            }
        }

        return request;
    }

    private void Count(Exception error, string invocationId, Activity? span)
    {
        if (error is OperationCanceledException)
        {
            Log.RunCancelled(runtime.Logger, Name, invocationId);
            return;
        }

        if (error is WorkerGoneException)
        {
            // No failure of the function: whoever has the event runs it again, or says that it is lost.
            Log.RunCutOff(runtime.Logger, Name, invocationId);
            return;
        }

        Interlocked.Increment(ref failures);
        span?.Fail(error);
        Log.RunFailed(runtime.Logger, Name, invocationId, error);
    }
}
