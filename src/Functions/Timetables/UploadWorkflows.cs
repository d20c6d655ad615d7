using System.Globalization;
using System.Text.Json;
using HubAutomation.Functions.Platform;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Functions.Timetables;

/// <summary>Upload links as people start them.</summary>
public sealed class UploadWorkflows(SettingsStore settings, TimeProvider time)
{
    // However often somebody asks, a partner gets one link in this time.
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(15);

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

    /// <summary>The start for a partner who asks for a link, and the key of its run: asking again within a quarter of an hour is the same run.</summary>
    public (string Key, StartPlan.Start Plan) PlanFor(string authority, Partner partner)
    {
        ArgumentNullException.ThrowIfNull(partner);
        var window = time.GetUtcNow().UtcTicks / AskedAgain.Ticks;
        var key = Names.Key("asked", partner.Id, window.ToString(CultureInfo.InvariantCulture));
        return (key, new StartPlan.Start(nameof(SendUploadLinks), new SendUploadLinks.Input(authority, partner.Id, key), key));
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
