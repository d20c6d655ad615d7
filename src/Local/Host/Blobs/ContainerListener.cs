using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Local.Host.Functions;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>A function with the blobs that start it.</summary>
internal sealed record BlobSubscription(HostedFunction Function, BlobPathPattern Path, BlobReceipts Receipts);

/// <summary>
/// Watches one container for all its functions: each pass is one listing, in pages of 5,000, and a comparison in memory.
/// </summary>
internal sealed class ContainerListener(
    BlobContainerClient container, string connection, IReadOnlyList<BlobSubscription> subscriptions, BlobRunner runner, ILogger logger) : IDisposable
{
    private const int PageSize = 5_000;

    /// <summary>How many times as long as a listing took the storage is left to others: an emulator answers nobody meanwhile.</summary>
    private const int RestPerListing = 9;

    private readonly string _prefix = subscriptions.Select(s => s.Path.Prefix).Aggregate(CommonPrefix);
    private readonly SemaphoreSlim _onePassAtATime = new(1);
    private int _pass;

    /// <summary>
    /// Looks until told to stop: at once, then at the interval, or less often where listings are long. A failed pass is told
    /// to the log and made again.
    /// </summary>
    public async Task RunAsync(TimeSpan interval, TimeProvider time, CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            var begun = time.GetTimestamp();
            try
            {
                await PassAsync(stopping);
                failures = 0;
            }
            catch (Exception error) when (StorageFault.Is(error))
            {
                // A storage that is away for an hour is worth one line a minute, not one a pass; where the code was is worth none.
                if (failures++ % 30 == 0)
                {
                    Log.BlobListingFailed(logger, container.Name, StorageFault.ReasonOf(error));
                }
            }

            var rest = time.GetElapsedTime(begun) * RestPerListing;
            await Task.Delay(interval == Timeout.InfiniteTimeSpan || interval > rest ? interval : rest, time, stopping);
        }
    }

    /// <summary>One listing; the number of runs that it has started, or that have to be started when the present one ends.</summary>
    public async Task<int> PassAsync(CancellationToken stopping)
    {
        await _onePassAtATime.WaitAsync(stopping);
        try
        {
            var pass = ++_pass;
            var work = 0;
            await foreach (var page in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, _prefix, stopping).AsPages(pageSizeHint: PageSize))
            {
                foreach (var blob in page.Values)
                {
                    foreach (var subscription in subscriptions)
                    {
                        work += Consider(subscription, blob, pass) ? 1 : 0;
                    }
                }
            }

            foreach (var subscription in subscriptions)
            {
                subscription.Receipts.ForgetUnseen(pass);
            }

            return work;
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return 0;
        }
        finally
        {
            _onePassAtATime.Release();
        }
    }

    public void Dispose() => _onePassAtATime.Dispose();

    private bool Consider(BlobSubscription subscription, BlobItem blob, int pass)
    {
        var etag = blob.Properties.ETag!.Value;
        if (subscription.Receipts.Find(blob.Name) is { } receipt)
        {
            receipt.SeenIn = pass;
            if (receipt.InHand || (receipt.ETag == etag.ToString() && receipt.State != ReceiptState.Running))
            {
                return receipt.InHand;
            }
        }

        if (subscription.Path.Match(blob.Name) is not { } captures)
        {
            return false;
        }

        var taken = subscription.Receipts.Take(blob.Name, etag);
        taken.SeenIn = pass;
        runner.Start(subscription, new TriggeredBlob(container.GetBlobClient(blob.Name), etag, connection, captures), taken);
        return true;
    }

    private static string CommonPrefix(string a, string b) => a[..a.AsSpan().CommonPrefixLength(b)];
}
