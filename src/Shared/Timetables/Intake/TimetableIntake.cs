using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Files;
using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Platform.Time;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Reading;
using HubAutomation.Shared.Timetables.Reading.Rows;
using HubAutomation.Shared.Timetables.Understanding;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Reads a partner's file, checks every row, and stages the good ones for the merge. Changes nothing that families see.
/// </summary>
public sealed class TimetableIntake(HubStorage storage, SettingsStore settings, TimeProvider time, ILogger<TimetableIntake> logger)
{
    /// <summary>Rows merged in one step.</summary>
    public const int SliceSize = 5_000;

    /// <summary>Most rows of a file: as many as an Excel sheet has. A longer file is set aside whole, for to take in a part would withdraw the rest.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>How far ahead endless calendar rules are followed, in days.</summary>
    public const int HorizonDays = 400;

    /// <summary>Reads one version of a file. A repeated call does the same again.</summary>
    /// <param name="file">The version to read; when the blob has moved on, the outcome is Superseded.</param>
    /// <param name="runId">Names the working folder.</param>
    /// <param name="evenIfUnchanged">Read again what was already taken in.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IntakeReport> ReadAsync(InputFile file, string runId, bool evenIfUnchanged, CancellationToken cancellation)
    {
        var current = await settings.CurrentAsync(file.Authority, cancellation);
        if (current?.Partners.FirstOrDefault(p => p.Id == file.Partner) is not { } partner)
        {
            var unknown = current is null ? $"authority \"{file.Authority}\" has no configuration" : $"partners.json of {file.Authority} has no \"{file.Partner}\"";
            return new IntakeReport { Outcome = TimetableOutcome.UnknownPartner, Reason = $"Nobody knows whose file this is: {unknown}." };
        }

        using var content = TemporaryFile.Create();
        if (await DownloadAsync(file, content, cancellation) is not { } version)
        {
            return new IntakeReport { Outcome = TimetableOutcome.Superseded, Reason = "A newer version of the file has arrived." };
        }

        var report = new IntakeReport { ContentHash = version.Hash, SettingsVersion = current.Version, KeepsOthers = version.KeepsOthers };
        if (!evenIfUnchanged && await KnownAsync(file, report, cancellation) is { } known)
        {
            // Read again only when there is something to be told again.
            return !known.LeavesToTell || Open(content, file.Name, partner) is not Readable same
                ? report with { Outcome = TimetableOutcome.Unchanged }
                : await StageAsync(file, runId, same, current, partner, report, cancellation) with { Outcome = TimetableOutcome.Unchanged };
        }

        switch (Open(content, file.Name, partner))
        {
            case Unreadable reason:
                return report with { Outcome = TimetableOutcome.Quarantined, Reason = reason.Sentence };
            case Readable readable:
                return await StageAsync(file, runId, readable, current, partner, report, cancellation);

            case var other:
                throw new InvalidOperationException($"A reading result of type {other.GetType().Name} is not handled.");
        }
    }

    /// <summary>Says what taking in a file would do, without any effect.</summary>
    /// <param name="council">The authority.</param>
    /// <param name="partner">Whose file it is.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The file, from its beginning; must be seekable.</param>
    /// <param name="sessions">How many of its sessions are wanted.</param>
    /// <param name="cancellation">Gives up.</param>
    public TimetablePreview Preview(AuthoritySettings council, Partner partner, string name, Stream content, int sessions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(council);
        var report = new IntakeReport { SettingsVersion = council.Version };
        switch (Open(content, name, partner))
        {
            case Unreadable reason:
                return new TimetablePreview(report with { Outcome = TimetableOutcome.Quarantined, Reason = reason.Sentence }, [], [], StagedFile.None);
            case Readable readable:
                using (var staging = Stage(readable, council, partner, cancellation))
                {
                    if (staging.Rows > MostRows)
                    {
                        return new TimetablePreview(report with { Outcome = TimetableOutcome.Quarantined, Reason = TooManyRows(name) }, [], [], StagedFile.None);
                    }

                    return staging.Preview(report with { Format = readable.FormatNote }, sessions);
                }

            case var other:
                throw new InvalidOperationException($"A reading result of type {other.GetType().Name} is not handled.");
        }
    }

    /// <summary>Stages nothing in place of a file, so that the merge withdraws everything that came from it.</summary>
    public async Task<IntakeReport> WithdrawAsync(InputFile file, string runId, CancellationToken cancellation)
    {
        var current = await settings.CurrentAsync(file.Authority, cancellation);
        if (current is null || current.Partners.All(p => p.Id != file.Partner))
        {
            return new IntakeReport { Outcome = TimetableOutcome.UnknownPartner, Reason = $"{file.Authority} has no partner \"{file.Partner}\"." };
        }

        using var nothing = new Staging(current.Calendar, time.Today());
        var report = new IntakeReport { SettingsVersion = current.Version, Format = "withdrawn by staff", IsWithdrawal = true, KeepsOthers = false };
        return await nothing.SaveAsync(new RunFolder(storage, runId), report, cancellation);
    }

    private async Task<IntakeReport> StageAsync(
        InputFile file, string runId, Readable readable, AuthoritySettings council, Partner partner, IntakeReport report, CancellationToken cancellation)
    {
        using var staging = Stage(readable, council, partner, cancellation);
        if (staging.Rows > MostRows)
        {
            return report with { Outcome = TimetableOutcome.Quarantined, Reason = TooManyRows(file.Name) };
        }

        return await staging.SaveAsync(new RunFolder(storage, runId), report with { Format = readable.FormatNote }, cancellation);
    }

    // Null when the blob has moved on.
    private async Task<(string Hash, bool? KeepsOthers)?> DownloadAsync(InputFile file, FileStream content, CancellationToken cancellation)
    {
        IDictionary<string, string> metadata;
        try
        {
            var conditions = new BlobDownloadOptions { Conditions = new BlobRequestConditions { IfMatch = new ETag(file.ETag) } };
            BlobDownloadStreamingResult blob = await storage.Timetables.GetBlobClient(file.BlobName).DownloadStreamingAsync(conditions, cancellation);
            await using var stream = blob.Content;
            await stream.CopyToAsync(content, cancellation);
            metadata = blob.Details.Metadata;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }

        content.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        content.Position = 0;
        return (hash, metadata.TryGetValue(InputFile.SentAs, out var answer) ? answer == InputFile.Adds : null);
    }

    // The row of a file that stands as it would be taken in again.
    private async Task<TimetableFileRow?> KnownAsync(InputFile file, IntakeReport report, CancellationToken cancellation)
    {
        var found = await storage.TimetableFiles.GetEntityIfExistsAsync<TimetableFileRow>(
            file.Authority, TimetableFileRow.Key(file.Partner, file.Name), cancellationToken: cancellation);
        return found.HasValue && found.Value is { } row
            && row.ContentHash == report.ContentHash && row.SettingsVersion == report.SettingsVersion
            && row.Outcome is nameof(TimetableOutcome.Accepted) or nameof(TimetableOutcome.Unchanged)
            && !(row.Kept > 0 && report.KeepsOthers == false) ? row : null;
    }

    private static string TooManyRows(string name) =>
        $"{CellText.FileName(name)} has more than {MostRows:N0} rows, more than any timetable. Send the sessions of the coming year only.";

    private ReadingResult Open(Stream content, string name, Partner partner)
    {
        var today = time.Today();
        return TimetableReader.Open(content, name, partner, new ReadingOptions(today, today.PlusDays(HorizonDays)));
    }

    private Staging Stage(Readable readable, AuthoritySettings council, Partner partner, CancellationToken cancellation)
    {
        var today = time.Today();
        var interpreter = new RowInterpreter(council, partner, today)
        {
            OnFailure = e => logger.RowNotRead(council.Authority.Id, partner.Id, e.GetType().Name, e.TargetSite?.Name),
        };
        var staging = new Staging(council.Calendar, today);
        try
        {
            foreach (var item in readable.Items)
            {
                cancellation.ThrowIfCancellationRequested();
                staging.Take(interpreter.Interpret(item));
                if (staging.Rows > MostRows)
                {
                    break;
                }
            }

            if (UnreadColumns.Tell(readable.UnknownHeadings, interpreter.UsedColumns) is { } remark)
            {
                staging.Take(interpreter.Interpret(remark));
            }

            return staging;
        }
        catch
        {
            staging.Dispose();
            throw;
        }
    }
}
