using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Configuration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Configuration;

/// <summary>The procedure for a configuration that was changed: look what is wrong with it, and tell its owner.</summary>
public static class CheckConfiguration
{
    /// <summary>Whose configuration.</summary>
    /// <param name="Authority">The authority.</param>
    /// <param name="DryRun">Only say what is wrong.</param>
    public sealed record Input(string Authority, bool DryRun = false);

    /// <summary>The orchestration.</summary>
    [Function(nameof(CheckConfiguration))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => CheckAsync(context, input));
    }

    private static async Task<string> CheckAsync(TaskOrchestrationContext context, Input input)
    {
        context.SetCustomStatus(new RunProgress("Looking at the configuration", 0, 2));
        var found = await context.CallActivityAsync<ConfigurationFound>(nameof(ConfigurationActivities.LookAtConfiguration), input.Authority, Retries.Storage);
        var summary = found.Summary;
        if (found.Mailing is { } mailing && !input.DryRun)
            summary += $" Its owner is told: {(await MailSending.SendAsync(context, mailing, "Telling the owner")).Summary}";
        await context.CallActivityAsync(
            nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, found.Problems == 0 ? "InForce" : "Refused", summary), Retries.Storage);
        context.SetCustomStatus(new RunProgress("Done", 2, 2));
        return summary;
    }
}
