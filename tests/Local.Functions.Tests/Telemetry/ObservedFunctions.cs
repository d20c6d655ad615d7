using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Tests.Telemetry;

/// <summary>Functions that log, start each other, and fail.</summary>
public sealed partial class ObservedFunctions(ILogger<ObservedFunctions> logger)
{
    [Function("Start")]
    public async Task<string> Start([HttpTrigger(AuthorizationLevel.Function, "post", Route = "start")] HttpRequest request, [DurableClient] DurableTaskClient client)
    {
        ArgumentNullException.ThrowIfNull(request);
        Say("the start");
        return await client.ScheduleNewOrchestrationInstanceAsync("Observed", "Agnieszka", new StartOrchestrationOptions("one"));
    }

    [Function("Observed")]
    public static async Task<string> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, string name)
    {
        var logger = context.CreateReplaySafeLogger<ObservedFunctions>();
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
