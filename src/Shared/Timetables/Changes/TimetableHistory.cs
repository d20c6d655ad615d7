using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Receipts;
using HubAutomation.Shared.Timetables.Words;

namespace HubAutomation.Shared.Timetables.Changes;

/// <summary>What the latest versions of partners' files changed.</summary>
public sealed class TimetableHistory(HubStorage storage)
{
    /// <summary>How many versions the latest changes are of.</summary>
    public const int LatestVersions = 50;

    /// <summary>How many changes of a version are told.</summary>
    public const int ChangesPerVersion = 200;

    /// <summary>The changes of the latest fifty versions, the first two hundred of each.</summary>
    public async Task<IReadOnlyList<TimetableChange>> LatestAsync(AuthoritySettings settings, CancellationToken cancellation)
    {
        var changes = new List<TimetableChange>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {settings.Authority.Id}");
        var versions = 0;
        await foreach (var version in storage.TimetableVersions.QueryAsync<TableEntity>(filter, maxPerPage: LatestVersions, cancellationToken: cancellation))
        {
            if (++versions > LatestVersions)
            {
                break;
            }

            await foreach (var line in LinesAsync(settings.Authority.Id, version.GetString("RunId"), cancellation))
            {
                changes.Add(Describe(settings, version, line));
            }
        }

        return changes;
    }

    private async IAsyncEnumerable<SessionChangeLine> LinesAsync(
        string authority, string runId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var blob in storage.Changes.GetBlobsAsync(BlobTraits.None, BlobStates.None, SessionMerge.ChangesPrefix(authority, runId), cancellation))
        {
            using var reader = new StreamReader(await storage.Changes.GetBlobClient(blob.Name).OpenReadAsync(cancellationToken: cancellation));
            while (await reader.ReadLineAsync(cancellation) is { } line)
            {
                if (++count > ChangesPerVersion)
                {
                    yield break;
                }

                yield return JsonSerializer.Deserialize<SessionChangeLine>(line, HubJson.Options)!;
            }
        }
    }

    private static TimetableChange Describe(AuthoritySettings settings, TableEntity version, SessionChangeLine line)
    {
        var partner = version.GetString("Partner");
        var place = settings.Places.FirstOrDefault(p => p.Id == line.Session.PlaceId);
        return new TimetableChange(
            version.GetDateTimeOffset("At") ?? default,
            settings.Partners.FirstOrDefault(p => p.Id == partner)?.Name ?? partner,
            Receipt.SafeName(version.GetString("FileName")),
            line.Change,
            line.Session.Title,
            place is null ? line.Session.PlaceId : SessionWords.Where(line.Session, place),
            SessionWords.When(line.Session),
            line is { Change: ChangeKind.Changed, Previous: { } previous }
                ? SessionDifference.Describe(previous, line.Session, settings.Places)
                : []);
    }
}
