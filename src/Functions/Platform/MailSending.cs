using HubAutomation.Shared.Platform.Mail;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Platform;

/// <summary>The part of a workflow that sends a mailing: batch after batch, as fast as the mail service allows.</summary>
public static class MailSending
{
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
}
