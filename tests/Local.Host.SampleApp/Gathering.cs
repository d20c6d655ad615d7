using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>What was gathered.</summary>
public sealed record Gathered(int Parts, int Distinct);

/// <summary>Which parts were fetched, in order; a test can hold fetching up.</summary>
public sealed class Ledger : ConcurrentQueue<int>
{
    /// <summary>What a fetch waits for; null when it need not.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Ends when a fetch waits.</summary>
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A workflow that fans out, waits a day, and reports.</summary>
public sealed partial class Gathering(Ledger ledger, ILogger<Gathering> log)
{
    [Function("StartGathering")]
    public static async Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "gather/{parts:int}")] HttpRequest request,
        int parts,
        [DurableClient] DurableTaskClient client) =>
        Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Gather", parts, request.HttpContext.RequestAborted));

    [Function("GatheringLinks")]
    public static async Task<IResult> Links(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "gathering-links/{parts:int}")] HttpRequest request,
        int parts,
        [DurableClient] DurableTaskClient client)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Gather", parts, request.HttpContext.RequestAborted);
        return Results.Json(client.CreateHttpManagementPayload(id));
    }

    [Function("Gather")]
    public static async Task<Gathered> Gather([OrchestrationTrigger] TaskOrchestrationContext context, int parts)
    {
        if (parts < 0)
        {
            throw new InvalidOperationException("There is no such number.");
        }

        var fetched = await Task.WhenAll(Enumerable.Range(0, parts).Select(part => context.CallActivityAsync<int>("Fetch", part)));
        await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        return new Gathered(fetched.Length, fetched.Distinct().Count());
    }

    [Function("Fetch")]
    public async Task<int> Fetch([ActivityTrigger] int part, CancellationToken cancellation)
    {
        ledger.Enqueue(part);
        if (ledger.Gate is { } gate)
        {
            ledger.Entered.TrySetResult();
            await gate.Task.WaitAsync(cancellation);
        }

        Fetched(log, part);
        return part;
    }

    [Function("Wait")]
    public static Task Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("Go");

    [LoggerMessage(1, LogLevel.Information, "Fetched part {Part}")]
    private static partial void Fetched(ILogger logger, int part);
}
