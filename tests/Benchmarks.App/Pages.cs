using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace HubAutomation.Benchmarks.App;

/// <summary>What is asked for over HTTP.</summary>
public static class Pages
{
    /// <summary>As little as a function can do.</summary>
    [Function("Hello")]
    public static IResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) =>
        request is null ? throw new ArgumentNullException(nameof(request)) : Results.Text("hello");

    /// <summary>Starts an orchestration of ten activities, and answers when it has ended.</summary>
    [Function("RunSequence")]
    public static async Task<IResult> RunSequence(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sequence")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(client);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Sequence", 10, request.HttpContext.RequestAborted);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, request.HttpContext.RequestAborted);
        return Results.Text(ended.SerializedOutput);
    }

    /// <summary>What this process has used: processor time in seconds, resident memory and, after a collection, managed memory in bytes.</summary>
    [Function("Usage")]
    public static IResult Usage([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "usage")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var collects = request.Query.ContainsKey("collect");
        return Results.Json(new[] { Environment.CpuUsage.TotalTime.TotalSeconds, Environment.WorkingSet, GC.GetTotalMemory(collects) });
    }
}
