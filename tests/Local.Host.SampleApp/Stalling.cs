using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>Work that never ends in the process that begins it first, for tests that end that process.</summary>
public static class Stalling
{
    [Function("StartStalling")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "stalling")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Stalls", request.HttpContext.RequestAborted));

    [Function("StallingState")]
    public static async Task<IResult> State(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stalling/{id}")] HttpRequest request, string id, [DurableClient] DurableTaskClient client) =>
        Results.Text((await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted)).SerializedOutput);

    [Function("StallRequest")]
    public static async Task<IResult> Request([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stall")] HttpRequest request)
    {
        Console.WriteLine("a request stalls");
        await Task.Delay(Timeout.Infinite, request.HttpContext.RequestAborted);
        return Results.Ok();
    }

    [Function("Stalls")]
    public static async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.CallActivityAsync<int>("WhichProcess");
        var second = await context.CallActivityAsync<int>("Stall", first);
        return first == second ? "the same process" : "another process";
    }

    [Function("WhichProcess")]
    public static int WhichProcess([ActivityTrigger] string? nothing) => Environment.ProcessId;

    [Function("Stall")]
    public static async Task<int> Stall([ActivityTrigger] int process, CancellationToken cancellation)
    {
        if (process == Environment.ProcessId)
        {
            Console.WriteLine($"stalling in process {process}.");
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        return Environment.ProcessId;
    }
}
