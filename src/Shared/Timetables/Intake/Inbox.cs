using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>Finds files that were dropped and that nobody has answered for, because an event can get lost but a file must not.</summary>
public sealed class Inbox(HubStorage storage, SettingsStore settings, TimeProvider time, ILogger<Inbox> log)
{
    /// <summary>
    /// The files of an authority whose present version has no outcome, with the key of the run to start. A file that was
    /// refused because nobody knew its partner comes again once partners.json knows the partner. Logs how long ago the newest
    /// file came, which an alert reads: no log query sees further back than two days.
    /// </summary>
    public async Task<IReadOnlyList<WaitingFile>> WaitingAsync(string authority, CancellationToken cancellation)
    {
        var current = await settings.CurrentAsync(authority, cancellation);
        var known = current?.Partners.Select(p => p.Id).ToHashSet() ?? [];
        var outcomes = new Dictionary<string, (string? ETag, string? Outcome)>();
        DateTimeOffset? newest = null;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {authority}");
        await foreach (var row in storage.TimetableFiles.QueryAsync<TimetableFileRow>(
            filter, select: ["PartitionKey", "RowKey", "FileName", "BlobETag", "Outcome", "UploadedAt"], cancellationToken: cancellation))
        {
            outcomes[row.RowKey] = (row.BlobETag, row.Outcome);
            newest = row.UploadedAt > newest || newest is null ? row.UploadedAt : newest;
        }

        if (newest is { } last)
        {
            log.NewestTimetable(authority, (int)(time.GetUtcNow() - last).TotalDays);
        }

        var waiting = new List<WaitingFile>();
        await foreach (var blob in storage.Timetables.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{authority}/", cancellation))
        {
            if (InputFile.Parse(blob.Name, blob.Properties.ETag ?? default, blob.Properties.LastModified ?? default) is not { } file)
            {
                continue;
            }

            var outcome = outcomes.GetValueOrDefault(TimetableFileRow.Key(file.Partner, file.Name));
            if (outcome.ETag?.Trim('"') != file.ETag)
            {
                waiting.Add(new WaitingFile(file, file.Key));
            }
            else if (outcome.Outcome == nameof(TimetableOutcome.UnknownPartner) && known.Contains(file.Partner))
            {
                waiting.Add(new WaitingFile(file, Names.Key(file.Key, current!.Version)));
            }
        }

        return waiting;
    }
}

/// <summary>A file to start, and the key of its run.</summary>
public sealed record WaitingFile(InputFile File, string RunKey);
