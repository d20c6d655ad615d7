using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>Whether a run may merge its file now.</summary>
public enum Claim
{
    /// <summary>Go on.</summary>
    Granted,

    /// <summary>Go on; no run before this one has ever written sessions of this file.</summary>
    GrantedFirst,

    /// <summary>Another run is merging the same file; ask again.</summary>
    Busy,

    /// <summary>A newer upload has been taken in already; this one must not undo it.</summary>
    Superseded,
}

/// <summary>
/// One file is merged by one run at a time, and an older upload never replaces a newer one. A claim of a run that was
/// terminated lapses after ten minutes without a step.
/// </summary>
public sealed class FileClaims(HubStorage storage, TimeProvider time)
{
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(10);

    /// <summary>Claims a file for a run, or prolongs its claim.</summary>
    public async Task<Claim> ClaimAsync(InputFile file, string runId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var key = TimetableFileRow.Key(file.Partner, file.Name);
        var found = await storage.TimetableFiles.GetEntityIfExistsAsync<TimetableFileRow>(file.Authority, key, cancellationToken: cancellation);
        var row = found.HasValue ? found.Value! : new TimetableFileRow { PartitionKey = file.Authority, RowKey = key, FileName = file.Name, FirstRunId = runId };
        if (row.UploadedAt > file.UploadedAt)
        {
            return Claim.Superseded;
        }

        if (row.ClaimedBy is { } holder && holder != runId && row.ClaimedUntil > now)
        {
            return Claim.Busy;
        }

        row.ClaimedBy = runId;
        row.ClaimedUntil = now + Lapse;
        row.UploadedAt = file.UploadedAt;
        try
        {
            if (found.HasValue)
            {
                await storage.TimetableFiles.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            }
            else
            {
                await storage.TimetableFiles.AddEntityAsync(row, cancellation);
            }

            return row.FirstRunId == runId ? Claim.GrantedFirst : Claim.Granted;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another run was faster by a moment.
            return Claim.Busy;
        }
    }
}
