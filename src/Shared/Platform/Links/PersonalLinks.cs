using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Links;

/// <summary>
/// Signed links for people without an account. A link says itself what it allows and until when, signed with HMAC-SHA256; that it was
/// used is a row of table <c>LinkUses</c>. Following a link changes nothing: mail programs and their virus scanners follow links, too.
/// </summary>
public sealed class PersonalLinks(HubStorage storage, HubKeys keys, TimeProvider time)
{
    /// <summary>How long a form may lie open before it must be asked for again.</summary>
    public static readonly TimeSpan FormLifetime = TimeSpan.FromHours(2);

    /// <summary>The last part of the link's address. The same link gives the same text.</summary>
    public async Task<string> SignAsync(PersonalLink link, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        var text = Encoding.UTF8.GetBytes(link.Write());
        var signature = HMACSHA256.HashData(await KeyAsync(link, cancellation), text);
        return $"{Base64Url.EncodeToString(text)}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Reads a link that somebody has followed.</summary>
    /// <param name="token">The last part of its address.</param>
    /// <param name="authority">The authority whose page was asked for.</param>
    /// <param name="action">What the page is for.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<LinkReading> ReadAsync(string token, string authority, string action, CancellationToken cancellation)
    {
        if (await VerifyAsync(token, cancellation) is not { } link || link.Authority != authority || link.Action != action)
        {
            return new LinkReading.NotOurs();
        }

        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link.Write())).AsSpan(0, 16));
        var found = await storage.LinkUses.GetEntityIfExistsAsync<TableEntity>(authority, id, cancellationToken: cancellation);

        // Whoever used it in time may still see what came of it.
        return found.HasValue ? new LinkReading.Valid(link, id, UseOf(found.Value!))
            : link.ExpiresAt <= time.GetUtcNow() ? new LinkReading.Expired(link)
            : new LinkReading.Valid(link, id, null);
    }

    /// <summary>Uses a link. The first use stands: whoever comes later, or at the same moment with something else, is told of it.</summary>
    /// <param name="link">The link, as it was read.</param>
    /// <param name="what">What is about to be done, as a key; a repeated request has the same one, and may go on.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The use that stands.</returns>
    public async Task<LinkUse> UseAsync(LinkReading.Valid link, string what, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        var use = new TableEntity(link.Link.Authority, link.Id) { ["What"] = what, ["At"] = time.GetUtcNow(), ["Action"] = link.Link.Action };
        if (await storage.LinkUses.AddOnceAsync(use, cancellation))
        {
            await storage.LinkUses.UpsertEntityAsync(
                new TableEntity(link.Link.Authority, LastUseKey(link.Link.Person, link.Link.Action)) { ["Link"] = link.Id }, TableUpdateMode.Replace, cancellation);
        }

        var row = await storage.LinkUses.GetEntityAsync<TableEntity>(link.Link.Authority, link.Id, cancellationToken: cancellation);
        return UseOf(row.Value);
    }

    /// <summary>The link for an action that a person has used last, as a key; null when they have used none.</summary>
    public async Task<string?> LastUsedAsync(string authority, string person, string action, CancellationToken cancellation)
    {
        var found = await storage.LinkUses.GetEntityIfExistsAsync<TableEntity>(authority, LastUseKey(person, action), cancellationToken: cancellation);
        return found.HasValue ? found.Value!.GetString("Link") : null;
    }

    /// <summary>Notes which run a use has started.</summary>
    public async Task NoteRunAsync(LinkReading.Valid link, string runId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        await storage.LinkUses.UpdateEntityAsync(
            new TableEntity(link.Link.Authority, link.Id) { ["RunId"] = runId }, Azure.ETag.All, TableUpdateMode.Merge, cancellation);
    }

    /// <summary>
    /// A hidden field for a form that was reached by a link: shows that the hub itself has made the form, for this link, this step and
    /// this subject, in the last <see cref="FormLifetime"/>. A page elsewhere cannot make one (CSRF).
    /// </summary>
    public async Task<string> FormTokenAsync(string linkId, string step, string subject, CancellationToken cancellation)
    {
        var until = time.GetUtcNow().Add(FormLifetime).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{until}.{Base64Url.EncodeToString(await FormSignatureAsync(linkId, step, subject, until, cancellation))}";
    }

    /// <summary>Whether a form carries the field that <see cref="FormTokenAsync"/> made for the same.</summary>
    public async Task<bool> IsFormAsync(string? token, string linkId, string step, string subject, CancellationToken cancellation)
    {
        if (token?.Split('.') is not [var until, var shown] || Decode(shown) is not { } signature
            || !long.TryParse(until, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var expected = await FormSignatureAsync(linkId, step, subject, until, cancellation);
        return CryptographicOperations.FixedTimeEquals(signature, expected) && seconds >= time.GetUtcNow().ToUnixTimeSeconds();
    }

    private async Task<byte[]> FormSignatureAsync(string linkId, string step, string subject, string until, CancellationToken cancellation) =>
        HMACSHA256.HashData(
            await keys.OfAsync(HubKeys.PersonalLinks, cancellation), Encoding.UTF8.GetBytes(string.Join('\u001f', "form", linkId, step, subject, until)));

    private async Task<PersonalLink?> VerifyAsync(string token, CancellationToken cancellation)
    {
        if (token.Split('.') is not [var first, var second] || Decode(first) is not { } text || Decode(second) is not { } signature
            || PersonalLink.Read(Encoding.UTF8.GetString(text)) is not { } link)
        {
            return null;
        }

        var expected = HMACSHA256.HashData(await KeyAsync(link, cancellation), text);
        return CryptographicOperations.FixedTimeEquals(signature, expected) ? link : null;
    }

    private Task<byte[]> KeyAsync(PersonalLink link, CancellationToken cancellation) =>
        keys.OfAsync(link.ExpiresAt == PersonalLink.Never ? HubKeys.LastingLinks : HubKeys.PersonalLinks, cancellation);

    private static byte[]? Decode(string text) =>
        Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    private static string LastUseKey(string person, string action) => $"last.{action}.{Names.Key(person)}";

    private static LinkUse UseOf(TableEntity row) =>
        new(row.GetString("What"), row.GetDateTimeOffset("At")!.Value, row.GetString("RunId"));
}
