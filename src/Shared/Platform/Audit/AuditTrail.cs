using System.Globalization;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Audit;

/// <summary>
/// The append-only trail of what the hub took in, refused, published and sent. Rows hold counts, ids and keyed hashes only.
/// </summary>
public sealed class AuditTrail(HubStorage storage)
{
    /// <summary>Appends one entry. The same entry twice (a repeated step) is one row.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="at">When it happened, UTC; a repeated step passes the same moment.</param>
    /// <param name="what">"timetable-accepted", "timetable-quarantined", "configuration-refused", ...</param>
    /// <param name="subject">What it happened to: an id, never a person.</param>
    /// <param name="runId">The run that did it, or null.</param>
    /// <param name="details">One line of counts.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task AppendAsync(
        string authority, DateTimeOffset at, string what, string subject, string? runId, string details, CancellationToken cancellation)
    {
        var month = at.UtcDateTime.ToString("yyyyMM", CultureInfo.InvariantCulture);
        var row = new TableEntity($"{authority}.{month}", $"{at.UtcTicks:D19}.{what}.{Names.Key(subject, runId ?? "")}")
        {
            ["At"] = at,
            ["What"] = what,
            ["Subject"] = subject,
            ["RunId"] = runId,
            ["Details"] = details,
        };
        await storage.Audit.AddOnceAsync(row, cancellation);
    }
}
