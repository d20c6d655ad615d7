using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Messages;

/// <summary>
/// The procedure for a message of staff to all partners: count who gets it and say when it will be done, then send it as fast as the mail
/// service allows, then say who could not be reached.
/// </summary>
public static class MessagePartners
{
    /// <summary>What to send.</summary>
    /// <param name="Mailing">The message and its recipients.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record Input(MailingRef Mailing, bool DryRun);

    /// <summary>The orchestration.</summary>
    [Function(nameof(MessagePartners))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => SendAsync(context, input));
    }

    private static async Task<string> SendAsync(TaskOrchestrationContext context, Input input)
    {
        context.SetCustomStatus(new RunProgress("Counting recipients", 0, 1));
        var plan = await context.CallActivityAsync<MailingPlan>(nameof(MailActivities.PlanMail), input.Mailing, Retries.Storage);
        if (input.DryRun)
        {
            return await EndAsync(context, "DryRun", string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.ToSend} of {plan.Recipients} partners would get it, {plan.Skipped} cannot be written to, {plan.Before} had it before; it would be done by {London.Describe(plan.FinishAt)}. Nothing was sent."));
        }

        var step = $"Sending, done by {London.Describe(plan.FinishAt)}";
        context.SetCustomStatus(new RunProgress(step, 0, plan.Recipients));
        var progress = await MailSending.SendAsync(context, input.Mailing, step);
        return await EndAsync(context, progress.NeedsAPerson ? "NeedsAPerson" : "Sent", progress.Summary);
    }

    private static async Task<string> EndAsync(TaskOrchestrationContext context, string outcome, string summary)
    {
        await context.CallActivityAsync(
            nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, outcome, summary), Retries.Storage);
        context.SetCustomStatus(new RunProgress("Done", 1, 1));
        return summary;
    }
}
