using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>Functions that log, start each other, and fail.</summary>
public sealed partial class Observed(ILogger<Observed> logger)
{
    [Function("StartObserved")]
    public async Task<IResult> Start([HttpTrigger(AuthorizationLevel.Function, "post", Route = "observed")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        Say("the start");
        await client.ScheduleNewOrchestrationInstanceAsync("Observed", "Agnieszka", new StartOrchestrationOptions("one"), request.HttpContext.RequestAborted);
        return Results.Accepted();
    }

    [Function("Observed")]
    public static async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, string name)
    {
        var logger = context.CreateReplaySafeLogger<Observed>();
        Say(logger, "the first turn");
        await context.CallActivityAsync("Work", name);
        Say(logger, "the second turn");
        await context.CallActivityAsync("Break", name);
        return name;
    }

    [Function("Work")]
    public void Work([ActivityTrigger] string name) => Say(name.Length > 0 ? "the activity" : "nobody");

    [Function("Break")]
    public static void Break([ActivityTrigger] string name) => throw new FormatException($"{name} is not a day");

    [LoggerMessage(1, LogLevel.Information, "This is {Place}.")]
    private static partial void Say(ILogger logger, string place);

    private void Say(string place) => Say(logger, place);
}
