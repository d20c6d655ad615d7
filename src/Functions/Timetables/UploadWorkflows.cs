using System.Globalization;
using HubAutomation.Functions.Platform;
using HubAutomation.Functions.Platform.Parameters;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Upload;

namespace HubAutomation.Functions.Timetables;

/// <summary>Upload links as people start them.</summary>
public sealed class UploadWorkflows(SettingsStore settings, PersonalLinks links, TimeProvider time)
{
    // However often somebody asks, a partner who has not used their link gets one in this time: who asks may be anybody.
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(15);

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
    /// The start for a partner who asks for a link, and the key of its run. Asking again within a quarter of an hour is the same run, unless
    /// the partner has used a link in between: then they get a new one at once.
    /// </summary>
    public async Task<(string Key, StartPlan.Start Plan)> PlanForAsync(string authority, Partner partner, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(partner);
        var used = await links.LastUsedAsync(authority, partner.Id, UploadLink.Action, cancellation);
        var window = time.GetUtcNow().UtcTicks / AskedAgain.Ticks;
        var key = Names.Key("asked", partner.Id, used ?? "", window.ToString(CultureInfo.InvariantCulture));
        return (key, new StartPlan.Start(nameof(SendUploadLinks), new SendUploadLinks.Input(authority, partner.Id, key), key));
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
