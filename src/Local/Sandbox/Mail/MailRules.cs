using System.Text.RegularExpressions;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>What the mail service demands of a mail. Source: its REST reference and its service limits.</summary>
internal static partial class MailRules
{
    private const int MostRecipients = 50;
    private const int MostBytes = 10 * 1024 * 1024;

    /// <summary>What is wrong with a mail, as a sentence; null when nothing is.</summary>
    public static string? FaultOf(SentMail mail, long bytes) => Faults(mail, bytes).FirstOrDefault();

    private static IEnumerable<string> Faults(SentMail mail, long bytes)
    {
        if (bytes > MostBytes)
        {
            yield return "The mail with its attachments is larger than 10 MB.";
        }

        if (string.IsNullOrWhiteSpace(mail.Content?.Subject))
        {
            yield return "content.subject is required.";
        }

        if (string.IsNullOrWhiteSpace(mail.Content?.Html) && string.IsNullOrWhiteSpace(mail.Content?.PlainText))
        {
            yield return "content.html or content.plainText is required.";
        }

        if (!IsAddress(mail.SenderAddress))
        {
            yield return "senderAddress is not an address.";
        }

        foreach (var fault in RecipientFaults(mail).Concat(HeaderFaults(mail)).Concat(AttachmentFaults(mail)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> RecipientFaults(SentMail mail)
    {
        var everybody = mail.Everybody.ToList();
        if (everybody.Count is 0 or > MostRecipients)
        {
            yield return $"A mail has 1 to {MostRecipients} recipients.";
        }

        if (everybody.Concat(mail.ReplyTo).Any(a => !IsAddress(a.Address)))
        {
            yield return "recipients or replyTo hold something that is not an address.";
        }
    }

    private static IEnumerable<string> HeaderFaults(SentMail mail)
    {
        if (mail.Headers.Any(h => !HeaderName().IsMatch(h.Key) || h.Value.AsSpan().ContainsAny('\r', '\n')))
        {
            yield return "A header's name or value is not allowed.";
        }

        if (mail.Everybody.Concat(mail.ReplyTo).Any(a => a.DisplayName is { } name && name.Any(char.IsControl)))
        {
            yield return "A displayName holds control characters.";
        }

        if (mail.Content?.Subject is { } subject && subject.Any(char.IsControl))
        {
            yield return "content.subject holds control characters.";
        }
    }

    private static IEnumerable<string> AttachmentFaults(SentMail mail)
    {
        if (mail.Attachments.Any(a => string.IsNullOrWhiteSpace(a.Name) || a.Name.Any(char.IsControl)))
        {
            yield return "An attachment has no name.";
        }

        if (mail.Attachments.Any(a => a.ContentType is null || !MediaType().IsMatch(a.ContentType)))
        {
            yield return "An attachment's contentType is not a media type.";
        }

        if (mail.Attachments.Any(a => a.ContentInBase64 is not { Length: > 0 }))
        {
            yield return "An attachment is empty.";
        }

        if (mail.Attachments.Any(a => a.ContentId is { } id && !ContentId().IsMatch(id)))
        {
            yield return "An attachment's contentId is not allowed.";
        }
    }

    private static bool IsAddress(string? text) => text is not null && Address().IsMatch(text);

    [GeneratedRegex(@"^[^\s@<>,;:""\\()\[\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]+\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"^[\w.+-]+/[\w.+-]+(?:; ?[\w.+-]+=[^\r\n;]+)*\z")]
    private static partial Regex MediaType();

    [GeneratedRegex(@"^[^\s<>]+\z")]
    private static partial Regex ContentId();
}
