using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;

namespace HubAutomation.Shared.Timetables.Upload;

/// <summary>A file that a partner has chosen and not yet sent.</summary>
/// <param name="Key">Stands for its content and name.</param>
/// <param name="FileName">The partner's name for it, without a path.</param>
public sealed record UploadDraft(string Key, string FileName);

/// <summary>
/// Keeps what partners choose on their upload page until they send it; what is never sent is removed by the container's retention rule.
/// </summary>
public sealed class UploadDrafts(HubStorage storage)
{
    private const string NameField = "name";

    /// <summary>Keeps a chosen file. The same again is written over.</summary>
    public async Task<UploadDraft> SaveAsync(LinkReading.Valid link, string fileName, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(content);
        content.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        var draft = new UploadDraft(Names.Key(hash, fileName), fileName);
        content.Position = 0;

        // Metadata are headers: other letters than ASCII must be escaped.
        var options = new BlobUploadOptions { Metadata = new Dictionary<string, string> { [NameField] = Uri.EscapeDataString(fileName) } };
        await Blob(link, draft.Key).UploadAsync(content, options, cancellation);
        return draft;
    }

    /// <summary>A file chosen by that link; null when there is none, or no longer.</summary>
    public async Task<UploadDraft?> FindAsync(LinkReading.Valid link, string key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        try
        {
            BlobProperties properties = await Blob(link, key).GetPropertiesAsync(cancellationToken: cancellation);
            return new UploadDraft(key, Uri.UnescapeDataString(properties.Metadata[NameField]));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>A chosen file's content, to be looked at once more.</summary>
    public async Task<Stream> OpenAsync(LinkReading.Valid link, UploadDraft draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var content = TemporaryFile.Create();
        await Blob(link, draft.Key).DownloadToAsync(content, cancellation);
        content.Position = 0;
        return content;
    }

    /// <summary>Puts a chosen file into the partner's folder, as if they had dropped it there.</summary>
    /// <param name="link">The link.</param>
    /// <param name="draft">The chosen file.</param>
    /// <param name="answer">Under which name, and what that does to the file of that name.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The version that is to be taken in.</returns>
    public async Task<InputFile> SendAsync(LinkReading.Valid link, UploadDraft draft, SendAnswer answer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(answer);
        BlobDownloadStreamingResult chosen = await Blob(link, draft.Key).DownloadStreamingAsync(cancellationToken: cancellation);
        await using var content = chosen.Content;
        var blob = $"{link.Link.Authority}/{link.Link.Person}/{answer.FileName}";
        var options = new BlobUploadOptions
        {
            Metadata = answer.SentAs is { } sentAs ? new Dictionary<string, string> { [InputFile.SentAs] = sentAs } : null,
        };
        BlobContentInfo sent = await storage.Timetables.GetBlobClient(blob).UploadAsync(content, options, cancellation);
        return InputFile.Parse(blob, sent.ETag, sent.LastModified) ?? throw new InvalidOperationException("A file was sent under a name that is no input's.");
    }

    /// <summary>Removes a file that has been sent.</summary>
    public Task RemoveAsync(LinkReading.Valid link, UploadDraft draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Blob(link, draft.Key).DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    private BlobClient Blob(LinkReading.Valid link, string key) =>
        storage.Uploads.GetBlobClient($"{link.Link.Authority}/{link.Link.Person}/{link.Id}/{key}");
}
