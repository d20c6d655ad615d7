using System.Collections.Concurrent;
using HubAutomation.Local.DurableTask;
using HubAutomation.Local.Host.Functions;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Local.Host.Blobs;

/// <summary>
/// Runs blob functions, a bounded number at a time, each up to five times in a row without a pause, as the real host does;
/// what fails every time goes to the poison store.
/// </summary>
/// <param name="meter">Counts what is under way.</param>
/// <param name="poison">Gets what is given up.</param>
/// <param name="logger">Is told of it.</param>
/// <param name="stopping">Told to begin no further try.</param>
/// <param name="abandoned">Cancelled when a stopping host cannot wait longer for what runs.</param>
internal sealed class BlobRunner(
    WorkMeter meter, PoisonStore poison, ILogger logger, CancellationToken stopping, CancellationToken abandoned) : IDisposable
{
    private const int MostAttempts = 5;

    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly SemaphoreSlim _places = new(Environment.ProcessorCount * 4);

    /// <summary>Starts the runs for a blob that was taken in hand; does not wait for them.</summary>
    public void Start(BlobSubscription subscription, TriggeredBlob blob, BlobReceipt receipt)
    {
        meter.Enter();
        var run = Task.Run(() => RunAsync(subscription, blob, receipt), CancellationToken.None);
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

    private async Task RunAsync(BlobSubscription subscription, TriggeredBlob blob, BlobReceipt receipt)
    {
        var (name, receipts) = (blob.Client.Name, subscription.Receipts);
        var error = "The process ended during every try.";
        try
        {
            while (receipt.Attempts < MostAttempts && receipt.WorkersLost < MostAttempts)
            {
                var outcome = await TryInItsPlaceAsync(subscription, blob, receipt);
                if (outcome is null)
                {
                    return;
                }

                error = outcome;
            }

            receipts.GiveUp(name, receipt, error);
            poison.Add(subscription.Function.Description.Id, blob.Client.BlobContainerName, name, receipt.ETag);
            subscription.Function.GaveUp();
            Log.BlobGivenUp(logger, subscription.Function.Name, blob.Client.BlobContainerName, receipt.Attempts + receipt.WorkersLost);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops: the tries so far are on record and the next start goes on with the rest.
            receipt.InHand = false;
        }
    }

    private async Task<string?> TryInItsPlaceAsync(BlobSubscription subscription, TriggeredBlob blob, BlobReceipt receipt)
    {
        await _places.WaitAsync(stopping);
        try
        {
            return await TryAsync(subscription, blob, receipt);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>One try; null when nothing is left to do for the blob now, else why it failed.</summary>
    private async Task<string?> TryAsync(BlobSubscription subscription, TriggeredBlob blob, BlobReceipt receipt)
    {
        if (await InputAsync(blob) is not { } input)
        {
            receipt.InHand = false;
            return null;
        }

        var (name, receipts) = (blob.Client.Name, subscription.Receipts);
        var hasBegun = false;
        try
        {
            // A host that is killed while it waits for a worker has tried nothing.
            var worker = await subscription.Function.Runtime.Workers.ReadyAsync(stopping);
            receipts.Begin(name, receipt);
            hasBegun = true;
            await subscription.Function.RunAsync(worker, HostedFunction.NewInvocationId(), input, abandoned);
            receipts.Complete(name, receipt);
            return null;
        }
        catch (WorkerGoneException error)
        {
            // Not the function's failure, unless it ends every worker that is given the blob.
            if (hasBegun)
            {
                receipts.Uncount(name, receipt);
            }

            receipt.WorkersLost++;
            return error.Message;
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            receipts.Uncount(name, receipt);
            receipt.InHand = false;
            return null;
        }
        catch (Exception error) when (error is FunctionFailedException or FunctionCancelledException)
        {
            return Reason(error);
        }
    }

    /// <summary>What the function is given; null when the blob is to be let go, until the next listing has it.</summary>
    private async Task<TriggerInput?> InputAsync(TriggeredBlob blob)
    {
        try
        {
            return await blob.InputAsync(stopping);
        }
        catch (Exception error) when (StorageFault.Is(error))
        {
            Log.BlobNotReached(logger, blob.Client.BlobContainerName, error);
            return null;
        }
    }

    private static string Reason(Exception error) => error is FunctionFailedException { Details: { Type: { Length: > 0 } type, Message: var message } }
        ? $"{type[(type.LastIndexOf('.') + 1)..]}: {message}"
        : error.Message.Split('\n')[0];
}
