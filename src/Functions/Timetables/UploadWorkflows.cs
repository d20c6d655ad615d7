using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Timetables;

/// <summary>Upload links as people start them.</summary>
public sealed class UploadWorkflows(SettingsStore settings)
{
    /// <summary>Name of the workflow.</summary>
    public const string LinksName = "send-upload-links";

    /// <summary>Mails upload links.</summary>
    public Workflow Links => new(
        LinksName, "Mails partners a personal link to their upload page.",
        new Dictionary<string, string>
        {
            ["partner"] = "a partner's id; all partners with an address when left out",
            ["dryRun"] = "true to be told who would get a link, without sending anything",
        },
        PlanAsync);

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

    private async Task<StartPlan> PlanAsync(string authority, JsonElement parameters, CancellationToken cancellation)
    {
        if (await settings.CurrentAsync(authority, cancellation) is not { Authority.Mail: not null } council)
        {
            return new StartPlan.Refuse(400, "This authority sends no mail: authority.json has no \"mail\" with a \"sender\".");
        }

        var partner = parameters.TryGetProperty("partner", out var wanted) ? wanted.ToString() : null;
        if (partner is not null && council.Partners.All(p => p.Id != partner || p.Email is null))
        {
            return new StartPlan.Refuse(400, "\"partner\" must be the id of a partner with an \"email\" in partners.json.");
        }

        // Staff who start it twice mean two links.
        var occasion = Names.Key(Guid.NewGuid().ToString("N"));
        var dryRun = parameters.TryGetProperty("dryRun", out var dry) && dry.ValueKind == JsonValueKind.True;
        return new StartPlan.Start(nameof(SendUploadLinks), new SendUploadLinks.Input(authority, partner, occasion, dryRun), occasion);
    }
}
