using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Mail.Quota;

/// <summary>
/// The quota of the mail service, shared by all authorities and all runs of this deployment: one row, changed by its ETag, and another for the share of mails that anybody may have sent. A step that is
/// repeated takes its share again, which errs on the side of sending too slowly.
/// </summary>
public sealed class QuotaStore(HubStorage storage, MailOptions options, TimeProvider time)
{
    private const string All = "mail";
    private const string Asked = "asked";

    /// <summary>Takes as many mails as are allowed now, up to a number.</summary>
    /// <param name="wanted">How many at most.</param>
    /// <param name="isAsked">Whether anybody may have had them sent: they have to keep to their share, too.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many, and when more are allowed.</returns>
    public async Task<(int Granted, DateTimeOffset NextFree)> TakeAsync(int wanted, bool isAsked, CancellationToken cancellation)
    {
        if (!isAsked)
        {
            return await TakeAsync(All, wanted, options.Limits, cancellation);
        }

        var (share, shareFree) = await TakeAsync(Asked, wanted, options.Limits.ShareOfAsked, cancellation);
        var (granted, free) = await TakeAsync(All, share, options.Limits, cancellation);
        return (granted, shareFree > free ? shareFree : free);
    }

    private async Task<(int Granted, DateTimeOffset NextFree)> TakeAsync(string row, int wanted, QuotaLimits limits, CancellationToken cancellation)
    {
        while (true)
        {
            var (usage, found) = await LoadAsync(row, cancellation);
            var now = time.GetUtcNow();
            var (granted, next) = usage.Take(wanted, limits, now);
            if (granted == 0 || await TrySaveAsync(row, found, next, cancellation))
            {
                return (granted, next.NextFree(limits, now));
            }
        }
    }

    /// <summary>When the last of so many mails will have gone.</summary>
    public async Task<DateTimeOffset> FinishTimeAsync(int mails, CancellationToken cancellation)
    {
        var (usage, _) = await LoadAsync(All, cancellation);
        return usage.FinishTime(mails, options.Limits, time.GetUtcNow());
    }

    private async Task<(QuotaUsage Usage, TableEntity? Row)> LoadAsync(string key, CancellationToken cancellation)
    {
        var found = await storage.MailQuota.GetEntityIfExistsAsync<TableEntity>(key, key, cancellationToken: cancellation);
        return found.HasValue && found.Value is { } row
            ? (new QuotaUsage(JsonSerializer.Deserialize<Dictionary<long, int>>(row.GetString("Slots"))!), row)
            : (QuotaUsage.None, null);
    }

    private async Task<bool> TrySaveAsync(string key, TableEntity? row, QuotaUsage usage, CancellationToken cancellation)
    {
        var changed = new TableEntity(key, key) { ["Slots"] = JsonSerializer.Serialize(usage.Slots) };
        try
        {
            if (row is null)
            {
                return await storage.MailQuota.AddOnceAsync(changed, cancellation);
            }

            await storage.MailQuota.UpdateEntityAsync(changed, row.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // Another run took its share in between.
            return false;
        }
    }
}
