using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Timetables.Intake;

/// <summary>What one run keeps between its steps: a folder of the <c>work</c> container, removed at the end.</summary>
public sealed class RunFolder(HubStorage storage, string runId)
{
    /// <summary>Accepted rows ordered by id, a JSON object a line.</summary>
    public const string Staged = "staged.jsonl";

    /// <summary>A <see cref="StagedFile"/>: where each slice stands in it, and what to tell the partner; see <see cref="IntakeReport.HasIndex"/>.</summary>
    public const string Index = "index.json";

    /// <summary>The rows to give back; only there when there are any.</summary>
    public const string Rejects = "rejects.csv";

    private readonly string prefix = $"{RunStore.AuthorityOf(runId)}/{Names.Key(runId)}/";

    /// <summary>A file of the folder.</summary>
    public BlobClient Blob(string name) => storage.Work.GetBlobClient(prefix + name);

    /// <summary>Saves a file from its beginning.</summary>
    public async Task SaveAsync(string name, Stream content, CancellationToken cancellation)
    {
        content.Position = 0;
        await Blob(name).UploadAsync(content, overwrite: true, cancellation);
    }

    /// <summary>Saves a value as JSON.</summary>
    public async Task SaveJsonAsync<T>(string name, T value, CancellationToken cancellation) =>
        await Blob(name).UploadAsync(BinaryData.FromObjectAsJson(value, HubJson.Options), overwrite: true, cancellation);

    /// <summary>Reads a value that was saved as JSON.</summary>
    public async Task<T> LoadJsonAsync<T>(string name, CancellationToken cancellation)
    {
        BlobDownloadResult found = await Blob(name).DownloadContentAsync(cancellation);
        return found.Content.ToObjectFromJson<T>(HubJson.Options)!;
    }

    /// <summary>Reads a value that was saved as JSON; null when none was.</summary>
    public async Task<T?> FindJsonAsync<T>(string name, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await LoadJsonAsync<T>(name, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Reads a part of a file.</summary>
    public async Task<Stream> OpenAsync(string name, HttpRange part, CancellationToken cancellation)
    {
        BlobDownloadStreamingResult found = await Blob(name).DownloadStreamingAsync(new BlobDownloadOptions { Range = part }, cancellation);
        return found.Content;
    }

    /// <summary>Removes what the reading of a file has left there.</summary>
    public async Task RemoveAsync(IntakeReport report, CancellationToken cancellation)
    {
        (string Name, bool IsThere)[] files = [(Staged, report.IsStaged), (Index, report.HasIndex), (Rejects, report.Rejected > 0)];
        foreach (var (name, _) in files.Where(f => f.IsThere))
        {
            await Blob(name).DeleteIfExistsAsync(cancellationToken: cancellation);
        }
    }
}
