using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.Logging.Abstractions;

namespace HubAutomation.Local.Host.Tests.Functions;

/// <summary>Workers that all end in the middle of what they are given.</summary>
internal sealed class LostWorkers : IWorkers
{
    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    public ValueTask<WorkerConnection> ReadyAsync(CancellationToken cancellation)
    {
        Count++;
        throw new WorkerGoneException();
    }

    /// <summary>A catalog of one function, which they are to run.</summary>
    public FunctionCatalog Catalog(TriggerDescription trigger) => new(
        [new FunctionDescription("1", "Fatal", "App.Fatal.Run", trigger, [])],
        new FunctionRuntime(this, new TypedData(), new WorkMeter(), NullLogger.Instance, CancellationToken.None));
}
