using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Templates;

namespace HubAutomation.Shared.Platform.Mail.Subscriptions;

/// <summary>How somebody has unsubscribed, or subscribed again.</summary>
public enum UnsubscribedBy
{
    /// <summary>By the page that the mail's link leads to.</summary>
    Page,

    /// <summary>By the button that a mail program shows (RFC 8058).</summary>
    OneClick,

    /// <summary>By telling staff.</summary>
    Staff,
}

/// <summary>That a mailbox gets no more mails of a subscription.</summary>
/// <param name="Since">Since when, UTC.</param>
/// <param name="By">How.</param>
public sealed record Unsubscription(DateTimeOffset Since, UnsubscribedBy By);

/// <summary>How many have unsubscribed, and how. No addresses, for nobody.</summary>
/// <param name="Subscription">The subscription's id.</param>
/// <param name="Unsubscribed">Mailboxes in all.</param>
/// <param name="ByPage">Of them by the page.</param>
/// <param name="ByOneClick">Of them by their mail program's button.</param>
/// <param name="ByStaff">Of them by telling staff.</param>
public sealed record UnsubscriptionCounts(string Subscription, int Unsubscribed, int ByPage, int ByOneClick, int ByStaff);

/// <summary>
/// Who gets no more of which mails, in table <c>MailUnsubscriptions</c>: partition <c>{authority}.{subscription}</c>, row the address's keyed
/// hash ("mailbox"), with a mark of the key. Nothing but the person's own wish, by the page or through staff, removes a row; when and how is also in the audit trail.
/// </summary>
public sealed class Unsubscriptions(
    SubscriptionList subscriptions, HubStorage storage, AddressHash hash, PersonalLinks links, PlatformOptions options, AuditTrail audit, TimeProvider time)
{
    /// <summary>The address of the page by which an address's owner stops these mails.</summary>
    public async Task<Uri> LinkForAsync(string authority, Subscription subscription, string address, CancellationToken cancellation)
    {
        var mailbox = await hash.OfAsync(address, cancellation);
        var token = await links.SignAsync(UnsubscribeLink.For(authority, subscription, mailbox), cancellation);
        return UnsubscribeLink.Url(options.PublicBaseUrl, authority, token);
    }

    /// <summary>Whether an address's owner has stopped these mails.</summary>
    public async Task<bool> HasAsync(string authority, Subscription subscription, string address, CancellationToken cancellation) =>
        await FindAsync(authority, subscription, await hash.OfAsync(address, cancellation), cancellation) is not null;

    /// <summary>
    /// Why these mails may be sent to nobody: people have stopped them, and the key that tells who is lost; null when they may be sent.
    /// To write to somebody who has unsubscribed is worse than to be late.
    /// </summary>
    public async Task<string?> ObstacleAsync(string authority, Subscription subscription, CancellationToken cancellation)
    {
        var mark = await hash.MarkAsync(cancellation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(authority, subscription)} and KeyMark ne {mark}");
        await foreach (var row in storage.MailUnsubscriptions.QueryAsync<TableEntity>(filter, select: ["KeyMark"], cancellationToken: cancellation))
        {
            if (row.GetString("KeyMark") is { } other && other != mark)
            {
                return $"People have stopped {subscription.What}, and the key that tells who they are is lost, so they are sent to nobody. "
                    + "Put the row \"mail-addresses\" back into the table HubKeys and restart the hub (docs/deploy.md, \"The keys\").";
            }
        }

        return null;
    }

    /// <summary>Since when and how a mailbox gets no more of these mails; null when it gets them.</summary>
    public async Task<Unsubscription?> FindAsync(string authority, Subscription subscription, string mailbox, CancellationToken cancellation)
    {
        var found = await storage.MailUnsubscriptions.GetEntityIfExistsAsync<TableEntity>(
            PartitionOf(authority, subscription), mailbox, cancellationToken: cancellation);
        return found.HasValue && found.Value is { } row ? new Unsubscription(row.GetDateTimeOffset("Since")!.Value, HowOf(row)) : null;
    }

    /// <summary>Stops these mails. Whoever has stopped them before has done so since then.</summary>
    public async Task<Unsubscription> AddAsync(
        string authority, Subscription subscription, string mailbox, UnsubscribedBy by, CancellationToken cancellation)
    {
        var now = new Unsubscription(time.GetUtcNow(), by);
        await storage.MailUnsubscriptions.AddOnceAsync(
            new TableEntity(PartitionOf(authority, subscription), mailbox)
            {
                ["Since"] = now.Since,
                ["How"] = by.ToString(),
                ["KeyMark"] = await hash.MarkAsync(cancellation),
            },
            cancellation);
        var standing = await FindAsync(authority, subscription, mailbox, cancellation) ?? now;

        // The same moment gives the same entry: one that a crash has prevented is made up for when the link is used again.
        await NoteAsync("mail-unsubscribed", standing.Since, authority, subscription, mailbox, $"How: {standing.By}.", cancellation);
        return standing;
    }

    /// <summary>Starts these mails again, for whoever had stopped them.</summary>
    public async Task RemoveAsync(string authority, Subscription subscription, string mailbox, UnsubscribedBy by, CancellationToken cancellation)
    {
        if (await FindAsync(authority, subscription, mailbox, cancellation) is null)
        {
            return;
        }

        await NoteAsync(AuditTrail.SubscribedAgain, time.GetUtcNow(), authority, subscription, mailbox, $"How: {by}.", cancellation);
        await storage.MailUnsubscriptions.DeleteEntityAsync(PartitionOf(authority, subscription), mailbox, cancellationToken: cancellation);
    }

    /// <summary>How many have unsubscribed from each of an authority's subscriptions.</summary>
    public async Task<IReadOnlyList<UnsubscriptionCounts>> CountAsync(string authority, CancellationToken cancellation)
    {
        var counts = new List<UnsubscriptionCounts>();
        foreach (var subscription in subscriptions.All)
        {
            var ways = new List<UnsubscribedBy>();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(authority, subscription)}");
            await foreach (var row in storage.MailUnsubscriptions.QueryAsync<TableEntity>(filter, select: ["How"], cancellationToken: cancellation))
            {
                ways.Add(HowOf(row));
            }

            int By(UnsubscribedBy way) => ways.Count(w => w == way);
            counts.Add(new UnsubscriptionCounts(
                subscription.Id, ways.Count, By(UnsubscribedBy.Page), By(UnsubscribedBy.OneClick), By(UnsubscribedBy.Staff)));
        }

        return counts;
    }

    private Task<bool> NoteAsync(
        string what, DateTimeOffset at, string authority, Subscription subscription, string mailbox, string details, CancellationToken cancellation) =>
        audit.AppendAsync(authority, at, what, $"{subscription.Id}.{mailbox}", null, details, cancellation);

    private static string PartitionOf(string authority, Subscription subscription) => $"{authority}.{subscription.Id}";

    private static UnsubscribedBy HowOf(TableEntity row) => Enum.Parse<UnsubscribedBy>(row.GetString("How"));
}
