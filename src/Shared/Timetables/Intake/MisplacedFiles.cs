using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>
/// Files in the container of timetables that lie in no partner's folder. Nobody can say whose they are, so that they stay
/// where they are; but somebody meant something by them, so that it is told, once for each version.
/// </summary>
public sealed class MisplacedFiles(HubStorage storage, AuditTrail audit, ILogger<MisplacedFiles> log)
{
    /// <summary>All that lie there now, by name.</summary>
    public async Task<IReadOnlyList<MisplacedFile>> FindAsync(CancellationToken cancellation)
    {
        var found = new List<MisplacedFile>();
        await foreach (var blob in storage.Timetables.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellation))
        {
            if (InputFile.IsMisplaced(blob.Name))
            {
                found.Add(new MisplacedFile(blob.Name, blob.Properties.LastModified ?? default));
            }
        }

        return found;
    }

    /// <summary>Tells of a file in the log and the audit trail, unless this version of it has been told of.</summary>
    public async Task TellAsync(MisplacedFile file, CancellationToken cancellation)
    {
        var (authority, subject) = (AuditTrail.AuthorityOf(file.Name), AuditTrail.SubjectOf(file.Name));
        const string details = "Lies outside {authority}/{partner}/, so that nobody knows whose it is; it was left there.";

        // The moment of the upload is part of the entry's key: however often it is told, it is one entry.
        if (await audit.AppendAsync(authority, file.UploadedAt, "timetable-misplaced", subject, null, details, cancellation))
        {
            log.FileMisplaced(authority, subject);
        }
    }
}

/// <summary>A file that lies in no partner's folder.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="UploadedAt">When it was uploaded, UTC.</param>
public sealed record MisplacedFile(string Name, DateTimeOffset UploadedAt);
