using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using HubAutomation.Functions.FundingReturns;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.FundingReturns.Steps;
using HubAutomation.Shared.FundingReturns.Storage;
using HubAutomation.Shared.Platform.Storage;

namespace HubAutomation.EndToEnd.Returns;

/// <summary>A month's return from the first mail to the last, as the people who have a part in it see it.</summary>
public sealed class ReturnTests(ReturnHub returns) : IClassFixture<ReturnHub>
{
    private readonly Hub hub = returns.Hub;

    [Fact]
    public async Task Leads_are_asked_the_rest_is_computed_and_approving_by_the_mailed_link_freezes_publishes_and_mails_it()
    {
        var run = await StartAsync("2026-07");
        Assert.Equal("2026-07-v1-1", run.Split('.')[^1]);
        Assert.Equal(["figures"], await WaitingForAsync("lead-feeding", "2026-07"));

        await returns.SendFiguresAsync("July 2026");

        Assert.Equal((ReturnStatus.AwaitingApproval, 7, 7, 0), (await returns.RowAsync("2026-07")) is var row ? (row.StatusNow(), row.Lines, row.Filled, row.Errors) : default);
        Assert.Equal(["approval"], await WaitingForAsync("manager", "2026-07"));
        Assert.Empty(await WaitingForAsync("lead-feeding", "2026-07"));
        var page = await returns.PageAsync(await returns.LinkAsync(ReturnHub.Manager, "July 2026"));
        Assert.Contains("Breastfeeding at birth", page, StringComparison.Ordinal);
        await SeeWhatWillBePublishedAsync("July 2026", "2026-07");

        Assert.Contains("is being approved", await returns.ApproveAsync("July 2026"), StringComparison.Ordinal);

        var ended = await hub.FinishAsync(run);
        Assert.Equal("Frozen", ended.Outcome);
        Assert.Equal(2, (await hub.Sandbox.MailsAsync()).Count(mail => mail.Subject == "Return for July 2026"));
        await ReaderHasThePublishedEditionAsync("July 2026", "2026-07");
        var facts = await hub.Http.GetFromJsonAsync<JsonElement>("api/sampleton/returns/facts?from=2026-07&to=2026-07");
        var birth = facts.EnumerateArray().Single(fact => fact.GetProperty("measure").GetString() == "IF-01");

        // April to July: 42, 43, 41, 42 totally and 10 partially of 100 each; the year before 1 less in each month's first number.
        Assert.Equal((52.0m, 208m, 400m), (birth.GetProperty("value").GetDecimal(), birth.GetProperty("numerator").GetDecimal(), birth.GetProperty("denominator").GetDecimal()));
        Assert.Equal((51.0m, 51.5m), (birth.GetProperty("baseline").GetDecimal(), birth.GetProperty("target").GetDecimal()));
        foreach (var document in new[] { "documents/2026-07/return.xlsx", "published/2026-07/report.html", "packs/2026-07/town" })
        {
            using var answer = await hub.Http.GetAsync(new Uri($"api/sampleton/returns/{document}", UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, document);
        }
    }

    /// <summary>Behind the manager's own link, and nowhere else, before anything is published.</summary>
    private async Task SeeWhatWillBePublishedAsync(string words, string month)
    {
        var page = await returns.LinkAsync(ReturnHub.Manager, words);
        foreach (var document in (string[])["published.html", "published-town.html"])
        {
            Assert.Contains($"/{document}\"", await returns.PageAsync(page), StringComparison.Ordinal);
            Assert.Contains("This is how the public will see it", await returns.PageAsync(new Uri($"{page}/{document}")), StringComparison.Ordinal);
        }

        Assert.Contains("There is no such document", await returns.PageAsync(new Uri($"{page}/published-elsewhere.html")), StringComparison.Ordinal);
        using var published = await hub.Http.GetAsync(new Uri($"api/sampleton/returns/published/{month}/report.html", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, published.StatusCode);
    }

    private async Task ReaderHasThePublishedEditionAsync(string words, string month)
    {
        var mail = Assert.Single(await returns.MailsAsync("board@example.org", words));
        Assert.Equal($"Figures for {words}", mail.Subject);
        var page = await hub.Sandbox.PageAsync(mail.Number);
        foreach (var said in (string[])[$"returns/published/{month}/report.html", $"sampleton-{month}-v1-published.csv", "may be passed on"])
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain(".xlsx", page, StringComparison.Ordinal);
        Assert.DoesNotContain((await returns.RowAsync(month)).Fingerprint![..16], page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_without_a_comment_and_a_draft_that_has_changed_keep_a_return_from_being_approved()
    {
        await StartAsync("2026-06");
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "June 2026"), "send", ("IF-05-value", "9"));
        await returns.PressAsync(await returns.LinkAsync(ReturnHub.PanelLead, "June 2026"), "send");
        var page = await returns.LinkAsync(ReturnHub.Manager, "June 2026");

        var (refused, why) = await returns.PressAsync(page, "approve");
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("Say for each why the return is right all the same.", why, StringComparison.Ordinal);
        Assert.Contains("2 warnings have no comment", why, StringComparison.Ordinal);

        var field = Regex.Match(await returns.PageAsync(page), "name=\"(?<field>about-[0-9a-f]+)\"").Groups["field"].Value;
        var (tooLong, much) = await returns.PressAsync(page, "approve", (field, new string('x', 2001)));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong);
        Assert.Contains("Use at most 2,000 characters. Nothing was saved", much, StringComparison.Ordinal);

        var (_, again) = await returns.PressAsync(page, "approve", ("round", "7"));
        Assert.Contains("The figures were computed again since you opened the page", again, StringComparison.Ordinal);
        Assert.Equal(ReturnStatus.AwaitingApproval, (await returns.RowAsync("2026-06")).StatusNow());

        await returns.PressAsync(page, "compute-again");
        Assert.Equal(2, (await returns.RowAsync("2026-06")).Rounds);
        Assert.Equal(2, (await returns.MailsAsync(ReturnHub.Manager, "The return for June 2026 awaits you")).Count);
        await returns.ApproveAsync("June 2026");
        Assert.Equal(ReturnStatus.Frozen, (await returns.RowAsync("2026-06")).StatusNow());
    }

    [Fact]
    public async Task What_cannot_be_is_named_field_by_field_and_nothing_of_it_is_kept()
    {
        await StartAsync("2026-05");
        var page = await returns.LinkAsync(ReturnHub.FeedingLead, "May 2026");

        var (status, answer) = await returns.PressAsync(page, "send", ("IF-05-value", "nine"), ("IF-06-numerator", "21"), ("IF-06-denominator", "20"));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("“nine” is no number. Write it in digits, like 1234", answer, StringComparison.Ordinal);
        Assert.Contains("This must not be more than the number below", answer, StringComparison.Ordinal);
        Assert.Contains("value=\"nine\"", answer, StringComparison.Ordinal);
        Assert.Empty(await hub.Service<SubmissionStore>().StatesAsync("sampleton", "2026-05", default));

        // Saved is not sent; and what another page makes up is not taken.
        await returns.PressAsync(page, "save", ("IF-05-value", "9"));
        var (forged, _) = await returns.PostAsync(page, new FormUrlEncodedContent(new Dictionary<string, string> { ["do"] = "send", ["IF-05-value"] = "900" }), from: "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, forged);
        var state = (await hub.Service<SubmissionStore>().StatesAsync("sampleton", "2026-05", default))["infant-feeding"];
        Assert.Equal((9m, false), (state.Figures["IF-05"].Value, state.IsSent));

        var run = await StartAsync("2026-05");
        Assert.Equal((await returns.RowAsync("2026-05")).RunId, run);
        await hub.FinishAsync(await hub.StartRunAsync(ReturnWorkflows.CancelName, new { month = "2026-05" }));
        Assert.Equal("Cancelled", (await hub.FinishAsync(run)).Outcome);
        Assert.Contains("is cancelled", await returns.PageAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_lead_corrects_while_the_manager_has_the_draft_makes_the_draft_anew()
    {
        await StartAsync("2026-01");
        await returns.SendFiguresAsync("January 2026");
        var page = await returns.LinkAsync(ReturnHub.Manager, "January 2026");

        await returns.PressAsync(await returns.LinkAsync(ReturnHub.FeedingLead, "January 2026"), "send", ("IF-05-value", "12"), ("why", "Three were forgotten."));

        Assert.Equal(2, (await returns.RowAsync("2026-01")).Rounds);
        var drafts = await returns.MailsAsync(ReturnHub.Manager, "The return for January 2026 awaits you");
        Assert.Equal(2, drafts.Count);
        Assert.Contains("You have had it before. Since then figures were sent", await hub.Sandbox.PageAsync(drafts[1].Number), StringComparison.Ordinal);
        Assert.Contains("12 people", await returns.PageAsync(page), StringComparison.Ordinal);

        await returns.ApproveAsync("January 2026");
        var volunteers = await returns.Returns.OverTimeAsync("sampleton", "IF-05", MonthSpan.Of(new(2026, 1)), default);
        Assert.Equal(12m, Assert.Single(volunteers).Line.Value);
    }

    [Fact]
    public async Task What_a_lead_had_sent_when_the_manager_approved_without_having_seen_it_is_not_passed_over()
    {
        await StartAsync("2025-11");
        await returns.SendFiguresAsync("November 2025");
        var (name, row) = (new ReturnRef("sampleton", "2025-11", 1), await returns.RowAsync("2025-11"));

        // Between the manager's last look and their approval.
        await hub.Service<SubmissionStore>().AddAsync("sampleton", "2025-11", new Submission("infant-feeding", "IF-05", 12, null, null, null, "feeding", DateTimeOffset.UtcNow.AddYears(1), "page", "Three were forgotten."), default);
        await hub.Service<ReturnProcess>().DecideAsync(name, row.Rounds, ReturnDecision.Approve, "manager", DateTimeOffset.UtcNow, default);

        Assert.Equal(nameof(ReturnDecision.ComputeAgain), (await hub.Service<ReturnProcess>().LookAsync(name, row.RunId, default)).Decision);
        Assert.Equal((ReturnStatus.AwaitingApproval, nameof(ReturnDecision.ComputeAgain)), ((await returns.RowAsync("2025-11")).StatusNow(), (await returns.RowAsync("2025-11")).Decision));
    }

    [Fact]
    public async Task Whoever_becomes_a_lead_in_between_is_asked_once_the_return_is_started_anew_and_nobody_twice()
    {
        var strands = Path.Combine(returns.Seed, "configuration", "sampleton", "strands.json");
        var blob = hub.Storage.Configuration.GetBlobClient("sampleton/strands.json");
        await StartAsync("2025-12");
        try
        {
            await blob.UploadAsync(BinaryData.FromString((await File.ReadAllTextAsync(strands)).Replace("lead-panel", "lead-parents", StringComparison.Ordinal)), overwrite: true);
            await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = "2025-12", restart = true });
            await hub.App.SettleAsync();

            Assert.Single(await returns.MailsAsync("lead-parents@example.org", "Your figures for December 2025"));
            Assert.Single(await returns.MailsAsync(ReturnHub.FeedingLead, "Your figures for December 2025"));
            Assert.Equal(["figures"], await WaitingForAsync("lead-parents", "2025-12"));
        }
        finally
        {
            await blob.UploadAsync(strands, overwrite: true);
        }

        await hub.FinishAsync(await hub.StartRunAsync(ReturnWorkflows.CancelName, new { month = "2025-12" }));
        await hub.App.SettleAsync();
        await StartAsync("2025-12");
        Assert.Equal(2, (await returns.MailsAsync(ReturnHub.FeedingLead, "Your figures for December 2025")).Count);
    }

    [Fact]
    public async Task Figures_come_as_a_file_too_and_are_shown_before_they_are_sent()
    {
        await StartAsync("2026-04");
        var page = await returns.LinkAsync(ReturnHub.FeedingLead, "April 2026");
        var template = await hub.Http.GetStringAsync(new Uri(page.AbsoluteUri + "/template.csv"));
        Assert.Equal(["Code,Measure,What is counted,Value,Numerator,Denominator,Text", "IF-05,Volunteers,Volunteers who were active.,,,,", "IF-06,Visits at three months,\"Babies visited, of all due.\",,,,"], template.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        var workbook = await hub.Http.GetByteArrayAsync(new Uri(page.AbsoluteUri + "/template.xlsx"));
        Assert.Equal("PK"u8.ToArray(), workbook[..2]);

        var token = UploadHub.Field(await returns.PageAsync(page), "form");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "form" }, { new StringContent("Code,Value,Numerator,Denominator\nIF-05,11,,\nIF-06,,17,20\nPC-01,3,,\n"), "file", "figures.csv" },
        };
        var (status, answer) = await returns.PostAsync(new Uri(page.AbsoluteUri + "/file"), form);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Row 4, Code: “PC-01” is none of your measures. Yours are IF-05, IF-06", answer, StringComparison.Ordinal);
        Assert.Contains("value=\"11\"", answer, StringComparison.Ordinal);
        Assert.Empty(await hub.Service<SubmissionStore>().StatesAsync("sampleton", "2026-04", default));
    }

    [Fact]
    public async Task Rows_that_were_left_out_are_told_in_the_runs_steps_and_fetched_as_a_file_before_anything_is_approved()
    {
        await hub.Storage.Figures.GetBlobClient("sampleton/panel/2026-03.csv").UploadAsync(
            BinaryData.FromString("Date,Activity,Parents,Members\n2026-03-10,meeting,7,12\n2026-03-17,focus group,six,12\n"), overwrite: true);
        var run = await StartAsync("2026-03");
        await returns.SendFiguresAsync("March 2026");

        var steps = (await hub.Http.GetFromJsonAsync<JsonElement>($"api/runs/{run}")).GetProperty("steps").EnumerateArray();
        Assert.Equal(
            ["breastfeeding: 1 figure, 0 rows left out", "ledger: 1 figure, 0 rows left out", "panel: 1 figure, 1 row left out"],
            steps.Where(step => step.GetProperty("step").GetString() == nameof(ReturnActivities.ReadReturnSource)).Select(step => step.GetProperty("note").GetString()).Order());

        using var file = await hub.Http.GetAsync(new Uri("api/sampleton/returns/rejects/2026-03/panel", UriKind.Relative));
        Assert.Equal("sampleton-2026-03-panel-rejects.csv", file.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(
            ["File,Row,Column,What it says,Rule,What to do", "panel/2026-03.csv,3,Parents,six,not-a-number"],
            (await file.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => string.Join(',', row.Split(',').Take(row.StartsWith("File", StringComparison.Ordinal) ? 6 : 5))));
    }

    [Fact]
    public async Task A_mistake_in_next_years_strands_is_told_when_they_are_uploaded_and_this_years_stay_in_force()
    {
        var next = hub.Storage.Configuration.GetBlobClient("sampleton/strands.2027-04-01.json");
        await next.UploadAsync(BinaryData.FromString("{}"), overwrite: true);

        Assert.NotNull(await WaitingForAsync("manager", "2026-01"));

        var refused = await hub.Storage.Audit.QueryAsync<TableEntity>().Where(row => row.GetString("What") == "configuration-refused").FirstAsync();
        Assert.Contains("strands.2027-04-01.json, manager: ", refused.GetString("Details"), StringComparison.Ordinal);
        await next.DeleteAsync();
    }

    [Theory]
    [InlineData("rejects/2026-01/panel", HttpStatusCode.NotFound, "No return of sampleton for January 2026 has read the source panel.")]
    [InlineData("rejects/2026-01/panels", HttpStatusCode.NotFound, "There is no source \"panels\". There are: attendance, registrations, reach, breastfeeding, ledger, training, panel, front-door, timetables.")]
    [InlineData("rejects/lately/panel", HttpStatusCode.BadRequest, "Months are written like 2026-10, quarters and years of documents like 2026-27-q3 and 2026-27, and \"from\" is not after \"to\".")]
    [InlineData("facts?from=2020-01&to=2020-02&measure=ZZ", HttpStatusCode.BadRequest, "sampleton has no measure \"ZZ\", nor had it in these months. There are: IF-01, IF-05, IF-06, IF-91, PC-01, PC-02, PC-03.")]
    [InlineData("facts?to=-9998-01", HttpStatusCode.BadRequest, "Months are written like 2026-10, quarters and years of documents like 2026-27-q3 and 2026-27, and \"from\" is not after \"to\".")]
    public async Task What_is_asked_for_and_not_there_is_said_in_words(string address, HttpStatusCode status, string sentence)
    {
        using var answer = await hub.Http.GetAsync(new Uri($"api/sampleton/returns/{address}", UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_measure_that_is_known_and_has_no_figure_in_these_months_gives_no_rows() =>
        Assert.Equal("[]", await hub.Http.GetStringAsync(new Uri("api/sampleton/returns/facts?from=2020-01&to=2020-02&measure=PC-01", UriKind.Relative)));

    [Theory]
    [InlineData("""{ "month": "2026-13" }""", "The parameter \"month\" is \"2026-13\". It must be a month that is over, like 2026-10, from 2022-04 to 2026-08.")]
    [InlineData("""{ "month": "2026-09" }""", "The parameter \"month\" is \"2026-09\". It must be a month that is over, like 2026-10, from 2022-04 to 2026-08.")]
    [InlineData("""{ "month": "2026-03", "askAgain": "panel, parenting" }""", "\"askAgain\" names parenting. The strands whose leads are asked are infant-feeding, panel.")]
    public async Task A_start_that_makes_no_sense_is_refused_in_words(string parameters, string sentence)
    {
        using var answer = await hub.Http.PostAsync(
            new Uri($"api/sampleton/workflows/{ReturnWorkflows.BuildName}", UriKind.Relative), new StringContent(parameters, null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_trial_says_who_would_be_asked_and_sends_nothing()
    {
        var before = (await hub.Sandbox.MailsAsync()).Count;

        var run = await hub.FinishAsync(await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month = "2026-02", dryRun = true }));

        Assert.Equal("DryRun", run.Outcome);
        Assert.StartsWith("For February 2026, 2 leads would be asked for 4 figures of 2 strands until 21 September 2026, 17:00, and 3 figures computed.", run.Summary, StringComparison.Ordinal);
        Assert.Equal(before, (await hub.Sandbox.MailsAsync()).Count);
        Assert.Null(await returns.Returns.FindAsync(new ReturnRef("sampleton", "2026-02", 1), default));
    }

    private async Task<string> StartAsync(string month)
    {
        // The mail service takes only so many mails a minute and an hour.
        await hub.App.AdvanceAsync(TimeSpan.FromMinutes(15));
        var run = await hub.StartRunAsync(ReturnWorkflows.BuildName, new { month });
        await hub.App.SettleAsync();
        return run;
    }

    private async Task<IReadOnlyList<string>> WaitingForAsync(string person, string month) =>
    [
        .. (await hub.Http.GetFromJsonAsync<JsonElement>($"api/sampleton/returns/waiting/{person}")).EnumerateArray()
            .Where(item => item.GetProperty("month").GetString() == month).Select(item => item.GetProperty("what").GetString()!),
    ];
}
