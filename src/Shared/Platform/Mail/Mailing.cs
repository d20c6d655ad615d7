using System.Text.Json.Serialization;
using Azure;
using HubAutomation.Shared.Platform.Mail.Layout;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.Shared.Platform.Mail;

/// <summary>Names a mailing; what it says and to whom is in its blob.</summary>
/// <param name="Authority">Whose it is.</param>
/// <param name="Campaign">What is sent, e.g. "timetable-receipt"; letters, digits and hyphens.</param>
/// <param name="Period">Which of them, e.g. a month or a file's version; letters, digits and hyphens.</param>
public sealed record MailingRef(string Authority, string Campaign, string Period)
{
    /// <summary>The blob's name in container <c>mailings</c>.</summary>
    [JsonIgnore]
    public string BlobName => $"{Authority}/{Campaign}/{Period}.json";
}

/// <summary>One text to one or many: a template, what to fill it with, and who gets it.</summary>
/// <param name="Template">The template's name.</param>
/// <param name="Variables">Its variables, but for those that each recipient has of their own.</param>
/// <param name="Recipients">Ids of partners and of people of the return.</param>
public sealed record Mailing(string Template, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Recipients)
{
    /// <summary>Variables of single recipients by their id, e.g. a personal link; null when all get the same. "recipientName" comes by itself.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? Own { get; init; }

    /// <summary>Files that go with every mail, as blobs; null for none.</summary>
    public IReadOnlyList<MailingFile>? Files { get; init; }

    /// <summary>Whether anybody at all may have had it sent: such mails get a share of the quota, so that they never use up what others need.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAsked { get; init; }

    /// <summary>What those among the recipients get in place of it who are named there; null when all get the same.</summary>
    public Mailing? Instead { get; init; }

    /// <summary>What a recipient gets.</summary>
    public Mailing For(string recipient) => Instead is { } other && other.Recipients.Contains(recipient) ? other : this;

    /// <summary>Everything that a recipient's mail is filled with.</summary>
    public IReadOnlyDictionary<string, string> VariablesOf(string recipient, string name)
    {
        var all = new Dictionary<string, string>(Variables) { ["recipientName"] = name };
        foreach (var (variable, value) in Own?.GetValueOrDefault(recipient) ?? new Dictionary<string, string>())
        {
            all[variable] = value;
        }

        return all;
    }
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">As the recipient sees it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Blob">Where it is: <c>{container}/{name}</c>.</param>
public sealed record MailingFile(string Name, string ContentType, string Blob);

/// <summary>Keeps mailings until they are sent, and for as long after as the container's retention rule says.</summary>
public sealed class MailingStore(HubStorage storage)
{
    /// <summary>Keeps a mailing. The same again is written over.</summary>
    public Task SaveAsync(MailingRef name, Mailing mailing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return storage.Mailings.GetBlobClient(name.BlobName).UploadAsync(BinaryData.FromObjectAsJson(mailing, HubJson.Options), overwrite: true, cancellation);
    }

    /// <summary>A mailing, or null.</summary>
    public async Task<Mailing?> FindAsync(MailingRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var found = await storage.Mailings.GetBlobClient(name.BlobName).DownloadContentAsync(cancellation);
            return found.Value.Content.ToObjectFromJson<Mailing>(HubJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The files that go with a mailing, with their content.</summary>
    public async Task<IReadOnlyList<MailAttachment>> AttachmentsAsync(Mailing mailing, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mailing);
        var attachments = new List<MailAttachment>();
        foreach (var file in mailing.Files ?? [])
        {
            attachments.Add(new MailAttachment(file.Name, file.ContentType, await storage.ContentAsync(file.Blob, cancellation)));
        }

        return attachments;
    }
}
