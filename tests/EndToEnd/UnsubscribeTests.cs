using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using HubAutomation.Functions.Backups;
using HubAutomation.Functions.Messages;
using HubAutomation.Shared.Messages;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Mail;
using HubAutomation.Shared.Platform.Mail.Sending;
using HubAutomation.Shared.Platform.Mail.Subscriptions;
using HubAutomation.Shared.Platform.Runs;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.UploadLinks;
using HubAutomation.Testing.Hub;
using Microsoft.Extensions.Configuration;

namespace HubAutomation.EndToEnd;

/// <summary>Mails that people may stop can be stopped, from the mail itself, and started again. Source: RFC 2369 and RFC 8058.</summary>
public sealed partial class UnsubscribeTests : IAsyncLifetime
{
    private const string ThreeSent = "3 of 3 mails sent.";
    private const string OneUnsubscribed = "2 of 3 mails sent, 1 not sent because they have unsubscribed.";

    private readonly string seed = Directory.CreateTempSubdirectory("hub-seed-").FullName;
    private Hub hub = null!;

    public async Task InitializeAsync()
    {
        InventedTimetable.WriteConfiguration(seed, furtherPartners: 2);
        hub = await Hub.StartAsync(seed);
    }

    public async Task DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(seed, recursive: true);
    }

    public static TheoryData<string, string?> OneClickBodies => new()
    {
        { "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded" },
        { "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n", "multipart/form-data; boundary=x" },
        { "", null },
        { "", "application/x-www-form-urlencoded" },
        { "", "application/json" },
    };

    [Theory]
    [MemberData(nameof(OneClickBodies))]
    public async Task A_mail_program_s_button_stops_the_mails_without_cookie_or_form_and_repeating_it_is_harmless(string body, string? type)
    {
        var first = await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");

        using var answer = await PostAsync(link, body, type);
        hub.App.Clock.Advance(TimeSpan.FromDays(1));
        using var again = await PostAsync(link, body, type);
        var second = await SendAsync("Second");
        var secondOnceMore = await SendAsync("Second");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));
        Assert.DoesNotContain("Set-Cookie", answer.Headers.Select(header => header.Key));
        Assert.Equal((ThreeSent, OneUnsubscribed, OneUnsubscribed), (first.Summary, second.Summary, secondOnceMore.Summary));
        Assert.Equal(("Sent", 5), (second.Outcome, (await hub.Sandbox.MailsAsync()).Count));
        var row = Assert.Single(await RowsAsync(hub.Storage.MailUnsubscriptions));
        Assert.Equal((new DateTimeOffset(2026, 9, 14, 8, 2, 0, TimeSpan.Zero), "OneClick"), (Minute(row.GetDateTimeOffset("Since")!.Value), row.GetString("How")));
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing_however_often()
    {
        await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");

        for (var scan = 0; scan < 3; scan++)
        {
            var page = await OpenAsync(link);
            Assert.Contains("<h1>Stop getting these mails?</h1>", page, StringComparison.Ordinal);
            Assert.Contains("no more messages to partners from Sampleton Family Hubs.", page, StringComparison.Ordinal);
        }

        Assert.Empty(await RowsAsync(hub.Storage.MailUnsubscriptions));
        Assert.Equal(ThreeSent, (await SendAsync("Second")).Summary);
    }

    [Fact]
    public async Task Who_stops_by_the_page_can_start_again_and_then_gets_what_was_sent_meanwhile_when_it_is_sent_again()
    {
        await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");

        var stopped = await StepAsync(link, await OpenAsync(link), "stop");
        var meanwhile = await SendAsync("Second");
        hub.App.Clock.Advance(TimeSpan.FromMinutes(1));
        var opened = await OpenAsync(link);
        var resumed = await StepAsync(link, opened, "resume");
        var resumedTwice = await StepAsync(link, opened, "resume");
        var after = await SendAsync("Second");
        hub.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await StepAsync(link, await OpenAsync(link), "stop");
        var stoppedAgain = await SendAsync("Third");

        Assert.Contains("Since 14 September 2026, 09:02 you get no more messages to partners", stopped, StringComparison.Ordinal);
        Assert.Contains("<h1>You have stopped these mails</h1>", opened, StringComparison.Ordinal);
        Assert.Contains("<h1>You get these mails again</h1>", resumed, StringComparison.Ordinal);
        Assert.Contains("<h1>You get these mails again</h1>", resumedTwice, StringComparison.Ordinal);
        Assert.Equal((OneUnsubscribed, ThreeSent, OneUnsubscribed), (meanwhile.Summary, after.Summary, stoppedAgain.Summary));
        Assert.Equal(
            ["mail-unsubscribed How: Page.", "mail-subscribed-again How: Page.", "mail-unsubscribed How: Page."], (await AuditAsync()).Select(e => $"{e.What} {e.Details}"));
    }

    [Fact]
    public async Task Only_a_page_of_ours_starts_mails_again()
    {
        await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");
        var other = await LinkInMailToAsync("partner-1@example.org");
        await PostAsync(other, "", null);
        var page = await StepAsync(link, await OpenAsync(link), "stop");
        var token = UploadHub.Field(page, "form");
        var foreign = UploadHub.Field(await OpenAsync(other), "form");

        HttpResponseMessage[] refused =
        [
            await PostAsync(link, "do=resume", "application/x-www-form-urlencoded"),
            await PostAsync(link, $"do=resume&form={foreign}", "application/x-www-form-urlencoded"),
            await PostAsync(link, $"do=resume&form={token}", "application/x-www-form-urlencoded", from: "cross-site"),
        ];
        hub.App.Clock.Advance(TimeSpan.FromHours(3));
        HttpResponseMessage[] late = [await PostAsync(link, $"do=resume&form={token}", "application/x-www-form-urlencoded", from: "same-origin")];

        Assert.All([.. refused, .. late], answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.Contains("Open the link in the mail once more", await late[0].Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, (await RowsAsync(hub.Storage.MailUnsubscriptions)).Count);
    }

    [Fact]
    public async Task Mails_that_wait_for_the_mail_service_are_not_handed_over_any_more()
    {
        await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");
        await hub.Sandbox.MisbehaveAsync(new { fault = "TooManyRequests", next = 3, seconds = 600 });
        var run = await hub.StartRunAsync(MessageWorkflows.PartnersName, new { subject = "Second", message = "Text" });
        await hub.App.SettleAsync();
        Assert.Equal(3, (await RowsAsync(hub.Storage.MailLedger)).Count(row => row.GetString("Status") == "Deferred"));

        await PostAsync(link, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded");
        var ended = await hub.FinishAsync(run);

        Assert.Equal(OneUnsubscribed, ended.Summary);
        Assert.Equal(["groups Skipped"], (await RowsAsync(hub.Storage.MailLedger))
            .Where(row => row.GetString("Reason") == "unsubscribed").Select(row => $"{row.RowKey.Split('.')[1]} {row.GetString("Status")}"));
    }

    [Fact]
    public async Task A_link_that_was_tampered_with_or_is_for_something_else_and_a_body_that_says_nothing_change_nothing()
    {
        await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");
        var text = link.AbsoluteUri;
        var upload = await hub.Service<PersonalLinks>().SignAsync(UploadLink.For("sampleton", "groups", "x", hub.App.Clock.GetUtcNow()), default);
        var elsewhere = await hub.Service<PersonalLinks>().SignAsync(UnsubscribeLink.For("elsewhere", PartnerMessages.Subscription, new string('0', 32)), default);
        string[] bad =
        [
            text[..^2], text + "AA", text[..text.LastIndexOf('.')], text.Replace("/unsubscribe/", "/unsubscribe/A", StringComparison.Ordinal),
            new Uri(link, upload).AbsoluteUri, new Uri(link, elsewhere).AbsoluteUri,
        ];
        (string Body, string Type, HttpStatusCode Status)[] unknown =
        [
            ("List-Unsubscribe=Maybe", "application/x-www-form-urlencoded", HttpStatusCode.BadRequest),
            ("""{"List-Unsubscribe":"One-Click"}""", "application/json", HttpStatusCode.UnsupportedMediaType),
            ("--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Cl", "multipart/form-data; boundary=x", HttpStatusCode.BadRequest),
            ("List-Unsubscribe=One-Click", "multipart/form-data", HttpStatusCode.BadRequest),
            ("a=" + new string('a', 20_000) + "&List-Unsubscribe=One-Click", "application/x-www-form-urlencoded", HttpStatusCode.RequestEntityTooLarge),
        ];

        foreach (var url in bad)
        {
            using var opened = await hub.Http.GetAsync(new Uri(url));
            using var posted = await PostAsync(new Uri(url), "", null);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (opened.StatusCode, posted.StatusCode));
        }

        foreach (var (body, type, status) in unknown)
        {
            using var answer = await PostAsync(link, body, type);
            Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }

        Assert.Empty(await RowsAsync(hub.Storage.MailUnsubscriptions));
    }

    [Fact]
    public async Task Making_all_upload_links_worthless_leaves_the_links_that_stop_mails()
    {
        var links = hub.Service<PersonalLinks>();
        var upload = await links.SignAsync(UploadLink.For("sampleton", "groups", "x", hub.App.Clock.GetUtcNow()), default);
        var stop = await links.SignAsync(UnsubscribeLink.For("sampleton", PartnerMessages.Subscription, new string('0', 32)), default);
        await hub.Storage.HubKeys.DeleteEntityAsync(HubKeys.PersonalLinks, HubKeys.PersonalLinks);

        var restarted = new PersonalLinks(hub.Storage, new HubKeys(hub.Storage), hub.App.Clock);

        Assert.IsType<LinkReading.NotOurs>(await restarted.ReadAsync(upload, "sampleton", UploadLink.Action, default));
        Assert.IsType<LinkReading.Valid>(await restarted.ReadAsync(stop, "sampleton", UnsubscribeLink.Action, default));
    }

    [Fact]
    public async Task Receipts_and_links_that_were_asked_for_still_come_and_cannot_be_stopped()
    {
        await SendAsync("First");
        await PostAsync(await LinkInMailToAsync("groups@example.org"), "", null);

        await hub.IngestAsync("groups", "autumn.csv", BinaryData.FromString("Activity,Day,Start,End,Venue\nPeep,Monday,9.30am,11am,Hub 1\n"));
        await hub.FinishAsync(await hub.StartRunAsync("send-upload-links", new { partner = "groups" }));

        var service = (await hub.Sandbox.MailsAsync()).TakeLast(2).ToList();
        Assert.All(service, mail => Assert.Equal("groups@example.org", mail.To.Single()));
        foreach (var mail in service)
        {
            Assert.DoesNotContain("nsubscribe", await hub.Sandbox.PageAsync(mail.Number), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_trial_says_how_many_have_unsubscribed_and_staff_see_numbers_and_nobody_s_address()
    {
        await SendAsync("First");
        await PostAsync(await LinkInMailToAsync("groups@example.org"), "", null);
        using var told = await hub.Http.PostAsJsonAsync(
            "api/sampleton/mail/unsubscribed", new { address = "PARTNER-1@example.org", subscription = "partner-messages" });
        using var unknown = await hub.Http.PostAsJsonAsync("api/sampleton/mail/unsubscribed", new { address = "partner-1@example.org", subscription = "receipts" });

        var trial = await hub.FinishAsync(await hub.StartRunAsync(MessageWorkflows.PartnersName, new { subject = "Second", message = "Text", dryRun = true }));
        var counts = await hub.Http.GetFromJsonAsync<JsonElement>("api/sampleton/mail/unsubscribed");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (told.StatusCode, unknown.StatusCode));
        Assert.StartsWith("1 of 3 partners would get it, 2 have unsubscribed, 0 cannot be written to, 0 had it before; ", trial.Summary, StringComparison.Ordinal);
        Assert.Equal("""[{"subscription":"partner-messages","unsubscribed":2,"byPage":0,"byOneClick":1,"byStaff":1}]""", counts.GetRawText());
    }

    [Fact]
    public async Task Staff_start_mails_again_for_somebody_who_has_told_them_so()
    {
        await SendAsync("First");
        await PostAsync(await LinkInMailToAsync("groups@example.org"), "", null);
        var stopped = await SendAsync("Second");

        using var told = await hub.Http.PostAsJsonAsync(
            "api/sampleton/mail/unsubscribed/remove", new { address = "Groups@example.org", subscription = "partner-messages" });

        Assert.Equal(HttpStatusCode.NoContent, told.StatusCode);
        Assert.Equal((OneUnsubscribed, ThreeSent), (stopped.Summary, (await SendAsync("Second")).Summary));
        Assert.Contains(("mail-subscribed-again", "How: Staff."), await AuditAsync());
    }

    [Fact]
    public async Task Neither_table_trail_nor_link_holds_an_address_or_a_partner_s_id()
    {
        await SendAsync("First");
        var link = await LinkInMailToAsync("groups@example.org");
        await PostAsync(link, "", null);

        var written = (await RowsAsync(hub.Storage.MailUnsubscriptions)).Concat((await RowsAsync(hub.Storage.Audit)).Where(row => row.GetString("What") == "mail-unsubscribed"))
            .SelectMany(row => row.Keys.Select(key => row[key]?.ToString() ?? ""));
        var token = Encoding.UTF8.GetString(Convert.FromBase64String(Padded(link.AbsoluteUri.Split('/')[^1].Split('.')[0])));

        Assert.Matches(@"^sampleton~[0-9a-f]{32}~unsubscribe~partner-messages~253402300799~-\z", token);
        Assert.All([.. written, token], text => Assert.DoesNotMatch("@|groups|example", text));
        Assert.InRange(link.AbsoluteUri.Length, 1, 400);
    }

    [Fact]
    public async Task What_was_unsubscribed_comes_back_from_the_last_copy_of_the_tables()
    {
        await SendAsync("First");
        await PostAsync(await LinkInMailToAsync("groups@example.org"), "", null);
        var export = await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.ExportName, new { }, RunStore.WholeHub));
        var row = Assert.Single(await RowsAsync(hub.Storage.MailUnsubscriptions));
        await hub.Storage.MailUnsubscriptions.DeleteEntityAsync(row.PartitionKey, row.RowKey);

        var backup = export.Summary!.Split(' ')[1].TrimEnd(':');
        await hub.FinishAsync(await hub.StartRunAsync(BackupWorkflows.RestoreName, new { backup, tables = new[] { "MailUnsubscriptions" } }, RunStore.WholeHub));

        Assert.Equal(OneUnsubscribed, (await SendAsync("Second")).Summary);
    }

    [Fact]
    public async Task When_the_key_is_lost_that_tells_who_has_unsubscribed_nobody_gets_a_mail_that_they_may_have_stopped()
    {
        await SendAsync("First");
        await PostAsync(await LinkInMailToAsync("groups@example.org"), "", null);
        await hub.FinishAsync(await hub.StartRunAsync(MessageWorkflows.PartnersName, new { subject = "Second", message = "Text", dryRun = true }));
        await hub.Storage.HubKeys.DeleteEntityAsync(HubKeys.MailAddresses, HubKeys.MailAddresses);
        await using var restarted = await Hub.StartOnAsync(hub.Service<IConfiguration>()["AzureWebJobsStorage"]!, null, null);

        using var refused = await restarted.Http.PostAsJsonAsync($"api/sampleton/workflows/{MessageWorkflows.PartnersName}", new { subject = "Second", message = "Text" });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("the key that tells who they are is lost, so they are sent to nobody.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var underWay = new MailingRef("sampleton", "partner-message", Names.Key("Second", "Text"));
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => restarted.Service<MailDispatch>().SendAsync(underWay, "a-run", default));
        Assert.StartsWith("People have stopped messages to partners, and the key", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await hub.Sandbox.MailsAsync()).Count);
    }

    private async Task<RunRecord> SendAsync(string subject) =>
        await hub.FinishAsync(await hub.StartRunAsync(MessageWorkflows.PartnersName, new { subject, message = "Text" }));

    /// <summary>The address in the header of the newest mail to somebody, where a test reaches it; both parts of the mail show it, too.</summary>
    private async Task<Uri> LinkInMailToAsync(string address)
    {
        var mail = (await hub.Sandbox.MailsAsync()).Last(m => m.To.Single() == address);
        var page = await hub.Sandbox.PageAsync(mail.Number);
        var link = Header().Match(page).Groups["link"].Value;
        Assert.Contains("<dt>List-Unsubscribe-Post</dt><dd>List-Unsubscribe=One-Click</dd>", page, StringComparison.Ordinal);
        Assert.Contains($"You can stop getting these mails at any time:\n{link}\n", page, StringComparison.Ordinal);
        return new Uri(hub.Http.BaseAddress!, new Uri(link).PathAndQuery);
    }

    private async Task<string> OpenAsync(Uri link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Add("Accept", "text/html");
        using var answer = await hub.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    // Presses a page's button, as a browser does.
    private async Task<string> StepAsync(Uri link, string page, string step)
    {
        Assert.Contains($"name=\"do\" value=\"{step}\"", page, StringComparison.Ordinal);
        using var answer = await PostAsync(
            link, $"do={step}&form={Uri.EscapeDataString(UploadHub.Field(page, "form"))}", "application/x-www-form-urlencoded", from: "same-origin");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(Uri link, string body, string? type, string? from = null)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Content = content };
        if (from is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", from);
        }

        return await hub.Http.SendAsync(request);
    }

    private async Task<IEnumerable<(string What, string Details)>> AuditAsync() => (await RowsAsync(hub.Storage.Audit))
        .Select(row => (What: row.GetString("What"), Details: row.GetString("Details"))).Where(entry => entry.What.StartsWith("mail-", StringComparison.Ordinal));

    private static async Task<List<TableEntity>> RowsAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>())
            rows.Add(row);
        return rows;
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

    private static string Padded(string base64Url) => base64Url.Replace('-', '+').Replace('_', '/').PadRight((base64Url.Length + 3) / 4 * 4, '=');

    [GeneratedRegex("<dt>List-Unsubscribe</dt><dd><<a href=\"(?<link>http://hub\\.example/api/sampleton/unsubscribe/[A-Za-z0-9_.-]+)\"")]
    private static partial Regex Header();
}
