using System.Globalization;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Time;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Platform;

/// <summary>The part of a workflow that sends a mailing: batch after batch, as fast as the mail service allows.</summary>
public static class MailSending
{
    /// <summary>A workflow that is done once its mailing is: says who gets it and when it will be done, sends it, and records how it ended.</summary>
    /// <param name="context">The workflow.</param>
    /// <param name="mailing">What is sent to whom.</param>
    /// <param name="recipients">What the recipients are, e.g. "partners".</param>
    /// <param name="dryRun">Only say what would happen.</param>
    public static async Task<string> RunAsync(TaskOrchestrationContext context, MailingRef mailing, string recipients, bool dryRun)
    {
        context.SetCustomStatus(new RunProgress("Counting recipients", 0, 1));
        var plan = await context.CallActivityAsync<MailingPlan>(nameof(MailActivities.PlanMail), mailing, Retries.Storage);
        if (dryRun)
        {
            return await EndAsync(context, "DryRun", string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.ToSend} of {plan.Recipients} {recipients} would get it, {Unsubscribed(plan)}{plan.Skipped} cannot be written to, {plan.Before} had it before; it would be done by {London.Describe(plan.FinishAt)}. Nothing was sent."));
        }

        var step = $"Sending, done by {London.Describe(plan.FinishAt)}";
        context.SetCustomStatus(new RunProgress(step, 0, plan.Recipients));
        var progress = await SendAsync(context, mailing, step);
        return await EndAsync(context, progress.NeedsAPerson ? "NeedsAPerson" : "Sent", progress.Summary);
    }

    /// <summary>Sends a mailing to its end.</summary>
    /// <param name="context">The workflow.</param>
    /// <param name="mailing">What is sent to whom.</param>
    /// <param name="step">What the run shows meanwhile.</param>
    public static async Task<MailingProgress> SendAsync(TaskOrchestrationContext context, MailingRef mailing, string step)
    {
        while (true)
        {
            var progress = await context.CallActivityAsync<MailingProgress>(
                nameof(MailActivities.SendMail), new MailActivities.SendInput(mailing, context.InstanceId), Retries.Storage);
            context.SetCustomStatus(new RunProgress(step, progress.Total - progress.Open, progress.Total));
            if (progress.NextAt is not { } next)
            {
                return progress;
            }

            await context.CreateTimer(next.UtcDateTime, CancellationToken.None);
        }
    }

    private static string Unsubscribed(MailingPlan plan) =>
        plan.Unsubscribed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{plan.Unsubscribed} have unsubscribed, ");

    private static async Task<string> EndAsync(TaskOrchestrationContext context, string outcome, string summary)
    {
        await context.CallActivityAsync(
            nameof(PlatformActivities.RecordEnd), new PlatformActivities.Ending(context.InstanceId, outcome, summary), Retries.Storage);
        context.SetCustomStatus(new RunProgress("Done", 1, 1));
        return summary;
    }
}
