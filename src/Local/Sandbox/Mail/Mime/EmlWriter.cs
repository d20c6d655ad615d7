using System.Globalization;
using System.Text;

namespace HubAutomation.Local.Sandbox.Mail.Mime;

/// <summary>
/// Writes a mail as it would travel: RFC 5322 for the headers, RFC 2045–2047 for parts and other scripts, RFC 2387 for images within
/// the HTML.
/// </summary>
internal static class EmlWriter
{
    public static byte[] Write(SentMail sent, KeptMail kept)
    {
        var text = new StringBuilder();
        WriteHeaders(text, sent, kept);
        Body(sent, kept.Number).Write(text);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static void WriteHeaders(StringBuilder text, SentMail sent, KeptMail kept)
    {
        var date = kept.AcceptedAt.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
        var host = sent.SenderAddress!.Split('@')[^1];
        HeaderLine.Append(text, "Date", date);
        HeaderLine.Append(text, "From", sent.SenderAddress);
        AppendAddresses(text, "To", sent.Recipients!.To);
        AppendAddresses(text, "Cc", sent.Recipients.CC);
        AppendAddresses(text, "Bcc", sent.Recipients.Bcc);
        AppendAddresses(text, "Reply-To", sent.ReplyTo);
        HeaderLine.Append(text, "Subject", HeaderWords.Text(sent.Content!.Subject!));
        HeaderLine.Append(text, "Message-ID", $"<{kept.OperationId}.{kept.Number}@{host}>");
        foreach (var (name, value) in sent.Headers)
        {
            HeaderLine.Append(text, name, HeaderWords.Text(value));
        }

        HeaderLine.Append(text, "X-Sandbox-Operation-Id", kept.OperationId);
        HeaderLine.Append(text, "X-Sandbox-Fate", kept.Fate.ToString());
        HeaderLine.Append(text, "MIME-Version", "1.0");
    }

    private static void AppendAddresses(StringBuilder text, string name, IReadOnlyList<MailAddress> addresses)
    {
        if (addresses.Count > 0)
        {
            HeaderLine.Append(text, name, string.Join(", ", addresses.Select(HeaderWords.Mailbox)));
        }
    }

    // mixed(alternative(text, related(html, images)), files), without the levels that hold one part only.
    private static MimePart Body(SentMail sent, int number)
    {
        var text = sent.Content!.PlainText is { Length: > 0 } plain ? MimePart.Text("plain", plain) : null;
        var html = sent.Content.Html is { Length: > 0 } markup ? MimePart.Text("html", markup) : null;
        var images = html is null ? [] : sent.Attachments.Where(a => a.ContentId is not null).ToList();
        if (html is not null && images.Count > 0)
        {
            html = MimePart.Multi("related", $"related-{number}", [html, .. images.Select(MimePart.File)]);
        }

        var body = text is null || html is null ? text ?? html! : MimePart.Multi("alternative", $"alternative-{number}", [text, html]);
        var files = sent.Attachments.Except(images).ToList();
        return files.Count == 0 ? body : MimePart.Multi("mixed", $"mixed-{number}", [body, .. files.Select(MimePart.File)]);
    }
}
