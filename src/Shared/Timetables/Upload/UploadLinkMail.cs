using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Templates;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Time;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>The mail that brings partners the links to their upload pages.</summary>
public sealed class UploadLinkMail(MailingStore mailings, PersonalLinks links, SettingsStore settings, PlatformOptions options)
{
    private const string Campaign = "upload-link";

    /// <summary>Puts the mails ready to be sent. A repeated step writes the same again, with the same links.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="partner">The partner's id; null for all who have an address.</param>
    /// <param name="occasion">Key of the run.</param>
    /// <param name="at">When it was asked for, UTC; a repeated step passes the same one.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MailingRef> PrepareAsync(string authority, string? partner, string occasion, DateTimeOffset at, CancellationToken cancellation)
    {
        var council = await settings.CurrentAsync(authority, cancellation) ?? throw new InvalidOperationException($"{authority} has no valid configuration.");
        var recipients = council.Partners.Where(p => partner is null ? p.Email is not null : p.Id == partner).Select(p => p.Id).ToList();
        var own = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (var recipient in recipients)
        {
            var token = await links.SignAsync(UploadLink.For(authority, recipient, occasion, at), cancellation);
            own[recipient] = new Dictionary<string, string> { ["link"] = UploadLink.Url(options.PublicBaseUrl, authority, token).AbsoluteUri };
        }

        var variables = new Dictionary<string, string>
        {
            ["worksUntil"] = London.Describe(at.Add(UploadLink.Lifetime)),
            ["askAgain"] = UploadLink.AskUrl(options.PublicBaseUrl, authority).AbsoluteUri,
        };
        var name = new MailingRef(authority, Campaign, occasion);
        await mailings.SaveAsync(name, new Mailing(MailTemplateKind.UploadLink.Name, variables, recipients) { Own = own }, cancellation);
        return name;
    }
}
