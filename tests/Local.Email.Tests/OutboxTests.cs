using Azure;
using Azure.Communication.Email;

namespace HubAutomation.Local.Email.Tests;

public sealed class OutboxTests
{
    [Fact]
    public async Task Mails_outlive_the_sandbox_and_their_operations_are_still_known()
    {
        var folder = Directory.CreateTempSubdirectory("outbox-").FullName;
        var id = Guid.NewGuid();
        await using (var first = await TestSandbox.StartAsync(folder))
            await first.Client().SendAsync(WaitUntil.Completed, Mails.Simple(), id);
        await using var second = await TestSandbox.StartAsync(folder);
        var client = second.Client();

        var operation = new EmailSendOperation(id.ToString(), client);
        await operation.UpdateStatusAsync();
        await client.SendAsync(WaitUntil.Completed, Mails.Simple("b@example.org"));

        Assert.Equal(EmailSendStatus.Succeeded, operation.Value.Status);
        Assert.Equal([1, 2], (await second.MailsAsync()).Select(m => m.GetProperty("number").GetInt32()));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_page_shows_a_mail_in_a_frame_that_runs_nothing()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var content = new EmailContent("<b>Subject</b>") { PlainText = "Text <i>part</i>", Html = "<script>alert(1)</script><img src=\"cid:logo\">" };
        var mail = new EmailMessage("hub@example.org", "a@example.org", content);
        mail.Attachments.Add(new EmailAttachment("logo.png", "image/png", BinaryData.FromBytes(new byte[] { 1, 2, 3 })) { ContentId = "logo" });
        await sandbox.Client().SendAsync(WaitUntil.Completed, mail);

        var page = await sandbox.Http.GetStringAsync("sandbox/mails/1");
        using var html = await sandbox.Http.GetAsync("sandbox/mails/1/html");

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;Subject&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Text &lt;i&gt;part&lt;/i&gt;", page, StringComparison.Ordinal);
        Assert.Contains("<iframe sandbox title=", page, StringComparison.Ordinal);
        Assert.StartsWith("sandbox; default-src 'none'", html.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("\"/sandbox/mails/1/parts/logo\"", await html.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], await sandbox.Http.GetByteArrayAsync("sandbox/mails/1/parts/logo"));
        Assert.Equal(await File.ReadAllBytesAsync(sandbox.EmlPath(1)), await sandbox.Http.GetByteArrayAsync("sandbox/mails/1/eml"));
    }

    [Fact]
    public async Task An_address_in_a_header_can_be_followed_and_only_one_on_the_web()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var mail = Mails.Simple();
        mail.Headers.Add("List-Unsubscribe", "<https://hub.example/u?a=1&b=2>");
        mail.Headers.Add("X-Run", "<javascript:alert(1)>");
        await sandbox.Client().SendAsync(WaitUntil.Completed, mail);

        var page = await sandbox.Http.GetStringAsync("sandbox/mails/1");

        Assert.Contains(
            "<dt>List-Unsubscribe</dt><dd>&lt;<a href=\"https://hub.example/u?a=1&amp;b=2\" rel=\"noreferrer\">https://hub.example/u?a=1&amp;b=2</a>&gt;</dd>",
            page, StringComparison.Ordinal);
        Assert.Contains("<dt>X-Run</dt><dd>&lt;javascript:alert(1)&gt;</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_every_mail_the_newest_first()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        Assert.Contains("No mail has been sent yet.", await sandbox.Http.GetStringAsync("sandbox"), StringComparison.Ordinal);

        await sandbox.Client().SendAsync(WaitUntil.Completed, Mails.Simple("first@example.org"));
        await sandbox.MisbehaveAsync(new { fault = "Bounce", next = 1 });
        await sandbox.Client().SendAsync(WaitUntil.Completed, Mails.Simple("second@example.org"));

        var page = await sandbox.Http.GetStringAsync("/");
        Assert.True(page.IndexOf("second@example.org", StringComparison.Ordinal) < page.IndexOf("first@example.org", StringComparison.Ordinal));
        Assert.Contains(">Bounced<", page, StringComparison.Ordinal);
    }
}
