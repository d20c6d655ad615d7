using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Mail;
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
        return await RunGuard.RunAsync(context, () => MailSending.RunAsync(context, input.Mailing, "partners", input.DryRun));
    }
}
