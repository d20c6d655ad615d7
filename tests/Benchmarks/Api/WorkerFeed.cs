using HubAutomation.Benchmarks.Hosting;
using HubAutomation.Local.Host.Http;
using HubAutomation.Local.Host.Rpc;

namespace HubAutomation.Benchmarks.Api;

/// <summary>
/// What the worker itself does: both halves of a request, the invocation over its stream and the request to its own web server, with as
/// little as possible around them. The reference of the host's figures.
/// </summary>
internal static class WorkerFeed
{
    /// <summary>Feeds the worker: requests a second, then median and 99th of 100 in seconds.</summary>
    public static async Task<double[]> MeasureAsync(RunningHost host, int connections, int requests)
    {
        var worker = await host.WorkerAsync();
        var function = host.Function("Hello").Description;
        var load = await HttpLoad.RunAsync(worker.HttpAddress!, connections, requests, async connection =>
        {
            var id = Guid.NewGuid().ToString();
            var invocation = new InvocationRequest { InvocationId = id, FunctionId = function.Id, TraceContext = new RpcTraceContext() };
            invocation.InputData.Add(new ParameterBinding { Name = function.Trigger.Parameter, Data = new TypedData { Http = new RpcHttp() } });
            var run = worker.InvokeAsync(invocation, CancellationToken.None);
            await connection.AskAsync(RawConnection.Request(worker.HttpAddress!, "GET", "/hello", $"{WorkerForwarder.InvocationHeader}: {id}\r\n"));
            await run;
        });
        return [load.PerSecond, load.Median, load.NinetyNinth];
    }
}
