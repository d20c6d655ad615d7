using System.Text.Json;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>A mail as the body of <c>POST /emails:send</c> holds it.</summary>
internal sealed record SentMail
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Dictionary<string, string> Headers { get; init; } = [];

    public string? SenderAddress { get; init; }

    public MailContent? Content { get; init; }

    public MailRecipients? Recipients { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<MailAddress> ReplyTo { get; init; } = [];

    public bool? UserEngagementTrackingDisabled { get; init; }

    /// <summary>Everybody who gets it.</summary>
    public IEnumerable<MailAddress> Everybody => [.. Recipients?.To ?? [], .. Recipients?.CC ?? [], .. Recipients?.Bcc ?? []];
}

/// <summary>What a mail says.</summary>
internal sealed record MailContent(string? Subject, string? PlainText, string? Html);

/// <summary>Who gets a mail.</summary>
internal sealed record MailRecipients
{
    public IReadOnlyList<MailAddress> To { get; init; } = [];

    public IReadOnlyList<MailAddress> CC { get; init; } = [];

    public IReadOnlyList<MailAddress> Bcc { get; init; } = [];
}

/// <summary>An address, with a name.</summary>
internal sealed record MailAddress(string? Address, string? DisplayName);

/// <summary>A file that goes with a mail; one with an id is shown by the HTML as <c>cid:</c>.</summary>
internal sealed record MailAttachment(string? Name, string? ContentType, byte[]? ContentInBase64, string? ContentId);
