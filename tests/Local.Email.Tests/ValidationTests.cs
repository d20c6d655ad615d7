using Azure;
using Azure.Communication.Email;

namespace HubAutomation.Local.Email.Tests;

public sealed class ValidationTests
{
    public static TheoryData<string, EmailMessage> Incomplete => new()
    {
        { "no subject", new EmailMessage("hub@example.org", "a@example.org", new EmailContent(" ") { PlainText = "Text" }) },
        { "neither HTML nor plain text", new EmailMessage("hub@example.org", "a@example.org", new EmailContent("Subject")) },
        { "no sender", new EmailMessage("", "a@example.org", new EmailContent("Subject") { PlainText = "Text" }) },
        { "no recipient", new EmailMessage("hub@example.org", new EmailRecipients(), new EmailContent("Subject") { PlainText = "Text" }) },
        { "no address", new EmailMessage("hub@example.org", "", new EmailContent("Subject") { PlainText = "Text" }) },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task A_mail_that_is_not_complete_is_not_sent(string reason, EmailMessage mail)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = sandbox.Client();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(WaitUntil.Started, mail));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => client.Send(WaitUntil.Started, mail));
    }

    [Theory]
    [InlineData("not-an-address")]
    [InlineData("two@example.org, three@example.org")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    public async Task What_the_service_refuses_is_told_with_its_code(string address)
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple(address)));

        Assert.Equal((400, "BadRequest"), (refused.Status, refused.ErrorCode));
        Assert.Empty(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_header_cannot_bring_in_another_one()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var mail = Mails.Simple();
        mail.Headers.Add("X-Note", "one\r\nBcc: b@example.org");

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => sandbox.Client().SendAsync(WaitUntil.Started, mail));

        Assert.Equal(400, refused.Status);
    }

    [Theory]
    [InlineData("endpoint=https://unit.example")]
    [InlineData("accesskey=AAAA")]
    [InlineData("endpoint=here;accesskey=AAAA")]
    [InlineData("nonsense")]
    public void A_connection_string_that_is_none_is_refused_without_showing_it(string text)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => new EmailClient(text));

        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_no_connection_string() => Assert.Throws<ArgumentException>(() => new EmailClient(""));
}
