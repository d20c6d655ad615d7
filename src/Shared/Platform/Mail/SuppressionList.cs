using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>
/// Addresses that mails came back from, in table <c>MailSuppressions</c>: partition the authority, row the address's keyed hash. They are
/// not written to again until staff take them off the list.
/// </summary>
public sealed class SuppressionList(HubStorage storage, AddressHash hash, AuditTrail audit, TimeProvider time)
{
    /// <summary>Puts an address on the list.</summary>
    public async Task AddAsync(string authority, string address, string reason, DateTimeOffset at, CancellationToken cancellation) =>
        await storage.MailSuppressions.AddOnceAsync(
            new TableEntity(authority, await hash.OfAsync(address, cancellation)) { ["Reason"] = reason, ["Since"] = at }, cancellation);

    /// <summary>Whether an address is on the list.</summary>
    public async Task<bool> HasAsync(string authority, string address, CancellationToken cancellation)
    {
        var found = await storage.MailSuppressions.GetEntityIfExistsAsync<TableEntity>(
            authority, await hash.OfAsync(address, cancellation), cancellationToken: cancellation);
        return found.HasValue;
    }

    /// <summary>Takes an address off the list, e.g. when a mailbox works again, and leaves an audit entry.</summary>
    public async Task RemoveAsync(string authority, string address, CancellationToken cancellation)
    {
        if (!await HasAsync(authority, address, cancellation))
        {
            return;
        }

        var mailbox = await hash.OfAsync(address, cancellation);
        await audit.AppendAsync(authority, time.GetUtcNow(), AuditTrail.AllowedAgain, mailbox, null, "Staff have taken the address off the list.", cancellation);
        await storage.MailSuppressions.DeleteEntityAsync(authority, mailbox, cancellationToken: cancellation);
    }
}
