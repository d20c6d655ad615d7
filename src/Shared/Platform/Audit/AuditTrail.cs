using System.Globalization;
using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Audit;

/// <summary>
/// The append-only trail of what the hub took in, refused, published and sent. Rows hold counts, ids and keyed hashes only.
/// </summary>
public sealed class AuditTrail(HubStorage storage)
{
    /// <summary>Somebody who had stopped mails gets them again; the subject is <c>{subscription}.{mailbox}</c>.</summary>
    public const string SubscribedAgain = "mail-subscribed-again";

    /// <summary>Staff have taken an address off the list of those that mails came back from; the subject is its keyed hash.</summary>
    public const string AllowedAgain = "mail-allowed-again";

    /// <summary>Stands for the authority of what belongs to none; no authority can have that id.</summary>
    public const string NoAuthority = "-";

    /// <summary>The authority that a blob belongs to by its first folder.</summary>
    public static string AuthorityOf(string blobName) =>
        blobName.Split('/') is [var authority, _, ..] && Names.IsId(authority) ? authority : NoAuthority;

    /// <summary>
    /// A blob as an entry names it: the folders of authority and partner, and the rest as its key, since names of files may
    /// hold anything.
    /// </summary>
    public static string SubjectOf(string blobName)
    {
        var parts = blobName.Split('/', 3);
        var folders = parts.SkipLast(1).TakeWhile(Names.IsId).ToList();
        return string.Join('/', [.. folders, Names.Key(string.Join('/', parts.Skip(folders.Count)))]);
    }

    /// <summary>Appends one entry. The same entry twice (a repeated step) is one row.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="at">When it happened, UTC; a repeated step passes the same moment.</param>
    /// <param name="what">"timetable-accepted", "timetable-quarantined", "configuration-refused", ...</param>
    /// <param name="subject">What it happened to: an id, never a person.</param>
    /// <param name="runId">The run that did it, or null.</param>
    /// <param name="details">One line of counts.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when the entry was there already.</returns>
    public async Task<bool> AppendAsync(
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
        return await storage.Audit.AddOnceAsync(row, cancellation);
    }

    /// <summary>What something has happened to since a moment, of all authorities.</summary>
    public async Task<IReadOnlyList<(string Authority, string Subject)>> SubjectsSinceAsync(string what, DateTimeOffset since, CancellationToken cancellation)
    {
        var first = since.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
        var subjects = new List<(string, string)>();
        try
        {
            var filter = TableClient.CreateQueryFilter($"RowKey ge {first} and What eq {what}");
            await foreach (var row in storage.Audit.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "Subject"], cancellationToken: cancellation))
                subjects.Add((row.PartitionKey.Split('.')[0], row.GetString("Subject")));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The trail is gone, and with it what it said.
            return [];
        }

        return subjects;
    }
}
