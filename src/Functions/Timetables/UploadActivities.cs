using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Timetables.UploadLinks;
using Microsoft.Azure.Functions.Worker;

namespace HubAutomation.Functions.Timetables;

/// <summary>The steps of <see cref="SendUploadLinks"/>; what they do is in HubAutomation.Shared.</summary>
public sealed class UploadActivities(UploadLinkMail mail)
{
    /// <summary>Input of <see cref="PrepareUploadLinks"/>.</summary>
    public sealed record PrepareInput(string Authority, string? Partner, string Occasion, DateTimeOffset At, string? Mailbox = null);

    /// <summary>Makes the links and puts the mails with them ready to be sent.</summary>
    [Function(nameof(PrepareUploadLinks))]
    public Task<MailingRef> PrepareUploadLinks([ActivityTrigger] PrepareInput input, FunctionContext context) => input.Mailbox is { } mailbox
        ? mail.PrepareForAskerAsync(input.Authority, mailbox, input.At, context.CancellationToken)
        : mail.PrepareAsync(input.Authority, input.Partner, input.Occasion, input.At, context.CancellationToken);
}
