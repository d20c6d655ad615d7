using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Runs;

/// <summary>
/// Counts how often a function has failed for a version of a blob. A host tries five times and then gives the blob up without
/// a word to the hub, so the fifth failure is the moment to write that down. A try during which the process itself ended is
/// not seen.
/// </summary>
public sealed class BlobTries(HubStorage storage, AuditTrail audit, TimeProvider time)
{
    /// <summary>How often hosts try: maxDequeueCount, as it is when host.json does not set it.</summary>
    public const int Most = 5;

    // What has failed in this process: only for these does a success cost a request.
    private readonly ConcurrentDictionary<(string Function, string Blob), byte> failing = new();

    /// <summary>Notes a failed try, and in the audit trail, once for a version, that it was the last.</summary>
    /// <param name="function">The function.</param>
    /// <param name="blob"><c>{container}/{name}</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RecordFailureAsync(string function, string blob, CancellationToken cancellation)
    {
        if (await storage.VersionAsync(blob, cancellation) is not { } version)
        {
            // It was removed: nobody tries again.
            return;
        }

        failing[(function, blob)] = 0;
        var (authority, key) = (AuditTrail.AuthorityOf(NameOf(blob)), Names.Key(function, blob));
        var found = await storage.BlobTries.GetEntityIfExistsAsync<TableEntity>(authority, key, cancellationToken: cancellation);
        var before = found.HasValue && found.Value!.GetString("Version") == version ? found.Value.GetInt32("Tries") ?? 0 : 0;
        if (before + 1 == Most)
        {
            var details = string.Create(CultureInfo.InvariantCulture, $"{function} gave up after {Most} tries; the next sweep starts it again, within minutes.");
            await audit.AppendAsync(
                authority, time.GetUtcNow(), "blob-given-up", $"{ContainerOf(blob)}/{AuditTrail.SubjectOf(NameOf(blob))}", null, details, cancellation);
        }

        var row = new TableEntity(authority, key) { ["Function"] = function, ["Version"] = version, ["Tries"] = before + 1, ["FailedAt"] = time.GetUtcNow() };
        await storage.BlobTries.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>When a blob of an authority was last given up; null when none is.</summary>
    public async Task<DateTimeOffset?> LastGivenUpAsync(string authority, CancellationToken cancellation)
    {
        DateTimeOffset? last = null;
        var given = TableClient.CreateQueryFilter($"PartitionKey eq {authority} and Tries ge {Most}");
        await foreach (var row in storage.BlobTries.QueryAsync<TableEntity>(given, cancellationToken: cancellation))
        {
            // Rows of before this was kept have no time.
            if (row.GetDateTimeOffset("FailedAt") is { } at && !(at <= last))
                last = at;
        }

        return last;
    }

    /// <summary>Forgets the failed tries of a blob for which the function has run.</summary>
    /// <param name="function">The function.</param>
    /// <param name="blob"><c>{container}/{name}</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RecordSuccessAsync(string function, string blob, CancellationToken cancellation)
    {
        if (failing.TryRemove((function, blob), out _))
        {
            await storage.BlobTries.DeleteEntityAsync(
                AuditTrail.AuthorityOf(NameOf(blob)), Names.Key(function, blob), cancellationToken: cancellation);
        }
    }

    private static string ContainerOf(string blob) => blob.Split('/', 2)[0];

    private static string NameOf(string blob) => blob.Split('/', 2)[^1];
}
