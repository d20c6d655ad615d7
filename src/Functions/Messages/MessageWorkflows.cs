using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Functions.Messages;

/// <summary>Messages as people start them.</summary>
public sealed class MessageWorkflows(MailingStore mailings, SettingsStore settings, Unsubscriptions unsubscriptions)
{
    private const int LongestSubject = 200;
    private const int LongestMessage = 20_000;

    /// <summary>Name of the workflow.</summary>
    public const string PartnersName = "message-partners";

    /// <summary>Mails a message to all partners.</summary>
    public Workflow<MessageParameters> Partners => new(
        PartnersName, "Mails a message of staff to all partners who have an address.",
        static given => new MessageParameters(
            given.Required("subject", "the subject", TextKind.Line(LongestSubject)),
            given.Required("message", "the text in Markdown; greeting and signature are added", TextKind.Lines(LongestMessage)),
            given.Switch("dryRun", "true to be told who would get it and when it would be done, without sending anything")),
        PlanAsync);

    /// <summary>What is to be sent.</summary>
    /// <param name="Subject">The subject.</param>
    /// <param name="Message">The text, Markdown.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record MessageParameters(string Subject, string Message, bool DryRun);

    // The message is kept under its content: the same message again is the same mailing, which nobody gets twice.
    private async Task<StartPlan> PlanAsync(string authority, MessageParameters given, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Authority.Mail: not null } council)
        {
            return new StartPlan.Refuse(400, "This authority sends no mail: authority.json has no \"mail\" with a \"sender\".");
        }

        if (await unsubscriptions.ObstacleAsync(authority, PartnerMessages.Subscription, cancellation) is { } obstacle)
        {
            return new StartPlan.Refuse(409, obstacle);
        }

        var kind = PartnerMessages.Mail;
        var texts = new Dictionary<string, string> { ["subject"] = given.Subject, ["message"] = given.Message };
        var sample = new Dictionary<string, string>(texts) { ["recipientName"] = kind.Variables["recipientName"] };
        if (MailMarkdown.IsTooDeep(council.MailTemplates[kind.Name].Fill(sample)))
        {
            return new StartPlan.Refuse(400, $"The parameter \"message\" cannot be used. {MailMarkdown.TooDeep}");
        }

        if (!MailMarkdown.ShowsSomething(given.Message))
        {
            return new StartPlan.Refuse(400, "The parameter \"message\" shows nothing: as Markdown it is lines across, empty lists or addresses without words. Write what partners are to read.");
        }

        var mailing = new MailingRef(authority, "partner-message", Names.Key(given.Subject, given.Message));
        await mailings.SaveAsync(mailing, new Mailing(kind.Name, texts, [.. council.Partners.Select(p => p.Id)]), cancellation);
        return new StartPlan.Start(nameof(MessagePartners), new MessagePartners.Input(mailing, given.DryRun), mailing.Period);
    }
}
