using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure;
using Azure.Communication.Email;

namespace HubAutomation.Local.Email.Tests;

/// <summary>A service that misbehaves, and what the client makes of it.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("TooManyRequests", 0)]
    [InlineData("ServerError", 503)]
    [InlineData("TimeoutBeforeAccepting", 0)]
    public async Task A_passing_fault_is_tried_again_until_the_mail_is_sent(string fault, int status)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.MisbehaveAsync(new { fault, next = 2, seconds = 0, status = status == 0 ? 500 : status });

        await sandbox.Client().SendAsync(WaitUntil.Completed, Mails.Simple());

        Assert.Single(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_caller_that_is_denied_is_told_at_once_and_nothing_is_accepted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.MisbehaveAsync(new { fault = "Denied", next = 1 });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => sandbox.Client().SendAsync(WaitUntil.Completed, Mails.Simple()));

        Assert.Equal((401, "Denied"), (refused.Status, refused.ErrorCode));
        Assert.Empty(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again_for_callers_that_block()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.MisbehaveAsync(new { fault = "TooManyRequests", next = 1, seconds = 0 });

        await Task.Run(() => sandbox.Client().Send(WaitUntil.Completed, Mails.Simple()));

        Assert.Single(await sandbox.MailsAsync());
    }

    [Fact]
    public async Task What_does_not_pass_is_told_with_status_code_and_the_wait_that_is_asked_for()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.MisbehaveAsync(new { fault = "TooManyRequests", probability = 1, seconds = 7 });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => sandbox.Client(retries: 0).SendAsync(WaitUntil.Started, Mails.Simple()));

        Assert.Equal((429, "TooManyRequests"), (refused.Status, refused.ErrorCode));
        Assert.True(refused.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait));
        Assert.Equal("7", wait);
    }

    [Fact]
    public async Task A_client_that_tries_again_after_a_time_out_sends_twice_and_the_outbox_shows_it()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        await sandbox.MisbehaveAsync(new { fault = "TimeoutAfterAccepting", next = 1, seconds = 0 });
        var id = Guid.NewGuid();

        await sandbox.Client().SendAsync(WaitUntil.Completed, Mails.Simple(), id);

        var mails = await sandbox.MailsAsync();
        Assert.Equal([id.ToString(), id.ToString()], mails.Select(m => m.GetProperty("operationId").GetString()));
        Assert.Equal((1, 1), (mails[1].GetProperty("sameOperationAs").GetInt32(), mails[1].GetProperty("sameContentAs").GetInt32()));
        Assert.Contains("same operation as 1", await sandbox.Http.GetStringAsync("sandbox"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_mail_under_another_id_is_shown_as_doubled_too()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = sandbox.Client();

        await client.SendAsync(WaitUntil.Completed, Mails.Simple());
        await client.SendAsync(WaitUntil.Completed, Mails.Simple());
        await client.SendAsync(WaitUntil.Completed, Mails.Simple("another@example.org"));

        Assert.Equal([null, 1, null], (await sandbox.MailsAsync()).Select(m =>
            m.GetProperty("sameContentAs") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : (int?)null));
    }

    [Fact]
    public async Task A_share_of_requests_fails_and_the_same_seed_fails_the_same_ones()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = sandbox.Client(retries: 0);
        async Task<string> RunAsync(int seed)
        {
            await sandbox.MisbehaveAsync(new { fault = "ServerError", probability = 0.3 }, seed);
            var outcome = "";
            for (var i = 0; i < 60; i++)
            {
                try
                {
                    await client.SendAsync(WaitUntil.Started, Mails.Simple());
                    outcome += "+";
                }
                catch (RequestFailedException refused) when (refused.Status == 500)
                {
                    outcome += "-";
                }
            }

            return outcome;
        }

        var (first, again, other) = (await RunAsync(1), await RunAsync(1), await RunAsync(2));

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(c => c == '-'), 8, 30);
    }

    [Fact]
    public async Task Looking_up_fails_only_where_that_is_asked_for()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var client = sandbox.Client(retries: 0);
        var operation = await client.SendAsync(WaitUntil.Started, Mails.Simple());

        await sandbox.MisbehaveAsync(new { fault = "ServerError", probability = 1 });
        await new EmailSendOperation(operation.Id, client).UpdateStatusAsync();
        await sandbox.MisbehaveAsync(new { fault = "ServerError", probability = 1, lookUps = true });
        await Assert.ThrowsAsync<RequestFailedException>(async () => await new EmailSendOperation(operation.Id, client).UpdateStatusAsync());
    }

    [Fact]
    public async Task Rules_that_make_no_sense_are_refused_with_what_is_allowed()
    {
        await using var sandbox = await TestSandbox.StartAsync();

        var unknown = await sandbox.Http.PutAsJsonAsync("sandbox/faults", new { rules = new[] { new { fault = "Fire" } } });
        var impossible = await sandbox.Http.PutAsJsonAsync("sandbox/faults", new { rules = new[] { new { fault = "Bounce", probability = 2 } } });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (unknown.StatusCode, impossible.StatusCode));
        Assert.Contains("TimeoutAfterAccepting", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
