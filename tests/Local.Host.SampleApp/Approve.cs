using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Local.Host.SampleApp;

/// <summary>Asks an authority, waits for its answer, and has it written down.</summary>
public static class Approve
{
    [Function("Approve")]
    public static async Task<string> Run([OrchestrationTrigger] TaskOrchestrationContext context, string? authority)
    {
        if (authority == "at once")
        {
            return authority;
        }

        if (authority == "nobody")
        {
            throw new InvalidOperationException("There is nobody to ask.");
        }

        context.SetCustomStatus("waiting");
        var answer = await context.WaitForExternalEvent<bool>("Approved");
        return await context.CallActivityAsync<string>("Say", $"{authority}: {answer}");
    }

    [Function("Say")]
    public static string Say([ActivityTrigger] string answer) => answer;
}
