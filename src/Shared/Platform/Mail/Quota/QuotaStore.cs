using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Mail.Quota;

/// <summary>
/// The quota of the mail service, shared by all authorities and all runs of this deployment: one row, changed by its ETag. A step that is
/// repeated takes its share again, which errs on the side of sending too slowly.
/// </summary>
public sealed class QuotaStore(HubStorage storage, MailOptions options, TimeProvider time)
{
    private const string Key = "mail";

    /// <summary>Takes as many mails as are allowed now, up to a number.</summary>
    /// <returns>How many, and when more are allowed.</returns>
    public async Task<(int Granted, DateTimeOffset NextFree)> TakeAsync(int wanted, CancellationToken cancellation)
    {
        while (true)
        {
            var (usage, row) = await LoadAsync(cancellation);
            var now = time.GetUtcNow();
            var (granted, next) = usage.Take(wanted, options.Limits, now);
            if (granted == 0 || await TrySaveAsync(row, next, cancellation))
            {
                return (granted, next.NextFree(options.Limits, now));
            }
        }
    }

    /// <summary>When the last of so many mails will have gone.</summary>
    public async Task<DateTimeOffset> FinishTimeAsync(int mails, CancellationToken cancellation)
    {
        var (usage, _) = await LoadAsync(cancellation);
        return usage.FinishTime(mails, options.Limits, time.GetUtcNow());
    }

    private async Task<(QuotaUsage Usage, TableEntity? Row)> LoadAsync(CancellationToken cancellation)
    {
        var found = await storage.MailQuota.GetEntityIfExistsAsync<TableEntity>(Key, Key, cancellationToken: cancellation);
        return found.HasValue && found.Value is { } row
            ? (new QuotaUsage(JsonSerializer.Deserialize<Dictionary<long, int>>(row.GetString("Slots"))!), row)
            : (QuotaUsage.None, null);
    }

    private async Task<bool> TrySaveAsync(TableEntity? row, QuotaUsage usage, CancellationToken cancellation)
    {
        var changed = new TableEntity(Key, Key) { ["Slots"] = JsonSerializer.Serialize(usage.Slots) };
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
