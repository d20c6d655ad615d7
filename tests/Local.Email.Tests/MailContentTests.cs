using System.Text.Json;
using Azure;
using Azure.Communication.Email;

namespace HubAutomation.Local.Email.Tests;

/// <summary>What is sent is what the outbox's files say, read by Python.</summary>
public sealed class MailContentTests
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] Image = [0x89, 0x50, 0x4e, 0x47, 1, 2, 3];

    [PythonFact]
    public async Task Every_field_of_a_mail_arrives()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var mail = new EmailMessage(
            "hub@example.org",
            new EmailRecipients(
                [new EmailAddress("a@example.org", "Ann O’Neill"), new EmailAddress("b@example.org")],
                [new EmailAddress("c@example.org", "Team \"Hub\", Widnes")],
                [new EmailAddress("d@example.org")]),
            new EmailContent("Zoë’s timetable – 3 rows need you") { PlainText = "Dear Zoë,\n\n£2 a session.  \n", Html = "<p>Dear Zoë</p><img src=\"cid:logo\">" });
        mail.Headers.Add("List-Unsubscribe", "<https://hub.example.org/u/1>");
        mail.ReplyTo.Add(new EmailAddress("answers@example.org", "Answers"));
        mail.Attachments.Add(new EmailAttachment("rejected – rows.csv", "text/csv", BinaryData.FromString("row,rule\r\n")));
        mail.Attachments.Add(new EmailAttachment("logo.png", "image/png", BinaryData.FromBytes(Image)) { ContentId = "logo" });
        mail.UserEngagementTrackingDisabled = true;

        await sandbox.Client().SendAsync(WaitUntil.Completed, mail);

        var read = await PythonMail.ReadAsync(sandbox.EmlPath(1));
        Assert.Equal(
            """
            from [["","hub@example.org"]]
            to [["Ann O’Neill","a@example.org"],["","b@example.org"]]
            cc [["Team \"Hub\", Widnes","c@example.org"]]
            bcc [["","d@example.org"]]
            replyTo [["Answers","answers@example.org"]]
            Subject Zoë’s timetable – 3 rows need you
            List-Unsubscribe <https://hub.example.org/u/1>
            multipart/mixed
              multipart/alternative
                text/plain "Dear Zoë,\n\n£2 a session.  \n"
                multipart/related
                  text/html "<p>Dear Zoë</p><img src=\"cid:logo\">"
                  image/png inline "logo.png" <logo> "89504e47010203"
              text/csv attachment "rejected – rows.csv" "row,rule\r\n"

            """.ReplaceLineEndings("\n"),
            Describe(read));
    }

    [PythonFact]
    public async Task A_mail_without_HTML_is_one_part()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        await sandbox.Client().SendAsync(WaitUntil.Completed, Mails.Simple());

        var body = (await PythonMail.ReadAsync(sandbox.EmlPath(1))).GetProperty("body");
        Assert.Equal(("text/plain", "All rows were taken in."), (body.GetProperty("type").GetString(), body.GetProperty("content").GetString()));
    }

    [PythonFact]
    public async Task Long_lines_long_subjects_and_signs_of_every_script_come_through()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var subject = string.Join(" ", Enumerable.Repeat("Żółć, ελληνικά, 漢字 and 👩‍👧", 8));
        var text = string.Concat(Enumerable.Repeat("=20 . żółć 👩‍👧 ", 200)) + "\n.\n--=_alternative-1\nFrom the start\t\n";
        var content = new EmailContent(subject) { PlainText = text, Html = $"<p>{text}</p>" };

        await sandbox.Client().SendAsync(WaitUntil.Completed, new EmailMessage("hub@example.org", "a@example.org", content));

        var read = await PythonMail.ReadAsync(sandbox.EmlPath(1));
        Assert.Equal(subject, read.GetProperty("headers").GetProperty("Subject").GetString());
        Assert.Equal(text, read.GetProperty("body").GetProperty("parts")[0].GetProperty("content").GetString());
    }

    private static string Describe(JsonElement read)
    {
        var lines = new List<string>();
        foreach (var people in (string[])["from", "to", "cc", "bcc", "replyTo"])
            lines.Add($"{people} {Json(read.GetProperty(people))}");
        foreach (var header in (string[])["Subject", "List-Unsubscribe"])
            lines.Add($"{header} {read.GetProperty("headers").GetProperty(header).GetString()}");
        Describe(read.GetProperty("body"), 0, lines);
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static void Describe(JsonElement part, int depth, List<string> lines)
    {
        string?[] says =
        [
            part.GetProperty("type").GetString(),
            part.TryGetProperty("disposition", out var disposition) ? disposition.GetString() : null,
            part.TryGetProperty("file", out var file) ? Json(file) : null,
            part.TryGetProperty("id", out var id) ? id.GetString() : null,
            part.TryGetProperty("content", out var content) ? Json(content) : null,
        ];
        lines.Add(new string(' ', depth * 2) + string.Join(' ', says.Where(s => s is not null)));
        foreach (var inner in part.GetProperty("parts").EnumerateArray())
            Describe(inner, depth + 1, lines);
    }

    private static string Json(JsonElement value) => JsonSerializer.Serialize(value, Readable);
}
