using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Data.Tables;
using HubAutomation.Shared.Platform.Mail.Ledger;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Testing.Hub;

namespace HubAutomation.EndToEnd;

/// <summary>Mail from a workflow to the mail service's sandbox and back.</summary>
public sealed class MailTests : IAsyncLifetime
{
    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;
    private Hub hub = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed, furtherPartners: 4);
        hub = await Hub.StartAsync(seed);
    }

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    [Fact]
    public async Task A_receipt_goes_to_the_partner_who_sent_the_file_and_again_while_rows_of_it_have_a_problem()
    {
        var content = BinaryData.FromString("Activity,Day,Start,End,Venue\nStay and play,Monday,9.30am,11am,Hub 1\nBaby <b>massage</b>,Tuseday,1pm,2pm,Hub 2\n");

        await hub.IngestAsync("groups", "autumn.csv", content);
        await hub.IngestAsync("groups", "autumn.csv", content);

        var mails = await hub.Sandbox.MailsAsync();
        Assert.Equal(2, mails.Count);
        Assert.Equal("Your timetable \"autumn.csv\" – the same file as before, and 1 row has a problem", mails[1].Subject);
        var mail = mails[0];
        Assert.Equal(("hub@example.org", "groups@example.org"), (mail.From, Assert.Single(mail.To)));
        Assert.Equal("Your timetable \"autumn.csv\" – 1 of 2 rows were taken in, 1 has a problem", mail.Subject);
        var page = await hub.Sandbox.PageAsync(mail.Number);
        Assert.Contains("row 3, Day, \"Tuseday\":", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Reply to</dt><dd>team@example.org</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("List-Unsubscribe", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_reaches_every_partner_once_however_often_it_is_sent()
    {
        var first = await SendAsync("Spring timetables", "Please send **yours**.");
        var again = await SendAsync("Spring timetables", "Please send **yours**.");
        var other = await SendAsync("Spring timetables", "Thank you.");

        Assert.Equal(("Sent", "5 of 5 mails sent."), (first.Outcome, first.Summary));
        Assert.Equal("5 of 5 mails sent.", again.Summary);
        Assert.Equal("5 of 5 mails sent.", other.Summary);
        var mails = await hub.Sandbox.MailsAsync();
        Assert.Equal(10, mails.Count);
        Assert.All(mails, mail => Assert.Null(mail.SameContentAs));
    }

    [Fact]
    public async Task A_trial_counts_and_says_when_it_would_be_done_and_sends_nothing()
    {
        var run = await SendAsync("Spring timetables", "Please send yours.", dryRun: true);

        Assert.Equal("DryRun", run.Outcome);
        Assert.StartsWith("5 of 5 partners would get it, 0 cannot be written to, 0 had it before; it would be done by ", run.Summary, StringComparison.Ordinal);
        Assert.Empty(await hub.Sandbox.MailsAsync());
    }

    [Fact]
    public async Task A_service_that_fails_in_every_way_gets_each_mail_to_its_recipient_once()
    {
        await hub.Sandbox.MisbehaveAsync(
            new { fault = "TimeoutAfterAccepting", next = 2, seconds = 0 },
            new { fault = "TimeoutBeforeAccepting", next = 1, seconds = 0 },
            new { fault = "ServerError", next = 1 },
            new { fault = "TooManyRequests", next = 1, seconds = 1 });

        var run = await SendAsync("Spring timetables", "Please send yours.");

        Assert.Equal(("Sent", "5 of 5 mails sent."), (run.Outcome, run.Summary));
        var mails = await hub.Sandbox.MailsAsync();
        Assert.Equal(5, mails.SelectMany(m => m.To).Distinct().Count());
        Assert.Equal(5, mails.Count);
    }

    [Fact]
    public async Task A_mail_service_that_refuses_the_hub_spoils_no_run_and_a_person_is_told()
    {
        await hub.Sandbox.MisbehaveAsync(new { fault = "Denied", next = 6 });

        var ingest = await hub.IngestAsync("groups", "autumn.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\n"));
        var message = await SendAsync("Spring timetables", "Please send yours.");

        Assert.Equal(("Completed", "Accepted"), (ingest.Status, ingest.Outcome));
        Assert.Equal(("NeedsAPerson", "0 of 5 mails sent, 5 not sent because the mail service refuses the hub (its role is missing)."), (message.Outcome, message.Summary));
        Assert.Contains(hub.App.Log, line => line.Text.StartsWith("The mail service refuses the hub (", StringComparison.Ordinal));
        Assert.Empty(await hub.Sandbox.MailsAsync());

        var mended = await SendAsync("Spring timetables", "Please send yours.");
        Assert.Equal(("Sent", "5 of 5 mails sent."), (mended.Outcome, mended.Summary));
    }

    [Fact]
    public async Task A_look_up_that_is_refused_is_made_again_and_the_mail_is_not_sent_twice()
    {
        await hub.Sandbox.MisbehaveAsync(
            new { fault = "TimeoutAfterAccepting", next = 1, seconds = 0 },
            new { fault = "Denied", next = 1, lookUps = true });

        await hub.IngestAsync("groups", "autumn.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\n"));

        Assert.Single(await hub.Sandbox.MailsAsync());
        Assert.Contains(await StatusesAsync(), status => status is nameof(MailStatus.Sent) or nameof(MailStatus.Delivered));
    }

    [Fact]
    public async Task An_address_that_a_mail_bounced_from_is_not_written_to_until_staff_say_so()
    {
        await hub.Sandbox.MisbehaveAsync(new { fault = "Bounce", next = 1 });
        await SendAsync("First", "Text");
        var bounced = (await hub.Sandbox.MailsAsync()).Single(m => m.Fate == "Bounced").To[0];
        await UntilAsync(async () => (await StatusesAsync()).Contains(nameof(MailStatus.Bounced)));

        var second = await SendAsync("Second", "Text");
        await hub.Http.PostAsJsonAsync("api/sampleton/mail/suppressions/remove", new { address = bounced.ToUpperInvariant() });
        var third = await SendAsync("Third", "Text");

        Assert.Equal("4 of 5 mails sent, 1 came back or were refused.", second.Summary);
        Assert.Equal("5 of 5 mails sent.", third.Summary);
    }

    [Fact]
    public async Task The_ledger_holds_no_address_and_nothing_of_the_text()
    {
        await SendAsync("Spring timetables", "Please send yours.");

        await foreach (var row in hub.Storage.MailLedger.QueryAsync<TableEntity>())
            Assert.All(row.Keys, key => Assert.DoesNotMatch("@|example|Spring|Please", row[key]?.ToString() ?? ""));
    }

    [Fact]
    public async Task Event_Grid_is_told_that_its_events_are_wanted()
    {
        var answer = await hub.Http.PostAsJsonAsync("api/mail/reports", new[]
        {
            new { eventType = "Microsoft.EventGrid.SubscriptionValidationEvent", data = new { validationCode = "512d38b6" } },
        });
        var nonsense = await hub.Http.PostAsJsonAsync("api/mail/reports", new { status = "Delivered" });

        Assert.Equal("""{"validationResponse":"512d38b6"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }

    [Fact]
    public async Task A_mail_is_looked_at_before_it_is_sent()
    {
        var html = await hub.Http.PostAsJsonAsync("api/sampleton/mail/partner-message/preview", new { subject = "Spring", message = "Please **read**." });
        var text = await hub.Http.GetStringAsync("api/sampleton/mail/timetable-receipt/preview?part=text");
        var unknown = await hub.Http.PostAsJsonAsync("api/sampleton/mail/partner-message/preview", new { childName = "Zoë" });

        Assert.Contains("Please <strong>read</strong>.", await html.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("11 of 12 rows were taken in", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Empty(await hub.Sandbox.MailsAsync());
    }

    private async Task<RunRecord> SendAsync(string subject, string message, bool dryRun = false)
    {
        var answer = await hub.Http.PostAsJsonAsync("api/sampleton/workflows/message-partners", new { subject, message, dryRun });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return await hub.FinishAsync((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
    }

    private async Task<IReadOnlyList<string>> StatusesAsync()
    {
        var statuses = new List<string>();
        await foreach (var row in hub.Storage.MailLedger.QueryAsync<TableEntity>(row => row.PartitionKey != "operation"))
            statuses.Add(row.GetString("Status"));
        return statuses;
    }

    // Reports come when they come; nothing tells that they are through.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
    }
}
