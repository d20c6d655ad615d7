namespace HubAutomation.Shared.Platform.Mail.Layout;

/// <summary>A mail as it goes out.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The text part: the same content.</param>
/// <param name="Unsubscribe">Where it can be unsubscribed with one click; null for mails that people must be told.</param>
public sealed record RenderedMail(string Subject, string Html, string Text, Uri? Unsubscribe)
{
    /// <summary>Files that go with it.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Further headers: RFC 2369 and RFC 8058, where the mail can be unsubscribed.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers => Unsubscribe is null
        ? []
        : [new("List-Unsubscribe", $"<{Unsubscribe.AbsoluteUri}>"), new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")];
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="Name">As the recipient sees it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">What is in it.</param>
public sealed record MailAttachment(string Name, string ContentType, BinaryData Content);
