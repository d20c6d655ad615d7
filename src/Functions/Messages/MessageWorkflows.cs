using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Templates;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Messages;

/// <summary>Messages as people start them.</summary>
public sealed class MessageWorkflows(MailingStore mailings, SettingsStore settings)
{
    private const int LongestSubject = 200;
    private const int LongestMessage = 20_000;

    /// <summary>Name of the workflow.</summary>
    public const string PartnersName = "message-partners";

    /// <summary>Mails a message to all partners.</summary>
    public Workflow Partners => new(
        PartnersName, "Mails a message of staff to all partners who have an address.",
        new Dictionary<string, string>
        {
            ["subject"] = "the subject, required",
            ["message"] = "the text in Markdown, required; greeting and signature are added",
            ["dryRun"] = "true to be told who would get it and when it would be done, without sending anything",
        },
        PlanAsync);

    // The message is kept under its content: the same message again is the same mailing, which nobody gets twice.
    private async Task<StartPlan> PlanAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        var (subject, message) = (TextOf(parameters, "subject"), TextOf(parameters, "message"));
        if (subject is not { Length: > 0 and <= LongestSubject } || message is not { Length: > 0 and <= LongestMessage })
        {
            return new StartPlan.Refuse(400, $"Give \"subject\" (up to {LongestSubject} characters) and \"message\" (up to {LongestMessage}, Markdown).");
        }

        if (await settings.CurrentAsync(authority, cancellation) is not { Authority.Mail: not null } council)
        {
            return new StartPlan.Refuse(400, "This authority sends no mail: authority.json has no \"mail\" with a \"sender\".");
        }

        var mailing = new MailingRef(authority, "partner-message", Names.Key(subject, message));
        await mailings.SaveAsync(
            mailing,
            new Mailing(
                MailTemplateKind.PartnerMessage.Name,
                new Dictionary<string, string> { ["subject"] = subject, ["message"] = message },
                [.. council.Partners.Select(p => p.Id)]),
            cancellation);
        var dryRun = parameters.TryGetProperty("dryRun", out var dry) && dry.ValueKind == JsonValueKind.True;
        return new StartPlan.Start(nameof(MessagePartners), new MessagePartners.Input(mailing, dryRun), mailing.Period);
    }

    private static string? TextOf(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : null;
}
