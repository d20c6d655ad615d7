using System.Globalization;
using System.Text;
using static HubAutomation.Local.Sandbox.SandboxPage;

namespace HubAutomation.Local.Sandbox.Mail;

/// <summary>The outbox as pages.</summary>
internal static class OutboxPage
{
    public static string List(IReadOnlyList<ListedMail> mails)
    {
        var rows = string.Concat(mails.Reverse().Select(m => $"""
            <tr><td class="number">{m.Mail.Number}</td><td class="number">{Time(m.Mail.AcceptedAt)}</td><td>{Text(string.Join(", ", m.Mail.To))}</td>
            <td><a href="/sandbox/mails/{m.Mail.Number}">{Text(m.Mail.Subject)}</a></td><td>{Marks(m)}</td></tr>

            """));
        var count = mails.Count switch { 0 => "No mail has been sent yet.", 1 => "One mail, kept here and sent to nobody.", var n => $"{n} mails, the newest first, kept here and sent to nobody." };
        var doubled = mails.Count(m => m.IsDuplicate);
        return SandboxPage.Frame("Outbox", $"""
            <h1>Outbox</h1>
            <p>{count}{(doubled > 0 ? $" <strong>{doubled} of them repeat an earlier one.</strong>" : "")}</p>
            {(mails.Count == 0 ? "" : $"""
            <table>
            <thead><tr><th scope="col">No.</th><th scope="col">Accepted (UTC)</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col">What became of it</th></tr></thead>
            <tbody>
            {rows}</tbody>
            </table>
            """)}
            """);
    }

    public static string Mail(ListedMail listed, SentMail sent, string raw)
    {
        var mail = listed.Mail;
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"""
            <p><a href="/sandbox">All mails</a></p>
            <h1>{Text(mail.Subject)}</h1>
            <p>{Marks(listed)}</p>
            <dl>
            {Row("From", mail.From)}{Row("To", Names(sent.Recipients?.To))}{Row("Cc", Names(sent.Recipients?.CC))}{Row("Bcc", Names(sent.Recipients?.Bcc))}
            {Row("Reply to", Names(sent.ReplyTo))}{Row("Accepted", Time(mail.AcceptedAt) + " UTC")}{Row("Operation", mail.OperationId)}
            {string.Concat(sent.Headers.Select(h => Header(h.Key, h.Value)))}
            </dl>

            """);
        AppendFiles(body, sent, mail.Number);
        if (sent.Content?.Html is not null)
        {
            body.Append(CultureInfo.InvariantCulture, $"""
                <h2>HTML part</h2>
                <iframe sandbox title="The mail as a mail program shows it" src="/sandbox/mails/{mail.Number}/html"></iframe>

                """);
        }

        if (sent.Content?.PlainText is { } text)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>Text part</h2>\n<pre>{Text(text)}</pre>\n");
        }

        body.Append(CultureInfo.InvariantCulture, $"""
            <h2>As it travels</h2>
            <p><a href="/sandbox/mails/{mail.Number}/eml">Save as .eml</a></p>
            <details><summary>Show</summary><pre>{Text(raw)}</pre></details>

            """);
        return SandboxPage.Frame(mail.Subject, body.ToString());
    }

    /// <summary>The HTML part with its inline images where a browser finds them.</summary>
    public static string WithImages(string html, int number) =>
        html.Replace("\"cid:", $"\"/sandbox/mails/{number}/parts/", StringComparison.OrdinalIgnoreCase);

    private static void AppendFiles(StringBuilder body, SentMail sent, int number)
    {
        if (sent.Attachments.Count == 0)
        {
            return;
        }

        body.Append("<h2>Files</h2>\n<ul>\n");
        foreach (var (index, file) in sent.Attachments.Index())
        {
            body.Append(CultureInfo.InvariantCulture, $"""
                <li><a href="/sandbox/mails/{number}/files/{index}">{Text(file.Name!)}</a>, {Text(file.ContentType!)}, {file.ContentInBase64!.Length} bytes</li>

                """);
        }

        body.Append("</ul>\n");
    }

    private static string Marks(ListedMail listed)
    {
        var marks = new List<string>();
        if (listed.SameOperationAs is { } operation)
        {
            marks.Add($"""<span class="mark">Doubled: same operation as {operation}</span>""");
        }
        else if (listed.SameContentAs is { } content)
        {
            marks.Add($"""<span class="mark">Doubled: same as {content}</span>""");
        }

        marks.Add(listed.Mail.Fate switch
        {
            Fate.Bounced => """<span class="mark">Bounced</span>""",
            Fate.Suppressed => """<span class="mark">Suppressed</span>""",
            _ => "Delivered",
        });
        return string.Join(' ', marks);
    }

    private static string Row(string name, string value) => value.Length == 0 ? "" : $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>\n";

    // An address to follow stands in angle brackets (RFC 2369); the frame lets nobody follow the same one in the mail.
    private static string Header(string name, string value) =>
        value is ['<', .., '>'] && Uri.TryCreate(value[1..^1], UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? $"<dt>{Text(name)}</dt><dd>&lt;<a href=\"{Text(uri.AbsoluteUri)}\" rel=\"noreferrer\">{Text(value[1..^1])}</a>&gt;</dd>\n"
            : Row(name, value);

    private static string Names(IReadOnlyList<MailAddress>? addresses) =>
        string.Join(", ", (addresses ?? []).Select(a => string.IsNullOrEmpty(a.DisplayName) ? a.Address : $"{a.DisplayName} <{a.Address}>"));
}
