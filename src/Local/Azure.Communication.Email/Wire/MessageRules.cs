namespace Azure.Communication.Email.Wire;

/// <summary>What a mail must have before it is worth a call.</summary>
internal static class MessageRules
{
    /// <exception cref="ArgumentException">Something is missing; the message says what, without quoting the mail.</exception>
    public static void Demand(EmailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Faults(message).FirstOrDefault() is { } fault)
            throw new ArgumentException(fault, nameof(message));
    }

    private static IEnumerable<string> Faults(EmailMessage mail)
    {
        foreach (var (name, _) in mail.Headers.Where(header => string.IsNullOrWhiteSpace(header.Value)))
            yield return $"The header '{name}' has no value.";
        if (string.IsNullOrWhiteSpace(mail.Content.Subject))
            yield return "The mail has no subject.";
        if (string.IsNullOrWhiteSpace(mail.Content.Html) && string.IsNullOrWhiteSpace(mail.Content.PlainText))
            yield return "The mail has neither HTML nor plain text.";
        if (string.IsNullOrWhiteSpace(mail.SenderAddress))
            yield return "The mail has no sender.";
        List<EmailAddress> recipients = [.. mail.Recipients.To, .. mail.Recipients.CC, .. mail.Recipients.BCC];
        if (recipients.Count == 0)
            yield return "The mail has no recipient.";
        if (recipients.Concat(mail.ReplyTo).Any(address => string.IsNullOrWhiteSpace(address.Address)))
            yield return "A recipient of the mail, or somebody to answer to, has no address.";
        if (mail.Attachments.Any(attachment => attachment.Content.ToMemory().IsEmpty))
            yield return "An attachment of the mail is empty.";
    }
}
