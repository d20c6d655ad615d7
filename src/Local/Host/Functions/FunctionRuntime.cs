using HubAutomation.Local.Host.Rpc;
using HubAutomation.Local.Host.Worker;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Functions;

/// <summary>What every function of a host shares.</summary>
/// <param name="Workers">Gives the worker that runs them.</param>
/// <param name="DurableClient">What a parameter for the durable client is given.</param>
/// <param name="Meter">Counts what is under way.</param>
/// <param name="Logger">Where failures are told.</param>
/// <param name="Abandoned">Cancelled when a stopping host cannot wait longer for what runs.</param>
internal sealed record FunctionRuntime(
    IWorkers Workers, TypedData DurableClient, WorkMeter Meter, ILogger Logger, CancellationToken Abandoned);
