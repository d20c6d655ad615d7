using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Publishing;

/// <summary>
/// Every merge that changed something takes a number. A publication that has read the sessions after a number was taken
/// covers that merge, so that a thousand files arriving together are published a few times, not a thousand.
/// </summary>
public sealed class PublishTickets(HubStorage storage)
{
    private const string Row = "timetables";

    /// <summary>Takes the next number. Taking one too many (a repeated step) costs a publication, never a change.</summary>
    public async Task<long> TakeAsync(string authority, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await storage.PublishTickets.GetEntityIfExistsAsync<TableEntity>(authority, Row, cancellationToken: cancellation);
            var next = (found.HasValue ? found.Value!.GetInt64("Ticket") ?? 0 : 0) + 1;
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

    /// <summary>The last number taken; 0 when none was.</summary>
    public async Task<long> LastAsync(string authority, CancellationToken cancellation)
    {
        var found = await storage.PublishTickets.GetEntityIfExistsAsync<TableEntity>(authority, Row, cancellationToken: cancellation);
        return found.HasValue ? found.Value!.GetInt64("Ticket") ?? 0 : 0;
    }
}
