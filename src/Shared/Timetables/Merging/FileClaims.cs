using Azure;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Merging;

/// <summary>Whether a run may merge its file now.</summary>
public enum Claim
{
    /// <summary>Go on.</summary>
    Granted,

    /// <summary>Go on; no run before this one has ever written sessions of this file.</summary>
    GrantedFirst,

    /// <summary>What was taken in last is this very content: the file counts as answered, there is nothing to merge.</summary>
    Unchanged,

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
    /// <param name="file">The file.</param>
    /// <param name="runId">The run.</param>
    /// <param name="unchanged">What the run has read, when it seemed to be what was taken in last; otherwise null.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Claim> ClaimAsync(InputFile file, string runId, ReadContent? unchanged, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var key = TimetableFileRow.Key(file.Partner, file.Name);
        var found = await storage.TimetableFiles.GetEntityIfExistsAsync<TimetableFileRow>(file.Authority, key, cancellationToken: cancellation);
        var row = found.HasValue ? found.Value! : new TimetableFileRow { PartitionKey = file.Authority, RowKey = key, FileName = file.Name, FirstRunId = runId };
        if (await IsOvertakenAsync(file, row, cancellation))
        {
            return Claim.Superseded;
        }

        if (row.ClaimedBy is { } holder && holder != runId && row.ClaimedUntil > now)
        {
            return Claim.Busy;
        }

        row.UploadedAt = file.UploadedAt;
        var isUnchanged = unchanged is not null && row.ContentHash == unchanged.Hash && row.SettingsVersion == unchanged.SettingsVersion;
        if (isUnchanged)
        {
            row.BlobETag = file.ETag;
        }
        else
        {
            // While a merge is under way the tables hold no one content: nothing may be taken for unchanged.
            (row.ClaimedBy, row.ClaimedUntil, row.ContentHash) = (runId, now + Lapse, null);
            row.FirstRunId = row.FirstRunId == runId ? runId : null;
        }

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

            return isUnchanged ? Claim.Unchanged : row.FirstRunId == runId ? Claim.GrantedFirst : Claim.Granted;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Another run was faster by a moment.
            return Claim.Busy;
        }
    }

    /// <summary>
    /// True when what a row tells of a file is newer than this version of it. Moments of uploads are whole seconds: of two
    /// in one second, the one that the blob holds now is the newer.
    /// </summary>
    public async Task<bool> IsOvertakenAsync(InputFile file, TimetableFileRow row, CancellationToken cancellation)
    {
        if (row.UploadedAt != file.UploadedAt || row.BlobETag == file.ETag)
        {
            return row.UploadedAt > file.UploadedAt;
        }

        var present = await storage.VersionAsync($"{TimetableStorage.Inbox}/{file.BlobName}", cancellation);
        return present is not null && present != file.ETag;
    }

    /// <summary>
    /// Prolongs a run's claim before it writes. False when the run has lost it: it must write nothing more.
    /// </summary>
    public async Task<bool> ProlongAsync(InputFile file, string runId, CancellationToken cancellation)
    {
        var key = TimetableFileRow.Key(file.Partner, file.Name);
        var row = (await storage.TimetableFiles.GetEntityAsync<TimetableFileRow>(file.Authority, key, cancellationToken: cancellation)).Value;
        if (row.ClaimedBy != runId)
        {
            return false;
        }

        // Somebody who claims in between makes this fail (412); the step is repeated and sees it.
        row.ClaimedUntil = time.GetUtcNow() + Lapse;
        await storage.TimetableFiles.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
        return true;
    }
}

/// <summary>What a run has read: the content and the configuration that it was understood with.</summary>
/// <param name="Hash">SHA-256 of the content, hexadecimal.</param>
/// <param name="SettingsVersion">Version of the configuration.</param>
public sealed record ReadContent(string Hash, string SettingsVersion);
