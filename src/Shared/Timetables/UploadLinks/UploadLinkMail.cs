using System.Globalization;
using HubAutomation.Shared.Platform;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.UploadLinks;

/// <summary>The mail that brings partners the links to their upload pages.</summary>
public sealed class UploadLinkMail(MailingStore mailings, PersonalLinks links, SettingsStore settings, AddressHash hash, PlatformOptions options)
{
    private const string Campaign = "upload-link";

    // However often somebody asks, a partner who has not used their link gets one in this time: who asks may be anybody.
    private static readonly TimeSpan AskedAgain = TimeSpan.FromMinutes(15);

    /// <summary>Puts the mails ready to be sent. A repeated step writes the same again, with the same links.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="partner">The partner's id; null for all who have an address.</param>
    /// <param name="occasion">Key of the run.</param>
    /// <param name="at">When it was asked for, UTC; a repeated step passes the same one.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MailingRef> PrepareAsync(string authority, string? partner, string occasion, DateTimeOffset at, CancellationToken cancellation)
    {
        var partners = (await PartnersAsync(authority, cancellation)).Where(p => partner is null ? p.Email is not null : p.Id == partner);
        return await PrepareAsync(authority, [.. partners.Select(p => p.Id)], occasion, at, isAsked: false, cancellation);
    }

    /// <summary>
    /// The same for whoever has asked on a page: for the partners of that address, who may be none. Asking again within a quarter of an hour makes
    /// the same mailing again, which goes to nobody twice, unless a partner has used a link in between.
    /// </summary>
    /// <param name="authority">The authority.</param>
    /// <param name="mailbox">The hash that stands for the address.</param>
    /// <param name="at">When it was asked for, UTC; a repeated step passes the same one.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<MailingRef> PrepareForAskerAsync(string authority, string mailbox, DateTimeOffset at, CancellationToken cancellation)
    {
        var (recipients, used) = (new List<string>(), new List<string>());
        foreach (var partner in await PartnersAsync(authority, cancellation))
        {
            if (partner.Email is { } address && await hash.OfAsync(address, cancellation) == mailbox)
            {
                recipients.Add(partner.Id);
                used.Add(await links.LastUsedAsync(authority, partner.Id, UploadLink.Action, cancellation) ?? "");
            }
        }

        var window = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % AskedAgain.Ticks), TimeSpan.Zero);
        var occasion = Names.Key(["asked", mailbox, .. used, window.UtcTicks.ToString(CultureInfo.InvariantCulture)]);
        return await PrepareAsync(authority, recipients, occasion, window, isAsked: true, cancellation);
    }

    private async Task<IReadOnlyList<Partner>> PartnersAsync(string authority, CancellationToken cancellation) =>
        (await settings.CurrentAsync(authority, cancellation) ?? throw new InvalidOperationException($"{authority} has no valid configuration.")).Partners;

    private async Task<MailingRef> PrepareAsync(
        string authority, List<string> recipients, string occasion, DateTimeOffset at, bool isAsked, CancellationToken cancellation)
    {
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
        await mailings.SaveAsync(name, new Mailing(TimetableMails.UploadLink.Name, variables, recipients) { Own = own, IsAsked = isAsked }, cancellation);
        return name;
    }
}
