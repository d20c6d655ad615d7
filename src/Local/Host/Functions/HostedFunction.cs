using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Local.Host.Functions;

/// <summary>What a trigger hands to its function.</summary>
/// <param name="Data">The value of the trigger's parameter.</param>
/// <param name="Metadata">What other parameters can take by name.</param>
internal sealed record TriggerInput(TypedData Data, IReadOnlyDictionary<string, TypedData>? Metadata = null);

/// <summary>The function ran and failed; the message is the worker's.</summary>
internal sealed class FunctionFailedException(string message, RpcException? details = null) : Exception(message)
{
    /// <summary>What the worker said.</summary>
    public RpcException? Details => details;
}

/// <summary>The run was called off, by its caller or because the host stops.</summary>
internal sealed class FunctionCancelledException() : OperationCanceledException("The run was called off.");

/// <summary>A function that can be run, and what has become of its runs.</summary>
internal sealed class HostedFunction(FunctionDescription description)
{
    public FunctionDescription Description => description;

    public string Name => description.Name;

    /// <summary>How many runs have ended.</summary>
    public long Runs => throw new NotImplementedException();

    /// <summary>How many of them failed, tries that were made again included.</summary>
    public long Failures => throw new NotImplementedException();

    /// <summary>How many events were lost to the function: nothing will try them again.</summary>
    public long GivenUp => throw new NotImplementedException();

    /// <summary>Runs the function on the worker, waiting for one while there is none; counts the run and keeps the work meter.</summary>
    /// <exception cref="FunctionFailedException">It failed.</exception>
    /// <exception cref="FunctionCancelledException">It was called off.</exception>
    /// <exception cref="WorkerGoneException">The worker ended in the middle of it.</exception>
    public Task<InvocationResponse> RunAsync(TriggerInput input, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Runs the function for an event that is not given again; false when it failed.</summary>
    public Task<bool> TryRunAsync(TriggerInput input) => throw new NotImplementedException();

    /// <summary>Notes that an event is lost to the function.</summary>
    public void GaveUp() => throw new NotImplementedException();
}
