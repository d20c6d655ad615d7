using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.FundingReturns.Sources;

/// <summary>The files of an authority's sources, in container <c>figures</c>.</summary>
public sealed class SourceFolder(HubStorage storage)
{
    /// <summary>The files of a source, and a finding for each whose name does not say which months it answers for.</summary>
    public async Task<(IReadOnlyList<SourceFile> Files, IReadOnlyList<Finding> Findings)> ListAsync(string authority, string source, CancellationToken cancellation)
    {
        var prefix = $"{authority}/{source}/";
        var (files, findings) = (new List<SourceFile>(), new List<Finding>());
        await foreach (var blob in storage.Figures.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellation))
        {
            var name = blob.Name[prefix.Length..];
            if (SourceFile.MonthsOf(name) is { } months)
                files.Add(new SourceFile(source, name, months, token => OpenAsync(storage.Figures.GetBlobClient(blob.Name), token)));
            else
                findings.Add(NotNamed(source, name));
        }

        return (files, findings);
    }

    private static Finding NotNamed(string source, string name) => new(
        Severity.Warning, "file-without-months", null, $"{source}/{name}",
        $"{source}/{name} is not read: its name must begin with the months that it answers for, like 2026-10.csv, 2026-27-q3.csv or 2026-27.csv.", Finding.DataTeam);

    // Copied first: files are read several times over, from their beginning.
    private static async Task<Stream> OpenAsync(BlobClient blob, CancellationToken cancellation)
    {
        var copy = TemporaryFile.Create();
        try
        {
            await blob.DownloadToAsync(copy, cancellation);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }
}
