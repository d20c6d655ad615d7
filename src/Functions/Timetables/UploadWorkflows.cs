using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Functions.Timetables;

/// <summary>Upload links as people start them.</summary>
public sealed class UploadWorkflows(SettingsStore settings)
{
    /// <summary>Name of the workflow.</summary>
    public const string LinksName = "send-upload-links";

    /// <summary>Mails upload links.</summary>
    public Workflow<LinksParameters> Links => new(
        LinksName, "Mails partners a personal link to their upload page.",
        static given => new LinksParameters(
            given.Optional("partner", "the partner; all partners with an address when left out", TextKind.Id),
            given.Switch("dryRun", "true to be told who would get a link, without sending anything")),
        PlanAsync);

    /// <summary>Who is to get a link.</summary>
    /// <param name="Partner">A partner's id; null for all who have an address.</param>
    /// <param name="DryRun">Only say what would happen.</param>
    public sealed record LinksParameters(string? Partner, bool DryRun);

    /// <summary>
    /// The start for somebody who asks for a link on a page, and the key of its run. It is the same for every address: whether it is a
    /// partner's is found out by the run, so that neither the answer nor its time can tell.
    /// </summary>
    /// <param name="authority">The authority.</param>
    /// <param name="mailbox">The hash that stands for the address.</param>
    public static (string Key, StartPlan.Start Plan) PlanForAsker(string authority, string mailbox)
    {
        var key = Names.Key(Guid.NewGuid().ToString("N"));
        return (key, new StartPlan.Start(nameof(SendUploadLinks), new SendUploadLinks.Input(authority, null, key) { Mailbox = mailbox }, key));
    }

    private async Task<StartPlan> PlanAsync(string authority, LinksParameters given, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Authority.Mail: not null } council)
        {
            return new StartPlan.Refuse(400, "This authority sends no mail: authority.json has no \"mail\" with a \"sender\".");
        }

        if (given.Partner is { } partner && council.Partners.All(p => p.Id != partner || p.Email is null))
        {
            return new StartPlan.Refuse(400, $"The parameter \"partner\" is \"{partner}\". It must be the id of a partner with an \"email\" in partners.json.");
        }

        // Staff who start it twice mean two links.
        var occasion = Names.Key(Guid.NewGuid().ToString("N"));
        return new StartPlan.Start(nameof(SendUploadLinks), new SendUploadLinks.Input(authority, given.Partner, occasion, given.DryRun), occasion);
    }
}
