using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Audit;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Reach;

/// <summary>
/// Takes national files in: <c>reference/{any name}</c> → <c>reference-ready/{kind}.json</c> and the lines that it names. Each step may be
/// repeated; neither the file nor what is kept of it is ever whole in memory.
/// </summary>
public sealed class ReferenceIntake(HubStorage storage, RunStore runs, AuditTrail audit)
{
    private const int ReadBytes = 1 << 22;
    private const string NewerIsThere = "A file of this kind that was uploaded later is in use.";

    /// <summary>Reads the next part of a file and stages what is to be kept of it.</summary>
    /// <param name="file">The version to read.</param>
    /// <param name="runId">Names the working folder.</param>
    /// <param name="progress">How far it has been read.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReferenceProgress> ReadPartAsync(ReferenceFile file, string runId, ReferenceProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            var reading = new BlobOpenReadOptions(allowModifications: false)
            {
                BufferSize = ReadBytes,
                Conditions = new BlobRequestConditions { IfMatch = new ETag(file.ETag) },
            };
            await using var content = await storage.Reference.GetBlobClient(file.Name).OpenReadAsync(reading, cancellation);
            var (read, lines) = await ReferenceReading.ReadPartAsync(content, file.ShownName, progress, ReferenceReading.UsualPart, cancellation);
            if (read.Outcome is null)
                await SavePartAsync(runId, progress.Parts, lines, cancellation);
            return read;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return progress.EndsAs(ReferenceOutcome.Superseded, "The file was replaced or taken away while it was read.");
        }
    }

    /// <summary>Puts a file that was read to its end into use, unless it says nothing new or one that was uploaded later is in use.</summary>
    /// <returns>The outcome, and what is in use now or why not, in words.</returns>
    public async Task<ReferenceProgress> PublishAsync(ReferenceFile file, string runId, ReferenceProgress read, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(read);
        var kind = ReferenceKinds.All.Single(kind => kind.Id == read.Kind);
        await using var lines = TemporaryFile.Create();
        var (mistake, rows, hash) = await MergeAsync(kind, runId, read.Parts, lines, cancellation);
        if (mistake is not null)
            return read.EndsAs(ReferenceOutcome.Refused, $"{file.ShownName} ({kind.Title}) is refused: {mistake} Get the file anew, and upload it under the same name. The one in use stays.");

        var release = read.Release.Length > 0 ? read.Release : ReferenceName.YearIn(file.Name);
        var manifest = new ReferenceManifest(kind.Id, kind.Title, release, rows, $"{kind.Id}/{hash}.csv.gz", file.Name, file.UploadedAt, at, runId);
        while (true)
        {
            var (current, version) = await ReferenceLibrary.ManifestAsync(storage, kind.Id, cancellation);
            if (current is not null && current.Run != runId)
            {
                if (current.Data == manifest.Data)
                    return read.EndsAs(ReferenceOutcome.Unchanged, string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{file.ShownName} says what is in use already ({current.Describe()}, {current.Rows:N0} rows)."));
                if ((current.UploadedAt, current.Source).CompareTo((file.UploadedAt, file.Name)) > 0)
                    return read.EndsAs(ReferenceOutcome.Superseded, $"{file.ShownName} ({kind.Title}): {NewerIsThere}");
            }

            lines.Position = 0;
            await storage.ReferenceReady.GetBlobClient(manifest.Data).UploadAsync(lines, overwrite: true, cancellation);
            if (await SwapAsync(manifest, version, cancellation))
                return read.EndsAs(ReferenceOutcome.TakenIn, string.Create(CultureInfo.GetCultureInfo("en-GB"), $"{file.ShownName} is in use: {manifest.Describe()}, {rows:N0} rows."));
        }
    }

    /// <summary>Writes down how a run ended, and removes its working files.</summary>
    public async Task ConcludeAsync(ReferenceFile file, string runId, ReferenceProgress end, DateTimeOffset at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(end);
        var (what, reason) = (What(end.Outcome!.Value), end.Reason!);
        await audit.AppendAsync(RunStore.WholeHub, at, what, Names.Key(file.Name), runId, reason, cancellation);
        await runs.RecordEndAsync(runId, RunStatus.Completed, end.Outcome.Value.ToString(), reason, cancellation);
        for (var part = 0; part < end.Parts; part++)
            await PartOf(runId, part).DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    private static string What(ReferenceOutcome outcome) => outcome switch
    {
        ReferenceOutcome.TakenIn => "reference-taken-in",
        ReferenceOutcome.Unchanged => "reference-unchanged",
        ReferenceOutcome.Superseded => "reference-superseded",
        ReferenceOutcome.Refused => "reference-refused",
        _ => "reference-not-recognised",
    };

    private async Task SavePartAsync(string runId, int part, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        await using var file = TemporaryFile.Create();
        await using (var compressed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (var text = new StreamWriter(compressed, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            foreach (var line in lines)
                await text.WriteLineAsync(line.AsMemory(), cancellation);
        }

        file.Position = 0;
        await PartOf(runId, part).UploadAsync(file, overwrite: true, cancellation);
    }

    private async Task<(string? Mistake, int Rows, string Hash)> MergeAsync(ReferenceKind kind, string runId, int parts, Stream target, CancellationToken cancellation)
    {
        var open = new List<StreamReader>();
        try
        {
            for (var part = 0; part < parts; part++)
            {
                var content = TemporaryFile.Create();
                open.Add(new StreamReader(new GZipStream(content, CompressionMode.Decompress)));
                await PartOf(runId, part).DownloadToAsync(content, cancellation);
                content.Position = 0;
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var rows = 0;
            await using var compressed = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
            var mistake = ReferenceMerge.Run([.. open.Select(LinesOf)], kind.KeyCells, line =>
            {
                cancellation.ThrowIfCancellationRequested();
                var bytes = Encoding.UTF8.GetBytes(line + "\n");
                hash.AppendData(bytes);
                compressed.Write(bytes);
                rows++;
            });
            return (mistake, rows, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
        }
        finally
        {
            open.ForEach(part => part.Dispose());
        }
    }

    private static IEnumerable<string> LinesOf(StreamReader part)
    {
        while (part.ReadLine() is { } line)
            yield return line;
    }

    // False when somebody else has written the manifest since it was read.
    private async Task<bool> SwapAsync(ReferenceManifest manifest, ETag? version, CancellationToken cancellation)
    {
        var conditions = version is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await ReferenceLibrary.Manifest(storage, manifest.Kind).UploadAsync(
                BinaryData.FromObjectAsJson(manifest, HubJson.Options), new BlobUploadOptions { Conditions = conditions }, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private BlobClient PartOf(string runId, int part) =>
        storage.Work.GetBlobClient(string.Create(CultureInfo.InvariantCulture, $"{RunStore.WholeHub}/{Names.Key(runId)}/{part:D4}.gz"));
}
