using Azure;
using Azure.Communication.Email;

namespace HubAutomation.Local.Email.Tests;

public sealed class OperationTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_mail_that_is_under_way_has_no_result_yet()
    {
        await using var sandbox = await TestSandbox.StartAsync(sendDuration: TimeSpan.FromHours(1));

        var operation = await sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple());
        await operation.UpdateStatusAsync();

        Assert.Equal((false, false), (operation.HasCompleted, operation.HasValue));
        Assert.Throws<InvalidOperationException>(() => operation.Value);
        Assert.True(operation.GetRawResponse().Headers.TryGetValue("Retry-After", out var wait));
        Assert.Equal("1", wait);
    }

    [Fact]
    public async Task Waiting_ends_when_the_mail_has_gone()
    {
        await using var sandbox = await TestSandbox.StartAsync(sendDuration: TimeSpan.FromMilliseconds(500));

        var operation = await sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple());
        var result = await operation.WaitForCompletionAsync(Soon, CancellationToken.None);

        Assert.Equal(EmailSendStatus.Succeeded, result.Value.Status);
        Assert.Contains("\"Succeeded\"", result.GetRawResponse().Content.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_when_the_mail_has_gone_for_callers_that_block()
    {
        await using var sandbox = await TestSandbox.StartAsync(sendDuration: TimeSpan.FromMilliseconds(500));

        var result = await Task.Run(() => sandbox.Client().Send(WaitUntil.Started, Mails.Simple()).WaitForCompletion(Soon, CancellationToken.None));

        Assert.Equal(EmailSendStatus.Succeeded, result.Value.Status);
    }

    [Fact]
    public async Task Waiting_can_be_called_off()
    {
        await using var sandbox = await TestSandbox.StartAsync(sendDuration: TimeSpan.FromHours(1));
        var operation = await sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple());
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await operation.WaitForCompletionAsync(cancellation.Token));
    }

    [Fact]
    public async Task A_mail_that_the_service_does_not_send_fails_with_the_services_code()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.MisbehaveAsync(new { fault = "Suppress", next = 1 });
        var operation = await sandbox.Client().SendAsync(WaitUntil.Started, Mails.Simple());

        var failed = await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.WaitForCompletionAsync());

        Assert.Equal("EmailDroppedAllRecipientsSuppressed", failed.ErrorCode);
        Assert.Equal((true, false), (operation.HasCompleted, operation.HasValue));
        Assert.Same(failed, Assert.Throws<RequestFailedException>(() => operation.Value));
    }

    [Fact]
    public async Task A_mail_is_looked_up_by_its_id()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = sandbox.Client();
        var sent = await client.SendAsync(WaitUntil.Started, Mails.Simple());

        var operation = new EmailSendOperation(sent.Id, client);
        await operation.UpdateStatusAsync();

        Assert.Equal(EmailSendStatus.Succeeded, operation.Value.Status);
    }

    [Fact]
    public async Task A_mail_that_the_service_does_not_know_is_not_found()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var operation = new EmailSendOperation(Guid.NewGuid().ToString(), sandbox.Client());

        var missing = await Assert.ThrowsAsync<RequestFailedException>(async () => await operation.UpdateStatusAsync());

        Assert.Equal((404, "EmailOperationNotFound"), (missing.Status, missing.ErrorCode));
    }
}
