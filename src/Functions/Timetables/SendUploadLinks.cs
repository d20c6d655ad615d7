using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Mail;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace HubAutomation.Functions.Timetables;

/// <summary>
/// The procedure for upload links: make each partner a personal link that works once, mail them, and say in the end who could not be
/// reached.
/// </summary>
public static class SendUploadLinks
{
    /// <summary>Who gets a link.</summary>
    /// <param name="Authority">The authority.</param>
    /// <param name="Partner">A partner's id; null for all who have an address.</param>
    /// <param name="Occasion">Key of this run: the same run's links are the same.</param>
    /// <param name="DryRun">Only say who would get one.</param>
    public sealed record Input(string Authority, string? Partner, string Occasion, bool DryRun = false)
    {
        /// <summary>The hash that stands for the address of somebody who asked on a page, who may be nobody's partner; null when staff have started it.</summary>
        public string? Mailbox { get; init; }
    }

    /// <summary>The orchestration.</summary>
    [Function(nameof(SendUploadLinks))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Input input)
    {
        return await RunGuard.RunAsync(context, () => SendAsync(context, input));
    }

    private static async Task<string> SendAsync(TaskOrchestrationContext context, Input input)
    {
        var at = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        context.SetCustomStatus(new RunProgress("Making the links", 0, 1));
        var mailing = await context.CallActivityAsync<MailingRef>(
            nameof(UploadActivities.PrepareUploadLinks), new UploadActivities.PrepareInput(input.Authority, input.Partner, input.Occasion, at, input.Mailbox), Retries.Storage);
        return await MailSending.RunAsync(context, mailing, "partners", input.DryRun);
    }
}
