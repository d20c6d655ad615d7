using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Published;

/// <summary>
/// Every merge that changed something takes a number. A publication that has read the sessions after a number was taken
/// covers that merge, so that a thousand files arriving together are published a few times, not a thousand.
/// </summary>
public sealed class PublishTickets(HubStorage storage)
{
    private const string Row = "timetables";

    private readonly ConcurrentDictionary<string, Queue> queues = new();

    /// <summary>
    /// Takes a number. Taking one too many (a repeated step) costs a publication, never a change. Those who ask while one is
    /// being taken share the next: of hundreds of files that arrive together, each would otherwise wait for every other's.
    /// </summary>
    public async Task<long> TakeAsync(string authority, CancellationToken cancellation)
    {
        var queue = queues.GetOrAdd(authority, _ => new Queue(new SemaphoreSlim(1, 1)));
        var place = Interlocked.Increment(ref queue.Asked);
        await queue.Gate.WaitAsync(cancellation);
        try
        {
            if (queue.Served < place)
            {
                var asked = Interlocked.Read(ref queue.Asked);
                queue.Ticket = await RaiseAsync(authority, cancellation);
                queue.Served = asked;
            }

            return queue.Ticket;
        }
        finally
        {
            queue.Gate.Release();
        }
    }

    private async Task<long> RaiseAsync(string authority, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await storage.PublishTickets.GetEntityIfExistsAsync<TableEntity>(authority, Row, cancellationToken: cancellation);
            var next = (found.HasValue ? found.Value!.GetInt64("Ticket") ?? 0 : await PublishedAsync(authority, cancellation)) + 1;
            var row = new TableEntity(authority, Row) { ["Ticket"] = next };
            try
            {
                if (found.HasValue)
                {
                    await storage.PublishTickets.UpdateEntityAsync(row, found.Value!.ETag, TableUpdateMode.Replace, cancellation);
                }
                else
                {
                    await storage.PublishTickets.AddEntityAsync(row, cancellation);
                }

                return next;
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // Somebody else took this number in between: read again.
            }
        }
    }

    // Where the counter was lost, it goes on after what families see: merges would otherwise seem to be published already.
    private async Task<long> PublishedAsync(string authority, CancellationToken cancellation) =>
        (await PublishedTimetables.LoadManifestAsync(storage, authority, cancellation)).Manifest?.Ticket ?? 0;

    /// <summary>The last number taken; 0 when none was.</summary>
    public async Task<long> LastAsync(string authority, CancellationToken cancellation)
    {
        var found = await storage.PublishTickets.GetEntityIfExistsAsync<TableEntity>(authority, Row, cancellationToken: cancellation);
        return found.HasValue ? found.Value!.GetInt64("Ticket") ?? 0 : 0;
    }

    // Who asks is numbered; what was taken after somebody had asked is good for that one.
    private sealed class Queue(SemaphoreSlim gate)
    {
        public SemaphoreSlim Gate { get; } = gate;

        public long Asked;
        public long Served;
        public long Ticket;
    }
}
