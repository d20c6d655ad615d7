using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using HubAutomation.Local.Functions.Invocation;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Functions.Blobs;

/// <summary>
/// Runs blob functions, a bounded number at a time, each up to five times with growing pauses; what fails every time goes
/// to the poison store.
/// </summary>
internal sealed class BlobRunner(
    WorkMeter meter,
    PoisonStore poison,
    TimeProvider time,
    TimeSpan firstPause,
    ILogger logger,
    CancellationToken stopping,
    CancellationToken abandoned) : IDisposable
{
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount * 4);

    /// <summary>Starts the runs for a blob that was taken in hand; does not wait for them.</summary>
    public void Start(
        BlobSubscription subscription, BlobClient client, ETag etag, BlobReceipt receipt, IReadOnlyDictionary<string, string> captures)
    {
        meter.Enter();
        var run = Task.Run(() => RunAsync(subscription, new TriggeredBlob(client, etag), receipt, captures), CancellationToken.None);
        _running[run] = 0;
        run.ContinueWith(
            ended =>
            {
                _running.TryRemove(ended, out _);
                meter.Leave();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits for all that runs.</summary>
    public Task DrainAsync() => Task.WhenAll(_running.Keys);

    public void Dispose() => _places.Dispose();

    private async Task RunAsync(
        BlobSubscription subscription, TriggeredBlob blob, BlobReceipt receipt, IReadOnlyDictionary<string, string> captures)
    {
        var (name, receipts) = (blob.Client.Name, subscription.Receipts);
        var error = "The process ended during every try.";
        try
        {
            while (receipt.Attempts < MostAttempts)
            {
                var outcome = await TryAsync(subscription, blob, receipt, captures);
                if (outcome is null)
                {
                    return;
                }

                error = outcome;
                if (receipt.Attempts < MostAttempts)
                {
                    await meter.PauseAsync(firstPause * Math.Pow(2, receipt.Attempts - 1), time, isOwed: true, stopping);
                }
            }

            receipts.GiveUp(name, receipt, error);
            poison.Add(subscription.Function.Description.Id, blob.Client.BlobContainerName, name, receipt.ETag);
            subscription.Function.GaveUp();
            Log.BlobGivenUp(logger, subscription.Function.Name, blob.Client.BlobContainerName, receipt.Attempts);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: the tries so far are on record and the next start goes on with the rest.
            receipt.InHand = false;
        }
    }

    /// <summary>One try; null when the blob is dealt with, else why it failed.</summary>
    private async Task<string?> TryAsync(
        BlobSubscription subscription, TriggeredBlob blob, BlobReceipt receipt, IReadOnlyDictionary<string, string> captures)
    {
        var (name, receipts) = (blob.Client.Name, subscription.Receipts);
        await _places.WaitAsync(stopping);
        receipts.Begin(name, receipt);
        try
        {
            await subscription.Function.RunAsync(blob, BindingData(blob, captures), abandoned);
            receipts.Complete(name, receipt);
            return null;
        }
        catch (StaleBlobException)
        {
            receipts.HandBack(name, receipt);
            return null;
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            receipts.HandBack(name, receipt);
            return null;
        }
#pragma warning disable CA1031 // Whatever the function throws is a failed try; it is in the log already.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>What a blob function can take by name.</summary>
    public static Dictionary<string, object?> BindingData(TriggeredBlob blob, IReadOnlyDictionary<string, string> captures)
    {
        var data = captures.ToDictionary(c => c.Key, object? (c) => c.Value, StringComparer.OrdinalIgnoreCase);
        data["BlobTrigger"] = $"{blob.Client.BlobContainerName}/{blob.Client.Name}";
        data["Uri"] = blob.Client.Uri.ToString();
        return data;
    }
}
