using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Intake;
using HubAutomation.Shared.Timetables.Merging;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Receipts;

/// <summary>How a run ended.</summary>
/// <param name="Summary">The outcome in one line.</param>
/// <param name="Receipt">The receipt that is to be mailed; null when there is none, or nobody to mail it to.</param>
public sealed record Conclusion(string Summary, MailingRef? Receipt);

/// <summary>
/// The last step of an ingest: gives the bad rows back, writes down the outcome, tells the partner, and clears up.
/// Everything in it may be repeated.
/// </summary>
public sealed class TimetableConclusion(
    HubStorage storage, SettingsStore settings, FileClaims claims, Losses losses, StandingFiles standingFiles, RunStore runs, AuditTrail audit, ReceiptMail mail)
{
    /// <summary>Concludes a run.</summary>
    /// <param name="file">The version that was ingested.</param>
    /// <param name="runId">The run.</param>
    /// <param name="report">What was read.</param>
    /// <param name="counts">What it changed.</param>
    /// <param name="at">The moment of the outcome, UTC; a repeated step passes the same one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The outcome in one line, and whether there is a receipt to be mailed.</returns>
    public async Task<Conclusion> ConcludeAsync(
        InputFile file, string runId, IntakeReport report, MergeCounts counts, DateTimeOffset at, CancellationToken cancellation)
    {
        var work = new RunFolder(storage, runId);
        if (await runs.FindAsync(runId, cancellation) is { Status: nameof(RunStatus.Completed), Summary: { } known })
        {
            await work.RemoveAsync(report, cancellation);
            return new Conclusion(known, await mail.FindAsync(file, runId, cancellation));
        }

        var summary = Receipt.Summary(report, counts);
        MailingRef? toBeMailed = null;
        var standing = await FindRowAsync(file, cancellation);
        if (IsTold(report))
        {
            var council = await settings.CurrentAsync(file.Authority, cancellation);
            var account = await AccountAsync(file, runId, work, report, counts, cancellation);
            await KeepReceiptAsync(file, runId, Receipt.Write(council, account, at), account.IsGood, cancellation);
            toBeMailed = await mail.PrepareAsync(council, account, runId, at, cancellation);
        }

        if (report.Outcome is TimetableOutcome.Accepted)
        {
            await GiveBackRejectsAsync(file, work, report, standing, cancellation);
            await KeepVersionAsync(file, runId, report, counts, at, cancellation);
        }

        if (report.Outcome is TimetableOutcome.Quarantined)
        {
            await QuarantineAsync(file, report, cancellation);
        }

        if (report.Outcome is not TimetableOutcome.DryRun)
        {
            await RecordOutcomeAsync(file, runId, report, counts, standing, cancellation);
            await audit.AppendAsync(
                file.Authority, at, $"timetable-{report.Outcome.ToString().ToLowerInvariant()}", $"{file.Partner}/{TimetableFileRow.FileKey(file.Name)}", runId, summary, cancellation);
        }

        await runs.RecordEndAsync(runId, RunStatus.Completed, report.Outcome.ToString(), $"{file.Partner}/{Receipt.SafeName(file.Name)}: {summary}", cancellation);
        await work.RemoveAsync(report, cancellation);
        return new Conclusion(summary, toBeMailed);
    }

    // The same file again is told of only when there is something left to do about it; only then has its run read it.
    private static bool IsTold(IntakeReport report) =>
        report.Outcome is not TimetableOutcome.Superseded && (report.Outcome is not TimetableOutcome.Unchanged || report.IsStaged);

    private async Task<FileAccount> AccountAsync(
        InputFile file, string runId, RunFolder work, IntakeReport report, MergeCounts counts, CancellationToken cancellation)
    {
        var staged = report.HasFindings ? await work.LoadJsonAsync<StagedFile>(RunFolder.Index, cancellation) : StagedFile.None;
        var loss = report.IsStaged && (counts.Withdrawn + counts.Kept + report.Rejected > 0 || report.Outcome is not TimetableOutcome.Accepted)
            ? await losses.OfStagedAsync(file, runId, cancellation) : Loss.None;
        var copyOf = report.IsStaged && !report.IsWithdrawal
            ? (await standingFiles.OfAsync(file.Authority, file.Partner, cancellation)).FirstOrDefault(other => other.FileName != file.Name && FileNames.AreOneList(other.FileName, file.Name)) : null;
        return new FileAccount(file, report, counts, staged, loss, copyOf?.FileName);
    }

    private async Task KeepReceiptAsync(InputFile file, string runId, string receipt, bool isGood, CancellationToken cancellation) =>
        await storage.Outbox.GetBlobClient(Receipt.BlobName(file.Authority, file.Partner, runId)).UploadAsync(
            BinaryData.FromString(receipt),
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = "text/plain; charset=utf-8" },
                Metadata = isGood ? new Dictionary<string, string> { [Receipt.GoodMark] = "true" } : null,
            },
            cancellation);

    private async Task GiveBackRejectsAsync(
        InputFile file, RunFolder work, IntakeReport report, TimetableFileRow? standing, CancellationToken cancellation)
    {
        var beside = storage.Timetables.GetBlobClient(file.BlobName + InputFile.RejectsSuffix);
        if (report.Rejected == 0)
        {
            // Those of the version before are settled. The row forgets them afterwards, so that a repeated step comes here again.
            if (standing?.Rejected > 0)
            {
                await beside.DeleteIfExistsAsync(cancellationToken: cancellation);
            }

            return;
        }

        if (standing is { Rejected: 0 })
        {
            // Known before they lie there: should this run end here, the next version still finds them.
            standing.Rejected = report.Rejected;
            var written = await storage.TimetableFiles.UpdateEntityAsync(standing, standing.ETag, TableUpdateMode.Replace, cancellation);
            standing.ETag = written.Headers.ETag!.Value;
        }

        BlobDownloadStreamingResult rejects = await work.Blob(RunFolder.Rejects).DownloadStreamingAsync(cancellationToken: cancellation);
        await using var content = rejects.Content;
        var options = new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } };
        await beside.UploadAsync(content, options, cancellation);
    }

    private async Task QuarantineAsync(InputFile file, IntakeReport report, CancellationToken cancellation)
    {
        try
        {
            var conditions = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(file.ETag) } };
            BlobDownloadStreamingResult blob = await storage.Timetables.GetBlobClient(file.BlobName).DownloadStreamingAsync(conditions, cancellation);
            await using var content = blob.Content;
            await storage.Quarantine.GetBlobClient(file.BlobName).UploadAsync(content, new BlobUploadOptions(), cancellation);
            await storage.Quarantine.GetBlobClient(file.BlobName + ".reason.txt").UploadAsync(
                BinaryData.FromString(report.Reason ?? ""), overwrite: true, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // The partner has replaced or removed the file meanwhile: there is nothing left to set aside.
            return;
        }
    }

    private async Task KeepVersionAsync(
        InputFile file, string runId, IntakeReport report, MergeCounts counts, DateTimeOffset at, CancellationToken cancellation) =>
        await storage.TimetableVersions.AddOnceAsync(
            new TableEntity(file.Authority, $"{Names.NewestFirst(at)}.{TimetableFileRow.Key(file.Partner, file.Name)}")
            {
                ["At"] = at,
                ["Partner"] = file.Partner,
                ["FileName"] = file.Name,
                ["RunId"] = runId,
                ["ContentHash"] = report.ContentHash,
                ["Accepted"] = report.Accepted,
                ["Rejected"] = report.Rejected,
                ["Added"] = counts.Added,
                ["Changed"] = counts.Changed,
                ["Withdrawn"] = counts.Withdrawn,
            },
            cancellation);

    private async Task<TimetableFileRow?> FindRowAsync(InputFile file, CancellationToken cancellation)
    {
        var found = await storage.TimetableFiles.GetEntityIfExistsAsync<TimetableFileRow>(
            file.Authority, TimetableFileRow.Key(file.Partner, file.Name), cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private async Task RecordOutcomeAsync(
        InputFile file, string runId, IntakeReport report, MergeCounts counts, TimetableFileRow? standing, CancellationToken cancellation)
    {
        var row = standing ?? new TimetableFileRow
        {
            PartitionKey = file.Authority,
            RowKey = TimetableFileRow.Key(file.Partner, file.Name),
            FileName = file.Name,
        };
        var holdsClaim = row.ClaimedBy == runId;
        if (holdsClaim)
        {
            (row.ClaimedBy, row.ClaimedUntil) = (null, null);
        }

        if (report.Outcome is TimetableOutcome.Superseded || (!holdsClaim && await claims.IsOvertakenAsync(file, row, cancellation)))
        {
            // The row tells of a newer version; ours only lets go of the file.
            if (holdsClaim)
            {
                await storage.TimetableFiles.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            }

            return;
        }

        row.BlobETag = file.ETag;
        row.UploadedAt = file.UploadedAt;
        row.Outcome = report.Outcome.ToString();
        row.RunId = runId;

        if (report.Outcome is TimetableOutcome.Accepted)
        {
            (row.ContentHash, row.SettingsVersion) = (report.ContentHash, report.SettingsVersion);
            (row.Accepted, row.Rejected, row.Kept) = (report.Accepted, report.Rejected, counts.Kept > 0 ? counts.Kept : null);
        }

        // A claim that another run writes in between fails this write (412), and the step is repeated with what stands then.
        await (standing is not null
            ? storage.TimetableFiles.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation)
            : storage.TimetableFiles.AddEntityAsync(row, cancellation));
    }
}
