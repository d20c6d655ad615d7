using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Benchmarks.Api;

/// <summary>The function app that is measured.</summary>
public static class MeasuredFunctions
{
    /// <summary>As little as a function can do.</summary>
    [Function("Hello")]
    public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) =>
        request is null ? throw new ArgumentNullException(nameof(request)) : "hello";

    /// <summary>Starts an orchestration of ten activities, and answers when it has ended.</summary>
    [Function("RunSequence")]
    public static async Task<string> RunSequence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sequence")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(client);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Sequence", 10, request.HttpContext.RequestAborted);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
        return ended.SerializedOutput!;
    }

    /// <summary>Ten activities, one after another.</summary>
    [Function("Sequence")]
    public static async Task<int> Sequence([OrchestrationTrigger] TaskOrchestrationContext context, int steps)
    {
        ArgumentNullException.ThrowIfNull(context);
        var sum = 0;
        for (var step = 0; step < steps; step++)
        {
            sum = await context.CallActivityAsync<int>("Add", sum);
        }

        return sum;
    }

    /// <summary>One more.</summary>
    [Function("Add")]
    public static int Add([ActivityTrigger] int number) => number + 1;
}
