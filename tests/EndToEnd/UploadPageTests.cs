using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using HubAutomation.Shared.Platform.Links;
using HubAutomation.Shared.Platform.Storage;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.UploadLinks;

namespace HubAutomation.EndToEnd;

/// <summary>A voluntary group without a storage account sends its timetable by a personal link.</summary>
public sealed class UploadPageTests(UploadHub group) : IClassFixture<UploadHub>
{
    [Fact]
    public async Task What_was_understood_is_shown_before_anything_is_sent_and_the_receipt_after()
    {
        var link = await group.LinkAsync();

        var check = await TextAsync(await group.ChooseAsync(link, "spring.csv", UploadHub.GoodAndBad));
        var before = await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/spring.csv").ExistsAsync();
        var sent = await TextAsync(await group.SendAsync(link, check));
        await group.Hub.App.SettleAsync();
        var mails = await group.Hub.Sandbox.MailsAsync();

        Assert.Contains("1 activity understood, 1 row has a problem", check, StringComparison.Ordinal);
        Assert.Contains("<strong>Stay and play</strong>", check, StringComparison.Ordinal);
        Assert.Contains("“Baby massage”, row 3, Day", check, StringComparison.Ordinal);
        Assert.False(before.Value);
        Assert.Contains("Your timetable has arrived", sent, StringComparison.Ordinal);
        Assert.Contains("“Baby massage”, row 3, Day, &quot;Tuseday&quot;", sent, StringComparison.Ordinal);
        Assert.Contains(mails, mail => mail.Subject == "Your timetable \"spring.csv\" – 1 of 2 rows were taken in, 1 has a problem");
    }

    [Fact]
    public async Task Opening_a_link_changes_nothing_however_often_and_using_it_works_once()
    {
        var link = await group.LinkAsync();
        for (var scan = 0; scan < 3; scan++)
        {
            Assert.Contains("Your timetable file", await TextAsync(await group.GetAsync(link)), StringComparison.Ordinal);
        }

        var check = await TextAsync(await group.ChooseAsync(link, "once.csv", Rows("Rhyme time")));
        var other = await TextAsync(await group.ChooseAsync(link, "twice.csv", Rows("Messy play")));
        await group.SendAsync(link, check);
        var again = await TextAsync(await group.SendAsync(link, other));
        var later = await TextAsync(await group.GetAsync(link));

        Assert.Contains("Your timetable has arrived", again, StringComparison.Ordinal);
        Assert.Contains("This link has been used", later, StringComparison.Ordinal);
        Assert.True(await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/once.csv").ExistsAsync());
        Assert.False(await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/twice.csv").ExistsAsync());
    }

    [Fact]
    public async Task A_file_under_another_name_can_take_the_place_of_the_one_before()
    {
        await group.SendNewAsync("summer.csv", Rows("Peep"));

        var link = await group.LinkAsync();
        var check = await TextAsync(await group.ChooseAsync(link, "summer v2 final.csv", Rows("Peep walk")));
        var choice = UploadHub.Answer(check, "It replaces everything in “summer.csv”.");
        await group.SendAsync(link, check, choice);

        Assert.NotEmpty(choice);
        Assert.False(await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/summer v2 final.csv").ExistsAsync());
        var now = await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/summer.csv").DownloadContentAsync();
        Assert.Contains("Peep walk", now.Value.Content.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.csv", "", "The file is empty")]
    [InlineData("letter.csv", "Dear hub,\nwe meet as always.\n", "letter.csv")]
    [InlineData("all bad.csv", "Activity,Day,Start,End,Venue\nPeep,Someday,9am,10am,Hub 1\n", "Not one row of “all bad.csv” can be taken in. What is wrong stands below")]
    [InlineData("spring.csv.rejects.csv", "Row,Column\n1,Day\n", "is our list of rows with a problem")]
    [InlineData("..", "Activity,Day\n", "Choose another")]
    public async Task A_file_that_cannot_be_taken_in_is_refused_with_the_reason_and_nothing_is_sent(string name, string content, string reason)
    {
        var link = await group.LinkAsync();

        using var answer = await group.ChooseAsync(link, name, content);
        var page = await TextAsync(answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<title>Error: ", page, StringComparison.Ordinal);
        Assert.Contains(reason, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("Your timetable file", await TextAsync(await group.GetAsync(link)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_row_is_good_all_problems_are_told_and_equal_ones_once()
    {
        var rows = string.Concat(Enumerable.Range(1, 100).Select(i => $"Peep {i},Someday,9am,10am,Hub 1\n"));

        var page = await TextAsync(await group.ChooseAsync(await group.LinkAsync(), "bad.csv", "Activity,Day,Start,End,Venue\n" + rows + "Yoga,Monday,9am,10am,Nowhere\n"));

        Assert.Contains("101 rows have a problem", page, StringComparison.Ordinal);
        Assert.Contains("100 rows (“Peep 1”, row 2; “Peep 2”, row 3; “Peep 3”, row 4; and 97 more), Day", page, StringComparison.Ordinal);
        Assert.Contains("“Yoga”, row 102, Venue", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_before_sending_is_what_families_will_see()
    {
        const string file = "Activity,Day,Start,End,Venue,Description,Booking,From,Until,Not on\n"
            + "Yoga,Tuesday,9.30am,11am,Hub 1,Bring a mat.,book via https://example.org/yoga,15/9/2026,15/12/2026,27/10/2026\n";

        var check = WebUtility.HtmlDecode(await TextAsync(await group.ChooseAsync(await group.LinkAsync(), "shown.csv", file)));

        Assert.Contains("Tuesdays, 9:30am to 11am, from 15 September to 15 December 2026, not on 27 October 2026", check, StringComparison.Ordinal);
        Assert.Contains("Next on Tuesday 15 September 2026.", check, StringComparison.Ordinal);
        Assert.Contains("<p>Bring a mat.</p>", check, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/yoga\">Book online", check, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(60)]
    public async Task A_file_above_the_limit_that_the_page_names_is_answered_by_the_page_that_names_it_again(int megabytes)
    {
        var link = await group.LinkAsync();
        var page = await TextAsync(await group.GetAsync(link));

        using var answer = await group.ChooseAsync(link, "with pictures.csv", new string('x', megabytes << 20));

        Assert.Contains("up to 20 MB", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("The file is larger than 20 MB. Leave out pictures and other sheets", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_that_our_pages_have_not_made_are_refused()
    {
        var link = await group.LinkAsync();
        var page = await TextAsync(await group.GetAsync(link));
        var check = await TextAsync(await group.ChooseAsync(link, "forms.csv", Rows("Sensory room")));
        var foreign = UploadHub.Field(await TextAsync(await group.GetAsync(await group.LinkAsync())), "form");

        HttpResponseMessage[] refused =
        [
            await group.ChooseAsync(link, "x.csv", Rows("X"), token: ""),
            await group.ChooseAsync(link, "x.csv", Rows("X"), token: "1.AAAA"),
            await group.ChooseAsync(link, "x.csv", Rows("X"), token: foreign),
            await group.ChooseAsync(link, "x.csv", Rows("X"), token: UploadHub.Field(check, "form")),
            await group.ChooseAsync(link, "x.csv", Rows("X"), token: UploadHub.Field(page, "form"), from: "cross-site"),
            await group.SendAsync(link, page.Replace("name=\"form\"", "name=\"draft\" value=\"0\"><input name=\"form\"", StringComparison.Ordinal)),
            await group.SendAsync(link, check, draft: "0000000000000000"),
            await group.SendAsync(link, check, from: "same-site"),
        ];

        Assert.All(refused, answer => Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode));
        Assert.False(await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/x.csv").ExistsAsync());
        Assert.False(await group.Hub.Storage.Timetables.GetBlobClient("sampleton/groups/forms.csv").ExistsAsync());
    }

    [Fact]
    public Task A_page_left_open_for_hours_must_be_opened_again() => WithOwnHubAsync(async own =>
    {
        var link = await own.LinkAsync();
        var token = UploadHub.Field(await TextAsync(await own.GetAsync(link)), "form");

        await own.Hub.App.AdvanceAsync(TimeSpan.FromHours(3));
        using var late = await own.ChooseAsync(link, "late.csv", Rows("Peep"), token);
        using var fresh = await own.ChooseAsync(link, "late.csv", Rows("Peep"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (late.StatusCode, fresh.StatusCode));
        Assert.Contains("Open your link once more", await TextAsync(late), StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_link_runs_out_and_one_that_was_tampered_with_or_belongs_elsewhere_does_not_work()
    {
        var link = await group.LinkAsync();
        var text = link.AbsoluteUri;
        string[] others = [text[..^1], text + "A", text.Replace("/upload/", "/upload/A", StringComparison.Ordinal), text[..text.LastIndexOf('.')]];
        var codes = new List<HttpStatusCode>();
        foreach (var other in others)
        {
            codes.Add((await group.GetAsync(new Uri(other))).StatusCode);
        }

        var longAgo = UploadLink.For("sampleton", "groups", "then", group.Hub.App.Clock.GetUtcNow().AddDays(-14));
        var token = await group.Hub.Service<PersonalLinks>().SignAsync(longAgo, default);
        using var expired = await group.GetAsync(new Uri(link, token));

        Assert.All(codes, code => Assert.Equal(HttpStatusCode.NotFound, code));
        Assert.Equal(HttpStatusCode.Gone, expired.StatusCode);
        Assert.Contains("Ask for another link", await TextAsync(expired), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_never_kept_framed_or_scripted_and_tell_nobody_their_address()
    {
        using var page = await group.GetAsync(await group.LinkAsync());

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.EndsWith("form-action 'self'; base-uri 'none'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("Set-Cookie", page.Headers.Select(header => header.Key));
    }

    [Fact]
    public async Task Programs_get_problem_details_where_people_get_a_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/sampleton/upload/nothing");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await group.Hub.Http.SendAsync(request);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public Task Whoever_asks_for_a_link_learns_nothing_and_only_partners_get_one_and_one_in_a_quarter_of_an_hour() => WithOwnHubAsync(async own =>
    {
        var answers = new List<string>();
        foreach (var address in new[] { "groups@example.org", "GROUPS@example.org", "stranger@example.org" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = address });
            answers.Add(await TextAsync(await own.Hub.Http.PostAsync(new Uri("api/sampleton/upload", UriKind.Relative), form)));
            await own.Hub.App.SettleAsync();
        }

        Assert.Single(answers.Distinct());
        var mail = Assert.Single(await own.Hub.Sandbox.MailsAsync());
        Assert.Equal(("groups@example.org", "Send us your timetable"), (mail.To.Single(), mail.Subject));
    });

    [Fact]
    public Task A_link_that_was_used_is_answered_by_a_new_one_at_once() => WithOwnHubAsync(async own =>
    {
        await AskAsync(own, "groups@example.org");
        var first = await own.LatestLinkAsync();
        await own.SendAsync(first, await TextAsync(await own.ChooseAsync(first, "first.csv", Rows("Peep"))));
        await own.Hub.App.SettleAsync();

        await AskAsync(own, "groups@example.org");
        var second = await own.LatestLinkAsync();
        await AskAsync(own, "groups@example.org");

        Assert.NotEqual(first, second);
        Assert.Contains("Your timetable file", await TextAsync(await own.GetAsync(second)), StringComparison.Ordinal);
        Assert.Equal(2, (await own.Hub.Sandbox.MailsAsync()).Count(mail => mail.Subject == "Send us your timetable"));
    });

    [Fact]
    public Task Two_partners_of_one_address_both_get_their_link() => WithOwnHubAsync(async own =>
    {
        const string partners = """
            { "partners": [ { "id": "groups", "name": "Community groups", "email": "office@example.org" }, { "id": "nursery", "name": "The nursery", "email": "Office@example.org" } ] }
            """;
        await own.Hub.Storage.Configuration.GetBlobClient("sampleton/partners.json").UploadAsync(BinaryData.FromString(partners), overwrite: true);

        await AskAsync(own, "office@example.org");

        var mails = await own.Hub.Sandbox.MailsAsync();
        var texts = await Task.WhenAll(mails.Select(mail => own.Hub.Sandbox.PageAsync(mail.Number)));
        Assert.Equal(2, mails.Count);
        Assert.Contains(texts, text => text.Contains("Dear Community groups", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("Dear The nursery", StringComparison.Ordinal));
    });

    [Fact]
    public async Task What_may_be_sent_stands_on_a_page_of_its_own_with_an_example_that_is_understood_whole()
    {
        var guide = await TextAsync(await group.GetAsync(new Uri(group.Hub.Http.BaseAddress!, "api/sampleton/upload/guide")));
        var example = await group.Hub.Http.GetStringAsync("api/sampleton/upload/example.csv");
        var check = WebUtility.HtmlDecode(await TextAsync(await group.ChooseAsync(await group.LinkAsync(), "example timetable.csv", example)));

        Assert.Contains("<strong>Hub 6</strong>", guide, StringComparison.Ordinal);
        Assert.Contains("href=\"example.csv\"", guide, StringComparison.Ordinal);
        Assert.Contains("4 activities understood.", check, StringComparison.Ordinal);
        Assert.Contains("Every other Thursday, 10am to 10:30am, from 24 September 2026", check, StringComparison.Ordinal);
    }

    [Fact]
    public Task Staff_are_told_who_would_get_a_link_before_any_is_sent() => WithOwnHubAsync(async own =>
    {
        using var answer = await own.Hub.Http.PostAsJsonAsync("api/sampleton/workflows/send-upload-links", new { dryRun = true });
        var run = await own.Hub.FinishAsync(answer.Headers.Location!.ToString().Split('/')[^1]);

        Assert.StartsWith("2 of 2 partners would get it, 0 cannot be written to, 0 had it before; it would be done by ", run.Summary, StringComparison.Ordinal);
        Assert.Empty(await own.Hub.Sandbox.MailsAsync());
    });

    private static async Task AskAsync(UploadHub own, string address)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = address });
        await own.Hub.Http.PostAsync(new Uri("api/sampleton/upload", UriKind.Relative), form);
        await own.Hub.App.SettleAsync();
    }

    private static string Rows(string title) => $"Activity,Day,Start,End,Venue\n{title},Monday,9.30am,11am,Hub 1\n";

    private static async Task<string> TextAsync(HttpResponseMessage answer) => await answer.Content.ReadAsStringAsync();

    // A hub of its own, for tests that move the clock or count mails.
    private static async Task WithOwnHubAsync(Func<UploadHub, Task> test)
    {
        var own = new UploadHub();
        await own.InitializeAsync();
        try
        {
            await test(own);
        }
        finally
        {
            await own.DisposeAsync();
        }
    }
}
