using System.Text.Json;

namespace Azure.Communication.Email.Wire;

/// <summary>Mails and results as the service writes them.</summary>
internal static class EmailJson
{
    public static BinaryData Write(EmailMessage mail)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteHeaders(json, mail.Headers);
            json.WriteString("senderAddress", mail.SenderAddress);
            WriteContent(json, mail.Content);
            WriteRecipients(json, mail.Recipients);
            WriteAttachments(json, mail.Attachments);
            WriteAddresses(json, "replyTo", mail.ReplyTo);
            if (mail.UserEngagementTrackingDisabled is { } disabled)
                json.WriteBoolean("userEngagementTrackingDisabled", disabled);
            json.WriteEndObject();
        }

        return new BinaryData(buffer.ToArray());
    }

    public static EmailSendResult ReadResult(BinaryData body)
    {
        using var json = JsonDocument.Parse(body);
        return new EmailSendResult(json.RootElement.GetProperty("id").GetString()!, new EmailSendStatus(json.RootElement.GetProperty("status").GetString()!));
    }

    private static void WriteHeaders(Utf8JsonWriter json, IDictionary<string, string> headers)
    {
        if (headers.Count == 0)
            return;
        json.WriteStartObject("headers");
        foreach (var (name, value) in headers)
            json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, EmailContent content)
    {
        json.WriteStartObject("content");
        json.WriteString("subject", content.Subject);
        if (content.PlainText is { } text)
            json.WriteString("plainText", text);
        if (content.Html is { } html)
            json.WriteString("html", html);
        json.WriteEndObject();
    }

    private static void WriteRecipients(Utf8JsonWriter json, EmailRecipients recipients)
    {
        json.WriteStartObject("recipients");
        WriteAddresses(json, "to", recipients.To);
        WriteAddresses(json, "cc", recipients.CC);
        WriteAddresses(json, "bcc", recipients.BCC);
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, string name, IList<EmailAddress> addresses)
    {
        if (addresses.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var address in addresses)
        {
            json.WriteStartObject();
            json.WriteString("address", address.Address);
            if (!string.IsNullOrEmpty(address.DisplayName))
                json.WriteString("displayName", address.DisplayName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IList<EmailAttachment> attachments)
    {
        if (attachments.Count == 0)
            return;
        json.WriteStartArray("attachments");
        foreach (var attachment in attachments)
        {
            json.WriteStartObject();
            json.WriteString("name", attachment.Name);
            json.WriteString("contentType", attachment.ContentType);
            json.WriteBase64String("contentInBase64", attachment.Content.ToMemory().Span);
            if (attachment.ContentId is { } id)
                json.WriteString("contentId", id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
