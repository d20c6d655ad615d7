using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Sending;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Platform;

/// <summary>Mail as steps of workflows; what they do is in HubAutomation.Shared.</summary>
public sealed class MailActivities(MailDispatch dispatch)
{
    /// <summary>Input of <see cref="SendMail"/>.</summary>
    /// <param name="Mailing">What is sent to whom.</param>
    /// <param name="RunId">The run that sends it.</param>
    public sealed record SendInput(MailingRef Mailing, string RunId);

    /// <summary>
    /// Sends the mails of a mailing that are due and allowed now. A refused mail, a missing recipient and a used-up quota are counts in
    /// what it returns, not errors.
    /// </summary>
    [Function(nameof(SendMail))]
    public Task<MailingProgress> SendMail([ActivityTrigger] SendInput input, FunctionContext context) =>
        dispatch.SendAsync(input.Mailing, input.RunId, context.CancellationToken);

    /// <summary>Says what sending a mailing would do and when it would be done.</summary>
    [Function(nameof(PlanMail))]
    public Task<MailingPlan> PlanMail([ActivityTrigger] MailingRef mailing, FunctionContext context) =>
        dispatch.PlanAsync(mailing, context.CancellationToken);
}
